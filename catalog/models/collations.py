"""Two synopses of a film compared: stored alignments, editors' corrections, proposed questions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models.base import Dated
from catalog.models.columns import one_of


class Collation(models.Model):
    """The alignment of two synopses, stored so that it is computed once. `left` has the lower id.

    `fingerprint` is a hash of the method, the texts and the corrections. Where theirs differs, this is out of date.
    """

    left = models.ForeignKey("Synopsis", models.CASCADE, related_name="+")
    right = models.ForeignKey("Synopsis", models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=32)
    pairs = models.JSONField(default=list)
    shared_run_words = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("collation")
        verbose_name_plural = _("collations")
        ordering = ["left", "right"]
        constraints = [
            models.UniqueConstraint(
                fields=["left", "right"],
                name="collation_once",
                violation_error_message=_("These two texts have an alignment already."),
            ),
            models.CheckConstraint(
                condition=Q(left__lt=F("right")),
                name="collation_lower_first",
                violation_error_message=_("The text with the lower id stands on the left."),
            ),
        ]

    def __str__(self):
        return f"{self.left} | {self.right}"


class CorrectionKind(models.TextChoices):
    JOIN = "join", _("belong together")
    PART = "part", _("are not the same")


class AlignmentCorrection(Dated):
    """An editor's correction of an alignment. It stores the sentences' words, so other edits leave it valid."""

    left = models.ForeignKey("Synopsis", models.CASCADE, verbose_name=_("left"), related_name="corrections_left")
    right = models.ForeignKey("Synopsis", models.CASCADE, verbose_name=_("right"), related_name="corrections_right")
    kind = models.CharField(_("kind"), max_length=4, choices=CorrectionKind)
    left_sentences = models.JSONField(
        _("left sentences"), default=list, help_text=_("The words of the left text's sentences.")
    )
    right_sentences = models.JSONField(
        _("right sentences"), default=list, help_text=_("The words of the right text's sentences.")
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("alignment correction")
        constraints = [
            one_of("kind", CorrectionKind, "alignment_correction_kind"),
            models.CheckConstraint(
                condition=Q(left__lt=F("right")),
                name="alignment_correction_lower_first",
                violation_error_message=_("The text with the lower id stands on the left."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {' '.join(self.left_sentences)[:60]}"


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    DISMISSED = "dismissed", _("dismissed")


class Proposal(Dated):
    """A contradiction between synopses, proposed as a question: an editor accepts or dismisses it."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="proposals")
    key = models.CharField(
        _("key"), max_length=32, help_text=_("Identifies the contradiction, so that it is proposed once.")
    )
    about = models.CharField(
        _("about"),
        max_length=32,
        help_text=_("Identifies the question: proposals about one question are decided together."),
    )
    kind = models.CharField(_("kind"), max_length=20)
    question = models.CharField(_("question"), max_length=200)
    state = models.CharField(_("state"), max_length=9, choices=ProposalState, default=ProposalState.PROPOSED)
    accepted_as = models.ForeignKey(
        "Question", models.SET_NULL, verbose_name=_("accepted as"), null=True, blank=True, related_name="proposals"
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["film", "id"]
        constraints = [
            one_of("state", ProposalState, "proposal_state"),
            models.UniqueConstraint(
                fields=["film", "key"], name="proposal_once", violation_error_message=_("This is proposed already.")
            ),
        ]

    def __str__(self):
        return self.question


class ProposedReading(models.Model):
    """One synopsis' answer to a proposed question, with the words that it quotes."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="readings")
    synopsis = models.ForeignKey("Synopsis", models.CASCADE, related_name="+")
    value = models.CharField(max_length=300)
    quote_exact = models.TextField(_("quote"))
    quote_prefix = models.CharField(_("words before"), max_length=200, blank=True)
    quote_suffix = models.CharField(_("words after"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("proposed reading")
        verbose_name_plural = _("proposed readings")
        ordering = ["proposal", "synopsis"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "synopsis"],
                name="proposed_reading_once",
                violation_error_message=_("This text has a reading already."),
            )
        ]

    def __str__(self):
        return f"{self.synopsis}: {self.value}"
