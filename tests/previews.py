"""What the tests of previews share: a link to one, a change that waits, and all that the tables hold."""

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


def place(link, rest=""):
    return reverse("preview", args=[token_of(link), rest])


def make_working_copy(film, change):
    """Keep what `change` does to a published film in its working copy."""
    with Edit(Root("film", film.pk)) as edit:
        change(Film.objects.get(pk=film.pk))
        edit.keep()


def retitle(title):
    def change(film):
        film.title = title
        film.save()

    return change


def tables():
    """All rows of the catalogue, but the counters of limits."""
    models = [model for model in apps.get_app_config("catalog").get_models() if model is not Limit]
    return {model.__name__: serialize("json", model._base_manager.order_by("pk")) for model in models}
