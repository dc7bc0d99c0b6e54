"""What of the vocabulary a database has got."""

from django.db import models
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast

from catalog.models.base import on_published_film


class ShippedTerm(models.Model):
    """That a term was shipped into this database: which row it is, and its values then. See catalog/vocabulary/sync.py.

    `noun` is the row's model, `key` the term's key in the files, `row` the primary key as text. The record outlives the
    row, so that what an editor deleted is not added again.
    """

    noun = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    row = models.CharField(max_length=40)
    values = models.JSONField()

    class Meta:
        default_permissions = ()
        ordering = ["noun", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "key"],
                name="shipped_term_once",
                violation_error_message="This term is recorded already.",
            )
        ]

    def __str__(self):
        return f"{self.noun} {self.key}"


class TermQuerySet(models.QuerySet):
    """Terms of one noun of the vocabulary; the model's `films_path` leads from a term to the films that use it."""

    def public(self):
        """Terms that shipped, and those that a published film uses: a term that an editor added may tell what is coming."""
        return self.alias(key_text=Cast("pk", CharField())).filter(self._shipped() | self._used())

    def _used(self):
        """Return the condition that a published film uses a term."""
        return Exists(
            self.model._base_manager.filter(on_published_film(f"{self.model.films_path}__"), pk=OuterRef("pk"))
        )

    def _shipped(self):
        return Q(key_text__in=shipped_rows(self.model._meta.model_name))


def shipped_rows(noun):
    """Return the primary keys, as text, of the rows of a noun that shipped with Wayback."""
    return ShippedTerm.objects.filter(noun=noun).order_by().values("row")
