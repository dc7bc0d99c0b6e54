"""What tests of previews use: links, working copies, and the content of all tables."""

from datetime import timedelta

from django.apps import apps
from django.core.serializers import serialize
from django.urls import reverse
from django.utils import timezone

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.models import Film, Limit, PreviewLink
from catalog.previewing import token_of


def make_link(film, *, days=7, **fields):
    return PreviewLink.objects.create(film=film, **({"expires_at": timezone.now() + timedelta(days=days)} | fields))


def preview_address(link, rest=""):
    return reverse("preview", args=[token_of(link), rest])


def make_working_copy(film, change):
    """Put a change of a published film into its working copy."""
    with Edit(Root("film", film.pk)) as edit:
        change(Film.objects.get(pk=film.pk))
        edit.keep()


def retitle(title):
    def change(film):
        film.title = title
        film.save()

    return change


def table_contents():
    """Return all rows of the catalogue except the counters of limits, as JSON by model."""
    models = [model for model in apps.get_app_config("catalog").get_models() if model is not Limit]
    return {model.__name__: serialize("json", model._base_manager.order_by("pk")) for model in models}
