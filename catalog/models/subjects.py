from django.db import models

from catalog.models.vocabulary import TermQuerySet
from catalog.texts.folding import LineField
from catalog.texts.sorting import SortKeyField


class Subject(models.Model):
    """What films are about: labour, the end of a marriage, Lake Baikal. It ships empty, and editors fill it."""

    name = LineField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True, help_text="As addresses and the API write it: forced-labour.")
    sort_key = SortKeyField(of="name")

    objects = TermQuerySet.as_manager()
    films_paths = ("films",)

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self):
        return self.name
