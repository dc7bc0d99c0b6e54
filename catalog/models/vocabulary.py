"""What of the vocabulary a database has got."""

from functools import reduce
from itertools import chain, count
from operator import or_

from django.db import models
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.text import slugify

from catalog.models.base import Derived, on_published_film
from catalog.texts.folding import fold


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
    """Terms of one noun of the vocabulary; the model's `films_paths` lead from a term to the films that use it."""

    def public(self):
        """Terms that shipped, and those that a published film uses: a term that an editor added may tell what is coming."""
        return self.alias(key_text=Cast("pk", CharField())).filter(self._shipped() | self._used())

    def _used(self):
        """Return the condition that a published film uses a term."""
        rows = self.model._base_manager.filter(pk=OuterRef("pk"))
        return reduce(or_, [Exists(rows.filter(on_published_film(f"{path}__"))) for path in self.model.films_paths])

    def _shipped(self):
        return Q(key_text__in=shipped_rows(self.model._meta.model_name))


def shipped_rows(noun):
    """Return the primary keys, as text, of the rows of a noun that shipped with Wayback."""
    return ShippedTerm.objects.filter(noun=noun).order_by().values("row")


class Coded(Derived):
    """A term that a code names for ever, whatever an editor calls it: programs and this code ask for the code."""

    code = models.SlugField(
        max_length=80,
        unique=True,
        blank=True,
        help_text="What programs know it by, such as set-designer; it never changes. Left empty, it is made from the name.",
    )

    class Meta:
        abstract = True

    def derive(self):
        """Make the code of a new term from its name; a number tells two of the same name apart."""
        if not self.code:
            self.code = free_code(self.name, set(type(self)._base_manager.values_list("code", flat=True)))


def free_code(name, codes):
    """Return a code made from a name that is not among the codes; letters that no code can have are left out."""
    code = slugify(fold(name))[:70] or "term"
    further_codes = (f"{code}-{number}" for number in count(2))
    return next(free for free in chain([code], further_codes) if free not in codes)
