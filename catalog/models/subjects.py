from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.vocabulary import Named, TermQuerySet, names_field
from catalog.texts.folding import LineField
from catalog.texts.sorting import SortKeyField


class Subject(Named):
    """What films are about: labour, the end of a marriage, Lake Baikal. It ships empty, and editors fill it."""

    name = LineField(_("name"), max_length=120, unique=True)
    names = names_field()
    slug = models.SlugField(
        _("slug"), max_length=120, unique=True, help_text=_("As addresses and the API write it: forced-labour.")
    )
    sort_key = SortKeyField(_("sort key"), of="name")

    objects = TermQuerySet.as_manager()
    films_paths = ("films",)

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["sort_key", "id"]
