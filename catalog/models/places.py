"""Countries, former states and languages: codes of ISO 3166, former ones included, names of states without one, BCP 47 tags."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.dates import PartialDateField, contradicts, refuse_earlier
from catalog.models.base import on_published_film
from catalog.models.country_names import codes_named, name_key
from catalog.models.vocabulary import Named, TermQuerySet
from catalog.page_languages import OURS
from catalog.texts.folding import LineField, LineListField
from catalog.texts.sorting import SortKeyField
from catalog.vocabulary.names import country_name, explain_ambiguous_code, language_name

HOW_TO_WRITE_A_CODE = _(
    "Write the two capital letters of ISO 3166-1, such as PL, or the four of ISO 3166-3 for a former state whose two "
    "letters were given twice, such as CSHH. A former state without a code has its name in small letters, such as "
    "weimar-republic."
)

validate_language_tag = RegexValidator(
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?\Z",
    _("Write a BCP 47 tag, such as pl, pt-BR or zh-Hant."),
)


class CountryQuerySet(TermQuerySet):
    def answering_to(self, country):
        """Return a country with the states for which it answers; of a state, it alone."""
        return self.filter(Q(pk=country.pk) | Q(successor=country.pk))

    def named(self, name):
        """Return the countries and states that have a name, in any case and spelling: a shipped one, or one that an editor gave."""
        key, codes = name_key(name), codes_named(name)
        rows = self.values_list("pk", "name", "other_names") if key else ()
        keys = [pk for pk, *names in rows if pk in codes or key in map(name_key, "\n".join(names).splitlines())]
        return self.filter(pk__in=keys)


class Country(Named):
    """A country by its code of ISO 3166; or a former state without one, for which its successor answers."""

    code = models.CharField(
        _("code"),
        max_length=40,
        primary_key=True,
        validators=[RegexValidator(r"^([A-Z]{2}([A-Z]{2})?|[a-z][a-z0-9]*(-[a-z0-9]+)*)\Z", HOW_TO_WRITE_A_CODE)],
        help_text=_("Of ISO 3166: PL. Of a former state without a code its name in small letters: weimar-republic."),
    )
    name = LineField(_("name"), max_length=80, unique=True)
    sort_key = SortKeyField(_("sort key"), of="name")
    other_names = LineListField(
        _("other names"), blank=True, help_text=_("One a line. They find it, besides its names in many languages.")
    )
    successor = models.ForeignKey(
        "self",
        models.RESTRICT,
        verbose_name=_("successor"),
        null=True,
        blank=True,
        related_name="states",
        help_text=_(
            "Of a former state without a code: the country whose code stands for it in lists, filters and the API."
        ),
    )
    start_date = PartialDateField(
        _("beginning"),
        null=True,
        blank=True,
        help_text=_("Of a former state, as precisely as known: 9 November 1918, 1918."),
    )
    end_date = PartialDateField(
        _("end"), null=True, blank=True, help_text=_("Of a former state. Empty: it exists today.")
    )
    wikidata = LineField(
        _("Wikidata id"),
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(r"^Q[1-9][0-9]*\Z", _("Write the Q and the number of its page at Wikidata, such as Q41304."))
        ],
    )

    objects = CountryQuerySet.as_manager()
    films_paths = ("films", "states__films")

    class Meta:
        verbose_name = _("country")
        ordering = ["sort_key", "code"]
        verbose_name_plural = _("countries")
        constraints = [
            models.CheckConstraint(
                condition=Q(successor=None, code=Upper("code")) | Q(successor__isnull=False, code=Lower("code")),
                name="country_code_or_successor",
                violation_error_message=(
                    _(
                        "A code in small letters is that of a former state, and needs a successor; "
                        "a code of ISO 3166 stands for itself, and has none."
                    )
                ),
            ),
        ]

    def name_in(self, language):
        """Return the name in a language that CLDR has names in; the English one is an editor's to change."""
        return self.name if language == OURS else shipped_name(country_name, self, language)

    def clean(self):
        if explanation := explain_ambiguous_code(self.code):
            raise ValidationError({"code": explanation}, code="ambiguous")
        if self.successor and self.successor.successor_id:
            last = self.successor.successor
            raise ValidationError(
                {
                    "successor": gettext("“%(successor)s” is a former state, too. Choose “%(last)s”.")
                    % {"successor": self.successor, "last": last}
                }
            )
        refuse_earlier(self.start_date, self.end_date, gettext("A state does not end before it begins"))

    @property
    def iso_code(self):
        """The code of ISO 3166 that answers for it: its own, or its successor's."""
        return self.successor_id or self.code

    @property
    def own_code(self):
        """Its own code of ISO 3166; "" where it has none."""
        return "" if self.successor_id else self.code

    @property
    def iso_country(self):
        """The country whose code answers for it: itself, or its successor."""
        return self.successor or self

    @property
    def is_former(self):
        return bool(self.successor_id or self.end_date)

    @property
    def former_state(self):
        """Itself, where it is a former state; None for a country of today."""
        return self if self.is_former else None

    @property
    def years(self):
        """When a former state was: 1918–1933; "" where neither is known."""
        start, end = (day.year_in_words if day else "" for day in (self.start_date, self.end_date))
        return f"{start}–{end}" if start or end else ""

    def missed(self, film_date):
        """Tell whether no reading of a date lies in the time of a former state."""
        return contradicts(self.start_date, film_date) or contradicts(film_date, self.end_date)


class LanguageQuerySet(TermQuerySet):
    def _used(self):
        """Return the condition that visitors read a tag: of a film, or of a version that does not lead."""
        languages = apps.get_model("catalog", "versionlanguage").objects.filter(language=OuterRef("pk"))
        return super()._used() | Exists(
            languages.filter(on_published_film("version__film__"), on_published_film("version__"))
        )


class Language(Named):
    tag = models.CharField(
        _("BCP 47 tag"),
        max_length=35,
        primary_key=True,
        validators=[validate_language_tag],
    )
    name = LineField(_("name"), max_length=80, unique=True)
    sort_key = SortKeyField(_("sort key"), of="name")

    objects = LanguageQuerySet.as_manager()
    films_paths = ("films",)

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["sort_key", "tag"]

    def name_in(self, language):
        """Return the name in a language that CLDR has names in; the English one is an editor's to change."""
        return self.name if language == OURS else shipped_name(language_name, self, language)


def shipped_name(name_of, row, language):
    """Return the name of a country or language that ships; of one that an editor added, the name that it was given."""
    try:
        return name_of(row.pk, language)
    except KeyError:
        return row.name
