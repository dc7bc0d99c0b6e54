from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models.base import Derived, FilmPart, Publishable, PublishablePartQuerySet
from catalog.models.columns import one_of, position_field, spoiler_field
from catalog.texts.folding import LineField
from catalog.texts.markdown import render_markdown, section_html
from catalog.texts.plain_text import PARAGRAPH, plain_text
from catalog.texts.quotes import LevelledText, level_sections


class TextQuerySet(PublishablePartQuerySet):
    def within(self, level):
        """Texts with at least one section up to a spoiler level; see `sections_within`."""
        return self.filter(spoiler_from__lte=level)


class Text(Derived, FilmPart, Publishable):
    """A text on a film, written in Markdown and rendered when it is saved."""

    title = LineField(_("title"), max_length=200, blank=True)
    language = models.ForeignKey("Language", models.PROTECT, verbose_name=_("language"), related_name="+", default="en")
    body = models.TextField(
        _("body"),
        help_text=_(
            "Markdown. A line that begins with ## is a heading and opens a section; ## The ending {spoiler=3} gives "
            "that section a spoiler level of its own."
        ),
    )
    licence = LineField(
        _("licence"), max_length=200, blank=True, help_text=_("Under which terms it may be used: CC BY-SA 4.0.")
    )
    spoiler_level = spoiler_field()
    position = position_field()
    spoiler_from = models.PositiveSmallIntegerField(editable=False, default=0)
    html = models.TextField(editable=False, default="")
    sections = models.JSONField(editable=False, default=list)
    word_count = models.PositiveIntegerField(_("number of words"), editable=False, default=0)

    objects = TextQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """Refuse spoiler marks that can't be read, too: what they stand over would be folded whole, or shown."""
        super().clean_fields(exclude)
        faults = [] if exclude and "body" in exclude else render_markdown(self.body).faults
        if faults:
            raise ValidationError({"body": faults})

    def derive(self):
        """Render the text, and set the lowest spoiler level of its sections."""
        rendering = render_markdown(self.body)
        self.html, self.sections, self.word_count = rendering.html, rendering.sections, rendering.word_count
        self.spoiler_from = min(map(self.level_of, self.sections), default=self.spoiler_level)

    def after_save(self):
        self.reanchor_quotes()

    def reanchor_quotes(self):
        """Find the quotes of its readings in the new text, and store whether they are gone and what they give away."""
        text, changed_readings = self.levelled, defaultdict(list)
        readings = self.readings.exclude(quote_exact="")
        columns = "quote_lost", "quote_level", "quote_context_level"
        for pk, exact, prefix, suffix, *values in readings.values_list(
            "pk", "quote_exact", "quote_prefix", "quote_suffix", *columns
        ):
            place, levels = text.find(exact, prefix, suffix)
            if (place is None, *levels) != tuple(values):
                changed_readings[place is None, *levels].append(pk)
        for values, keys in changed_readings.items():
            readings.filter(pk__in=keys).update(**dict(zip(columns, values, strict=True)))

    def level_of(self, section):
        """Return a section's spoiler level: its own, or the text's."""
        return self.spoiler_level if section["spoiler_level"] is None else section["spoiler_level"]

    @property
    def plain_text(self):
        """The text without markup: sentences, quotes and their offsets refer to it."""
        return plain_text(self.html)

    @property
    def levelled(self):
        """The plain text with the spoiler levels of its sections."""
        words = [(plain_text(section_html(section)), self.level_of(section)) for section in self.sections]
        return LevelledText(self.plain_text, level_sections(words, gap=len(PARAGRAPH)), self.spoiler_to)

    @property
    def headings(self):
        """The headings of its sections, as a set."""
        return {section["heading"] for section in self.sections}

    @property
    def spoiler_to(self):
        """The highest spoiler level in the text."""
        return max(map(self.level_of, self.sections), default=self.spoiler_level)

    @property
    def title_level(self):
        """The spoiler level of its title: the text's own, or that of its mildest section where that is higher."""
        return max(self.spoiler_level, self.spoiler_from)

    def sections_within(self, level):
        """Return the sections up to a spoiler level."""
        return [section for section in self.sections if self.level_of(section) <= level]


class SynopsisKind(models.TextChoices):
    LOGLINE = "logline", _("logline")
    SHORT = "short", _("short")
    FULL = "full", _("full")


class Synopsis(Text):
    """One telling of a film's story. A film may have several; one leads in each language."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="synopses")
    source = models.ForeignKey(
        "Source",
        models.PROTECT,
        verbose_name=_("source"),
        null=True,
        blank=True,
        related_name="synopses",
        help_text=_("Whose telling it follows. Empty: the catalogue's own."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=SynopsisKind,
        default=SynopsisKind.FULL,
        help_text=_("Logline: a sentence; short: a paragraph."),
    )
    # No default: a telling to the end that nobody gave a level would be shown as the premise.
    spoiler_level = spoiler_field(default=models.NOT_PROVIDED)
    lead = models.BooleanField(_("lead"), default=False, help_text=_("The film's page shows this one in its language."))

    class Meta:
        verbose_name = _("synopsis")
        ordering = ["-lead", "position", "id"]
        verbose_name_plural = _("synopses")
        constraints = [
            *Publishable.Meta.constraints,
            one_of("kind", SynopsisKind, "synopsis_kind"),
            models.UniqueConstraint(
                fields=["film", "language"],
                condition=Q(lead=True),
                name="synopsis_one_lead",
                violation_error_message=_("Another synopsis leads in this language. Untick “lead” there first."),
            ),
        ]

    def __str__(self):
        return self.title or gettext("%(kind)s of %(film)s") % {"kind": self.get_kind_display(), "film": self.film}


class ArticleKind(models.TextChoices):
    OVERVIEW = "overview", _("overview")
    RECEPTION = "reception", _("reception")
    ACCOLADES = "accolades", _("accolades")
    LEGACY = "legacy", _("legacy")
    PRODUCTION = "production", _("production")


class Article(Text):
    """A text on a film that does not tell its story: how it was made, received, remembered."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="articles")
    source = models.ForeignKey(
        "Source",
        models.PROTECT,
        verbose_name=_("source"),
        null=True,
        blank=True,
        related_name="articles",
        help_text=_("Whose account it follows. Empty: the catalogue's own."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ArticleKind, default=ArticleKind.OVERVIEW)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["position", "id"]
        constraints = [*Publishable.Meta.constraints, one_of("kind", ArticleKind, "article_kind")]

    def __str__(self):
        return self.title or gettext("%(kind)s of %(film)s") % {"kind": self.get_kind_display(), "film": self.film}
