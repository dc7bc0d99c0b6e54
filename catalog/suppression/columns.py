"""Which columns of the database may hold a value, read from the models, so that none that is added later is forgotten."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from catalog.models.ordered_choices import ChoicesField

# Columns of text in which no value of a noun can stand, and why.
UNSEARCHED = {
    "admin.logentry.object_id": "a key",
    "auth.permission.codename": "comes with the program",
    "auth.permission.name": "comes with the program",
    "auth.user.password": "a digest",
    "axes.accesslog.session_hash": "a digest",
    "catalog.collation.fingerprint": "a digest",
    "catalog.desklanguage.language": "comes with the program",
    "catalog.filmlack.name": "comes with the program",
    "catalog.image.file": "a random name",
    "catalog.mention.key": "a key",
    "catalog.mention.noun": "a name of a model",
    "catalog.duplicatepair.noun": "a name of a model",
    "catalog.merge.noun": "a name of a model",
    "catalog.presence.key": "a key",
    "catalog.presence.noun": "a name of a model",
    "catalog.proposal.about": "a digest",
    "catalog.proposal.key": "a digest",
    "catalog.proposal.kind": "comes with the program",
    "catalog.revision.key": "a key",
    "catalog.revision.noun": "a name of a model",
    "catalog.sentform.digest": "a digest",
    "catalog.sentform.key": "random",
    "catalog.shippedterm.key": "comes with the program",
    "catalog.shippedterm.noun": "a name of a model",
    "catalog.shippedterm.row": "a key",
    "catalog.shippedterm.values": "comes with the program",
    "catalog.site.logo": "a random name",
    "catalog.site.stamp": "random",
    "catalog.suppression.key": "a key",
    "catalog.suppression.noun": "a name of a model",
    "catalog.vote.voter": "random",
    "contenttypes.contenttype.app_label": "comes with the program",
    "contenttypes.contenttype.model": "a name of a model",
    "otp_static.statictoken.token": "random",
    "otp_totp.totpdevice.key": "random",
    "sessions.session.session_data": "signed and packed: catalog.suppression.sessions opens it",
}
# Columns of text that hold JSON.
JSON_TEXTS = {"admin.logentry.change_message", "catalog.sentform.popup_data"}


def column_name(field: models.Field) -> str:
    return f"{field.model._meta.label_lower}.{field.name}"


def column_label(name: str) -> str:
    """Return what people call a column by its stored name: “film: title”; the name where a migration has deleted it since."""
    label, _, field_name = name.rpartition(".")
    try:
        model = apps.get_model(label)
        return f"{model._meta.verbose_name}: {model._meta.get_field(field_name).verbose_name}"  # type: ignore[union-attr]
    except (LookupError, ValueError, FieldDoesNotExist):
        return name


def holds_text(field: models.Field) -> bool:
    """Tell whether a column holds text or JSON that somebody wrote: no key, and no choice from a list."""
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)
    is_choice = bool(field.choices) or isinstance(field, ChoicesField)
    return is_text and not (field.is_relation or field.primary_key or is_choice)


def is_searched(field: models.Field) -> bool:
    return holds_text(field) and column_name(field) not in UNSEARCHED


@cache
def searched_fields(model: type[models.Model]) -> dict[str, models.Field]:
    """Return the fields of a model in which a value is looked for, by name."""
    return {field.name: field for field in model._meta.concrete_fields if is_searched(field)}


def searched_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and searched_fields(model):
            yield model
