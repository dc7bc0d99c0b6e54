"""What a column of a table can be: the fields of each noun in the words of the model, outside ids, people by their job."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import BooleanField, DecimalField, IntegerField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.dates import PartialDateField
from catalog.models import CompanyRole, Job, SchemeForm
from catalog.models.ordered_choices import ChoicesField

# One row of a table is one of these.
NOUNS = ("film", "credit", "release", "title", "person", "version", "copy")
OF_VERSION = ("runtime_minutes", "sound", "colour", "aspect_ratio")
FIELDS = {
    "film": (
        *("title", "original_title", "original_title_language", "sort_title", "given_date", "kind", "status"),
        *("countries", "languages", "genres", "subjects", "logline", "note"),
        *OF_VERSION,
    ),
    "credit": (
        *("job", "person", "characters", "credited_as", "billing_order", "voice", "uncredited", "archive_footage"),
        *("segment", "missing_reason", "note"),
    ),
    "release": ("date", "country", "type", "event", "certification", "decision", "decision_number", "note"),
    "title": ("title", "kind", "language", "script", "country", "note"),
    "person": (
        *("name", "name_order", "born", "birthplace", "died", "deathplace", "nationalities", "biography", "note"),
    ),
    "version": (
        *("name", "kinds", "publication", "date", "runtime_minutes", "length_metres", "frames_per_second", "gauge"),
        *("sound", "colour", "aspect_ratio", "countries", "note"),
    ),
    "copy": (
        *("inventory_number", "carrier", "element", "base", "completeness", "reels", "length_metres"),
        *("runtime_minutes", "sound", "colour", "holding_place", "access", "condition", "acquired_from", "acquired_on"),
    ),
}
# What a row of a film may say beside the film itself: one row of each.
WITH_FILM = ("release", "title", "copy")
# By these the film of a row is known, or looked for.
KEYS = ("film.number", "film.title", "film.given_date")
NUMBER_LABEL = _("number in Wayback")


@dataclass(frozen=True)
class Target:
    """What a column can be. `kind` says how its cells are read, `is_list` whether a cell holds several values."""

    name: str
    noun: str
    field: str
    kind: str
    label: Any
    is_list: bool = False
    code: str = ""

    @property
    def noun_label(self) -> str:
        return str(apps.get_model("catalog", self.noun)._meta.verbose_name)

    @property
    def full_label(self) -> str:
        """What people call it, with what it is of: film: title."""
        return f"{self.noun_label}: {self.label}"

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """The values that it takes, with their words; [] where it takes any."""
        if self.kind not in ("choice", "choices"):
            return []
        field = field_of(self.noun, self.field)
        return list(field.options.choices) if isinstance(field, ChoicesField) else list(field.flatchoices)


def targets_of(noun: str) -> dict[str, Target]:
    """Return {name: target} of what columns can be where a row is this noun, the noun's own first."""
    if noun == "person":
        targets = [*own_targets("person"), *id_targets("person"), names_target()]
    elif noun == "film":
        targets = [*own_targets("film"), *id_targets("film"), *term_targets()]
        targets += [target for part in WITH_FILM for target in own_targets(part)]
    else:
        keys = [*own_targets("film"), *id_targets("film")]
        targets = [*own_targets(noun), *(target for target in keys if target.name in KEYS or target.kind == "id")]
        if noun == "credit":
            targets += person_id_targets()
    return {target.name: target for target in targets}


def own_targets(noun: str) -> Iterator[Target]:
    """Yield the fields of a noun, and for films and people their number here."""
    if noun in ("film", "person"):
        yield Target(f"{noun}.number", noun, "number", "number", NUMBER_LABEL)
    for name in FIELDS[noun]:
        field = field_of(noun, name)
        kind, is_list = kind_of(field)
        yield Target(f"{noun}.{name}", noun, name, kind, field.verbose_name, is_list)


def field_of(noun: str, name: str) -> Any:
    """Return the model's field; of a film also those that are its leading version's."""
    model = apps.get_model("catalog", "version" if noun == "film" and name in OF_VERSION else noun)
    return model._meta.get_field(name)


def kind_of(field: Any) -> tuple[str, bool]:
    """Return how cells of a field are read, and whether they hold several values."""
    if field.is_relation:
        return field.related_model._meta.model_name, field.many_to_many
    if isinstance(field, ChoicesField):
        return "choices", True
    if isinstance(field, PartialDateField):
        return "date", False
    if field.name == "runtime_minutes":
        return "minutes", False
    for kind, field_type in (("boolean", BooleanField), ("integer", IntegerField), ("decimal", DecimalField)):
        if isinstance(field, field_type):
            return kind, False
    return ("choice" if field.choices else "text"), False


def id_targets(noun: str) -> Iterator[Target]:
    """Yield an outside id of each scheme that has ids of a noun."""
    for form in SchemeForm.objects.filter(noun=noun).select_related("scheme").order_by("pk"):
        yield Target(f"{noun}.id.{form.scheme_id}", noun, "id", "id", form.scheme.name, code=form.scheme_id)


def person_id_targets() -> Iterator[Target]:
    for target in id_targets("person"):
        yield Target(f"credit.person_id.{target.code}", "credit", "person_id", "id", target.label, code=target.code)


def term_targets() -> Iterator[Target]:
    """Yield people by their job and companies by their role, as one column of a film has them, and other titles."""
    for job in Job.objects.exclude(code=None).select_related("department"):
        yield Target(f"film.people.{job.code}", "film", "people", "person", job, is_list=True, code=job.name)
    for role in CompanyRole.objects.all():
        yield Target(f"film.companies.{role.code}", "film", "companies", "company", role, is_list=True, code=role.code)
    yield Target("film.titles", "film", "titles", "text", _("other titles"), is_list=True)


def names_target() -> Target:
    return Target("person.names", "person", "names", "text", _("other names"), is_list=True)


def refusal_of_missing(noun: str, mapped_names: set[str]) -> str:
    """Say what a mapping of a noun lacks; "" where rows can be brought in by it."""
    if noun == "person":
        return "" if "person.name" in mapped_names else gettext("Map a column to person.name.")
    if noun == "credit" and not (
        {"credit.job"} <= mapped_names and {"credit.person", "credit.missing_reason"} & mapped_names
    ):
        return gettext("Map a column to credit.person, and one to credit.job, or give the job as a default.")
    if noun == "title" and "title.title" not in mapped_names:
        return gettext("Map a column to title.title.")
    if noun in ("release", "version", "copy") and not any(name.startswith(f"{noun}.") for name in mapped_names):
        return gettext("Map a column to a field of %(noun)s.") % {"noun": noun}
    if noun == "film" and all(name == "film.number" or name.startswith("film.id.") for name in mapped_names):
        return gettext("Map a column to film.title, or to another field of the film beside its ids.")
    return (
        ""
        if has_key(noun, mapped_names)
        else gettext(
            "Map a column to an outside id such as film.id.imdb, or one to film.title and one to film.given_date."
        )
    )


def has_key(noun: str, mapped_names: set[str]) -> bool:
    """Tell whether the film of a row can be known, or looked for."""
    ids = any(name.startswith("film.id.") for name in mapped_names)
    is_titled = {"film.title", "film.given_date"} <= mapped_names
    by_inventory = noun == "copy" and "copy.inventory_number" in mapped_names
    return ids or is_titled or by_inventory or "film.number" in mapped_names
