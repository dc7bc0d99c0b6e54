from babel import Locale
from babel.core import get_global
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models.base import Derived, FilmPartQuerySet
from catalog.models.columns import null_as_empty, one_or_none
from catalog.models.films import Film, FilmDefiningPart
from catalog.models.of_version import OfVersion
from catalog.page_languages import current_locale, is_of_page, page_language
from catalog.texts.folding import LineField
from catalog.texts.language_tags import primary_subtag
from catalog.texts.sorting import SortKeyField, title_sort_key


class TitleKind(models.TextChoices):
    ORIGINAL = "original", _("original title")
    WORKING = "working", _("working title")
    RELEASE = "release", _("release title")
    RESTORATION = "restoration", _("title of a restoration")
    TRANSLITERATION = "transliteration", _("transliteration")
    SUPPLIED = "supplied", _("supplied title")


# Kinds of titles by which readers may know a film, the best first.
READ_KINDS = (TitleKind.ORIGINAL.value, TitleKind.RELEASE.value, "")


def title_for_readers(film):
    """Return the title by which readers of the page's language know a film; "" where that is the film's own.

    Readers of the site's first language know the film's own. `film.reader_titles` are its titles in the page's language.
    """
    if page_language() == settings.LANGUAGE_CODE:
        return ""
    if film.original_title_language_id and is_of_page(film.original_title_language_id):
        title = film.original_title
    else:
        rows = sorted(film.reader_titles, key=lambda row: (READ_KINDS.index(row.kind), is_elsewhere(row), row.pk))
        title = rows[0].title if rows else ""
    return "" if title == film.title else title


def is_elsewhere(title):
    """Tell whether a title is of another country than the one in which most speak its language."""
    likely_tag = get_global("likely_subtags").get(primary_subtag(title.language_id), "")
    return title.country_id != likely_tag.rpartition("_")[2]


def refuse_unknown_script(code):
    """Raise ValidationError where CLDR knows no script of a code."""
    if code not in Locale("en").scripts:
        raise ValidationError(
            gettext("“%(code)s” is no script. Write the four letters of ISO 15924, such as Latn, Cyrl or Hans.")
            % {"code": code},
            code="script",
        )


class ScriptField(models.CharField):
    """The code of a script, as ISO 15924 writes it: one capital and three small letters."""

    def to_python(self, value):
        return value.strip().title() if isinstance(value, str) else super().to_python(value)

    def deconstruct(self):
        # The column is that of a CharField, so a migration needs to know no more.
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, "django.db.models.CharField", args, kwargs


class TitleQuerySet(FilmPartQuerySet):
    def for_readers(self):
        """Titles in the language of the page by which its readers may know a film."""
        language = primary_subtag(page_language())
        in_language = Q(language=language) | Q(language__tag__startswith=f"{language}-")
        return self.filter(in_language, kind__in=READ_KINDS).order_by("id")


class Title(OfVersion, Derived, FilmDefiningPart):
    """A name of the film in a language or country."""

    film = models.ForeignKey(Film, models.CASCADE, verbose_name=_("film"), related_name="titles")
    title = LineField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=16, choices=TitleKind, blank=True)
    language = models.ForeignKey(
        "Language", models.PROTECT, verbose_name=_("language"), null=True, blank=True, related_name="+"
    )
    script = ScriptField(
        _("script"),
        max_length=4,
        blank=True,
        validators=[refuse_unknown_script],
        help_text=_("Only where it isn't the usual one of the language: Latn of a Russian title in Latin letters."),
    )
    country = models.ForeignKey(
        "Country", models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="+"
    )
    note = LineField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("What the other fields can't say: on television, on the poster."),
    )
    sort_key = SortKeyField(_("sort key"))

    objects = TitleQuerySet.as_manager()

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                "film",
                "title",
                null_as_empty("language"),
                null_as_empty("country"),
                name="title_once",
                violation_error_message=_("The film has this title in this language and country already."),
            ),
            one_or_none("kind", TitleKind, "title_kind"),
        ]

    def __str__(self):
        return self.title

    def derive(self):
        """Set the key that the titles of a film are sorted by."""
        self.sort_key = title_sort_key(self.title, self.language_id or "")

    @property
    def language_tag(self):
        """The BCP 47 tag of the language in its script, ru-Latn; "" where the language is not known."""
        language, *subtags = self.language_id.split("-") if self.language_id else [""]
        if not (language and self.script) or any(len(part) == 4 for part in subtags):
            return self.language_id or ""
        return "-".join([language, self.script, *subtags])

    @property
    def details(self):
        """What pages say behind it: its kind, where it was used or else in which language, its letters, the note."""
        script = self.script and gettext("%(script)s letters") % {
            "script": current_locale().scripts.get(self.script, self.script)
        }
        place = self.country or self.language
        return [str(detail) for detail in (self.get_kind_display(), place, script, self.note) if detail]
