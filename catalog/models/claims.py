"""What sources say: citations of facts, and readings of questions on which sources disagree."""

from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models.base import (
    Derived,
    FilmPart,
    FilmPartQuerySet,
    Publishable,
    PublishablePartQuerySet,
    ShowingQuerySet,
    ShowingRow,
    on_published_film,
)
from catalog.models.choices import MissingReason, SpoilerLevel
from catalog.models.columns import one_of, position_field, spoiler_field
from catalog.models.facts import CITED_FIELDS, CITED_ROWS, FIELDS, VERSION_FIELDS
from catalog.texts.folding import LineField


def under_one(target):
    """Return the condition that a citation stands under one target and no other: "field", or a key of CITED_ROWS.

    One under a version may name one of its fields.
    """
    rows = {f"{key}__isnull": key != target for key in CITED_ROWS}
    if target == "version":
        return Q(**rows)
    return Q(**rows) & (~Q(field="") if target == "field" else Q(field=""))


class CitationQuerySet(FilmPartQuerySet):
    def within(self, level):
        """Citations that visitors see, up to a spoiler level: those of events have the event's, and those of the logline tell the premise."""
        rows = self if level >= SpoilerLevel.PREMISE else self.exclude(field="logline")
        # Under a relation to a film that visitors don't see stands its title, and under a version that they don't see its name.
        rows = rows.filter(Q(relation__isnull=True) | on_published_film("relation__other_film__"))
        rows = rows.filter(Q(version__isnull=True) | on_published_film("version__"))
        return rows.filter(Q(event__isnull=True) | Q(event__spoiler_level__lte=level))


class Citation(FilmPart):
    """A source that states a field or a row of a film; with `missing_reason`, one that has the row without the name."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="citations")
    source = models.ForeignKey("Source", models.PROTECT, verbose_name=_("source"), related_name="citations")
    field = models.CharField(_("field"), max_length=40, blank=True)
    credit = models.ForeignKey(
        "Credit", models.CASCADE, verbose_name=_("credit"), null=True, blank=True, related_name="citations"
    )
    release = models.ForeignKey(
        "Release", models.CASCADE, verbose_name=_("release"), null=True, blank=True, related_name="citations"
    )
    film_company = models.ForeignKey(
        "FilmCompany", models.CASCADE, null=True, blank=True, related_name="citations", verbose_name=_("company")
    )
    award = models.ForeignKey(
        "Award", models.CASCADE, verbose_name=_("award"), null=True, blank=True, related_name="citations"
    )
    film_work = models.ForeignKey(
        "FilmWork", models.CASCADE, null=True, blank=True, related_name="citations", verbose_name=_("work")
    )
    title = models.ForeignKey(
        "Title", models.CASCADE, verbose_name=_("title"), null=True, blank=True, related_name="citations"
    )
    event = models.ForeignKey(
        "Event", models.CASCADE, verbose_name=_("event"), null=True, blank=True, related_name="citations"
    )
    relation = models.ForeignKey(
        "Relation", models.CASCADE, verbose_name=_("relation"), null=True, blank=True, related_name="citations"
    )
    version = models.ForeignKey(
        "Version", models.CASCADE, verbose_name=_("version"), null=True, blank=True, related_name="citations"
    )
    quote = models.TextField(_("quote"), blank=True, help_text=_("The source's own words, a few, where they matter."))
    locator = LineField(
        _("page or timecode"),
        max_length=40,
        blank=True,
        help_text=_("Where in the source it stands: p. 41; pp. 12–14; 01:23:45."),
    )
    differs = LineField(
        _("says otherwise"),
        max_length=200,
        blank=True,
        help_text=_("What this source says of it that differs: Binswanger; credited; not named."),
    )
    missing_reason = models.CharField(
        _("name missing there"),
        max_length=10,
        choices=MissingReason,
        blank=True,
        help_text=_(
            "Where the source has this row but not the name in it: why. The name then comes from another source."
        ),
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, [under_one(target) for target in ("field", *CITED_ROWS)]),
                name="citation_of_one",
                violation_error_message=_("A citation stands under one field or one row: choose exactly one."),
            ),
            models.CheckConstraint(
                condition=Q(missing_reason="") | Q(missing_reason__in=MissingReason.values, credit__isnull=False),
                name="citation_missing_name",
                violation_error_message=_("Only a credit has a name that can be missing."),
            ),
            models.UniqueConstraint(
                fields=["film", "source", "field"],
                condition=~Q(field="") & Q(version__isnull=True),
                name="citation_once_a_field",
                violation_error_message=_("This source is cited under this field already."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["source", key, *(["field"] if key == "version" else [])],
                    name=f"citation_once_a_{key}",
                    violation_error_message=_("This source is cited under this row already."),
                )
                for key in CITED_ROWS
            ),
        ]
        indexes = [models.Index(fields=["film", "source"], name="citation_film_source")]

    def __str__(self):
        fact = self.field_label or self.row or gettext("nothing")
        return f"{self.source}: {fact}"

    @property
    def field_label(self):
        """The label of the field it stands under; "" where it stands under a whole row."""
        if self.version_id:
            return VERSION_FIELDS.get(self.field, "")
        return FIELDS[self.field].label if self.field in FIELDS else self.field.replace("_", " ")

    @property
    def row(self):
        """The row it stands under, or None where it stands under a field."""
        return next((getattr(self, key) for key in CITED_ROWS if getattr(self, f"{key}_id")), None)

    def clean(self):
        super().clean()
        # A version that is typed in the same form has no key yet.
        is_of_version = self.version_id or self.version
        if not is_of_version and self.field in VERSION_FIELDS.keys() - set(CITED_FIELDS):
            raise ValidationError(
                {
                    "field": gettext(
                        "“%(version_fields)s” is of a version. Choose which version the source says it of."
                    )
                    % {"version_fields": VERSION_FIELDS[self.field]}
                }
            )
        if self.field and self.field not in (VERSION_FIELDS if is_of_version else CITED_FIELDS):
            raise ValidationError(
                {
                    "field": gettext("“%(field)s” is no field that a source is cited for. Choose one of the list.")
                    % {"field": self.field}
                }
            )
        row = self.row
        if row is not None and row.film_id != self.film_id:
            raise ValidationError(
                gettext("“%(row)s” belongs to another film. Choose a row of this one.") % {"row": row}
            )


# The foreign keys to rows, in the order of the citation's form and of the API.
ROW_KEYS = tuple(field.name for field in Citation._meta.concrete_fields if field.name in CITED_ROWS)


class QuestionStatus(models.TextChoices):
    OPEN = "open", _("open")
    RESOLVED = "resolved", _("resolved")
    IRRECONCILABLE = "irreconcilable", _("irreconcilable")
    IN_STORY = "in_story", _("part of the story")


class Question(FilmPart, Publishable):
    """A question that sources, or the story itself, answer in more than one way."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="questions")
    question = LineField(
        _("question"), max_length=200, help_text=_("As a question that gives nothing away: What was Mr. Smith?")
    )
    status = models.CharField(
        _("status"),
        max_length=14,
        choices=QuestionStatus,
        default=QuestionStatus.OPEN,
        help_text=_(
            "Resolved: one reading holds. Irreconcilable: they can't all be true, and nothing decides. "
            "Part of the story: the film means it to have two answers."
        ),
    )
    spoiler_level = spoiler_field()
    ruling = models.TextField(_("ruling"), blank=True, help_text=_("What the catalogue holds to be so."))
    reason = models.TextField(_("reason"), blank=True, help_text=_("Why: what decides it."))
    position = position_field()

    objects = PublishablePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "id"]
        constraints = [
            *Publishable.Meta.constraints,
            one_of("status", QuestionStatus, "question_status"),
            models.CheckConstraint(
                condition=~Q(status=QuestionStatus.RESOLVED) | (~Q(ruling="") & ~Q(reason="")),
                name="question_resolved_with_reason",
                violation_error_message=_("A resolved question has a ruling and the reason for it."),
            ),
        ]

    def __str__(self):
        return self.question


class Modality(models.TextChoices):
    NARRATOR = "narrator", _("the narrator says so")
    CHARACTER = "character", _("a character says so")
    LIE = "lie", _("a character says so, and lies")
    INFERRED = "inferred", _("it follows from what is said")


class ReadingQuerySet(ShowingQuerySet):
    def with_sources(self):
        """Join the sources and the quoted texts, but not the long fields of the texts."""
        long_fields = [f"{text}__{field}" for text in ("synopsis", "article") for field in ("body", "html", "sections")]
        return self.select_related("source", "synopsis", "article").defer(*long_fields)

    def public(self):
        """Readings of published questions of published films."""
        return self.filter(on_published_film("question__film__"), on_published_film("question__"))


class Reading(Derived, ShowingRow):
    """A source's answer to a question, with a quote of the text that gives it."""

    question = models.ForeignKey(Question, models.CASCADE, verbose_name=_("question"), related_name="readings")
    source = models.ForeignKey("Source", models.PROTECT, verbose_name=_("source"), related_name="readings")
    value = LineField(
        _("value"), max_length=300, blank=True, help_text=_("The answer in a few words. Empty: it says nothing on it.")
    )
    modality = models.CharField(_("modality"), max_length=10, choices=Modality, default=Modality.NARRATOR)
    synopsis = models.ForeignKey(
        "Synopsis",
        models.SET_NULL,
        verbose_name=_("synopsis"),
        null=True,
        blank=True,
        related_name="readings",
        help_text=_("The text that is quoted."),
    )
    article = models.ForeignKey(
        "Article", models.SET_NULL, verbose_name=_("article"), null=True, blank=True, related_name="readings"
    )
    quote_exact = models.TextField(_("quote"), blank=True, help_text=_("The words of that text, letter by letter."))
    quote_prefix = models.CharField(
        _("words before"), max_length=200, blank=True, help_text=_("Tells the place, if the quote stands twice.")
    )
    quote_suffix = models.CharField(_("words after"), max_length=200, blank=True)
    quote_lost = models.BooleanField(
        _("lost its place"), default=False, editable=False, help_text=_("The quoted words no longer stand in the text.")
    )
    quote_level = models.PositiveSmallIntegerField(
        editable=False, default=0, help_text=_("How much of the story the quoted words give away: see LevelledText.")
    )
    quote_context_level = models.PositiveSmallIntegerField(
        editable=False, default=0, help_text=_("The same, with the words before and after.")
    )
    position = position_field()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["position", "id"]
        constraints = [
            one_of("modality", Modality, "reading_modality"),
            models.CheckConstraint(
                condition=Q(synopsis__isnull=True) | Q(article__isnull=True),
                name="reading_quotes_one_text",
                violation_error_message=_("A reading quotes one text: a synopsis or an article."),
            ),
        ]
        indexes = [models.Index(fields=["question"], condition=Q(quote_lost=True), name="reading_quote_lost")]

    def __str__(self):
        answer = self.value or gettext("says nothing")
        return f"{self.source}: {answer}"

    def derive(self):
        """Set whether the quoted words no longer stand in the text, and how much of the story they give away.

        Without a text it is as before: they gave it away when there was one.
        """
        self.quote_lost = False
        if self.quote_exact and self.text:
            place, levels = self.text.levelled.find(self.quote_exact, self.quote_prefix, self.quote_suffix)
            self.quote_lost = place is None
            self.quote_level, self.quote_context_level = levels

    @property
    def text(self):
        """The text that is quoted, or None."""
        return self.synopsis or self.article

    @property
    def place(self):
        """The place of the quote in the plain text that it quotes; None where it has lost its place."""
        return self.text.levelled.find(self.quote_exact, self.quote_prefix, self.quote_suffix)[0]

    @property
    def has_public_quote(self):
        """Whether it has a quote, from a published text or from none of the catalogue's."""
        return bool(self.quote_exact) and (self.text is None or self.text.is_public)

    def clean(self):
        super().clean()
        for text in filter(None, (self.synopsis, self.article)):
            if text.film_id != self.question.film_id:
                raise ValidationError(
                    gettext("“%(text)s” belongs to another film. Quote a text of this one.") % {"text": text}
                )
