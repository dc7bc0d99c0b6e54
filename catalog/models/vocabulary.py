"""What of the vocabulary a database has got."""

from functools import reduce
from itertools import chain, count
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.models.base import Derived, on_published_film
from catalog.page_languages import OURS
from catalog.texts.folding import fold
from catalog.texts.language_tags import primary_subtag
from catalog.texts.names_by_language import NamesField, read_names, refuse_unread_names


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
        verbose_name = _("shipped term")
        verbose_name_plural = _("shipped terms")
        default_permissions = ()
        ordering = ["noun", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "key"],
                name="shipped_term_once",
                violation_error_message=_("This term is recorded already."),
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


def names_field():
    """Return the column of a term's names in other languages; it stands after its name."""
    return NamesField(
        _("names in other languages"),
        blank=True,
        default="",
        validators=[refuse_unread_names],
        help_text=_(
            "One a line, after the code of its language: de: Regie. Pages in a language without one say the name in "
            "the site’s first language, or else the name above."
        ),
    )


class Named(models.Model):
    """A term that pages call by its name in their language; its column `name` is the English one, or the only one that it has."""

    class Meta:
        abstract = True

    def __str__(self):
        return self.name_in(get_language() or OURS)

    def name_in(self, language):
        """Return the name in a language, else in the site's first one, else `name`."""
        names = None
        for code in (language, primary_subtag(language), settings.LANGUAGE_CODE):
            if code == OURS:
                return self.name
            names = read_names(self.names) if names is None else names
            if code in names:
                return names[code]
        return self.name


class Coded(Derived):
    """A term that a code names for ever, whatever an editor calls it: programs and this code ask for the code."""

    code = models.SlugField(
        _("code"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_(
            "What programs know it by, such as set-designer; it never changes. Left empty, it is made from the name."
        ),
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
