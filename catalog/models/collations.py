"""Two tellings of a film side by side: what the method found, what editors ruled, what it proposes to ask."""

from django.db import models
from django.db.models import F, Q

from catalog.models.base import Dated, one_of


class Collation(models.Model):
    """The alignment of two synopses, kept so that no request computes it twice. `left` has the lower id.

    `fingerprint` names the method, the two texts and the rulings it was made from: another one means it is out of date.
    """

    left = models.ForeignKey("Synopsis", models.CASCADE, related_name="+")
    right = models.ForeignKey("Synopsis", models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=32)
    pairs = models.JSONField(default=list)
    shared_run_words = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["left", "right"]
        constraints = [
            models.UniqueConstraint(
                fields=["left", "right"],
                name="collation_once",
                violation_error_message="These two texts are collated already.",
            ),
            models.CheckConstraint(
                condition=Q(left__lt=F("right")),
                name="collation_lower_first",
                violation_error_message="The text with the lower id stands on the left.",
            ),
        ]

    def __str__(self):
        return f"{self.left} | {self.right}"


class RulingKind(models.TextChoices):
    JOIN = "join", "belong together"
    PART = "part", "are not the same"


class Ruling(Dated):
    """An editor's correction of an alignment. Sentences are named by their words, so it outlives edits around them."""

    left = models.ForeignKey("Synopsis", models.CASCADE, related_name="rulings_left")
    right = models.ForeignKey("Synopsis", models.CASCADE, related_name="rulings_right")
    kind = models.CharField(max_length=4, choices=RulingKind)
    left_sentences = models.JSONField(default=list, help_text="The words of the left text's sentences.")
    right_sentences = models.JSONField(default=list, help_text="The words of the right text's sentences.")

    class Meta:
        ordering = ["id"]
        verbose_name = "correction of a collation"
        verbose_name_plural = "corrections of collations"
        constraints = [
            one_of("kind", RulingKind, "ruling_kind"),
            models.CheckConstraint(
                condition=Q(left__lt=F("right")),
                name="ruling_lower_first",
                violation_error_message="The text with the lower id stands on the left.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {' '.join(self.left_sentences)[:60]}"


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", "proposed"
    ACCEPTED = "accepted", "accepted"
    DISMISSED = "dismissed", "dismissed"


class Proposal(Dated):
    """A question that two tellings seem to answer differently, for an editor to accept or to dismiss for good."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="proposals")
    left = models.ForeignKey("Synopsis", models.CASCADE, related_name="+")
    right = models.ForeignKey("Synopsis", models.CASCADE, related_name="+")
    key = models.CharField(max_length=32, help_text="Names the difference, so that it is proposed once.")
    kind = models.CharField(max_length=20)
    question = models.CharField(max_length=200)
    left_value = models.CharField(max_length=300, blank=True)
    right_value = models.CharField(max_length=300, blank=True)
    left_quote = models.JSONField(default=dict, help_text="exact, prefix and suffix in the left text.")
    right_quote = models.JSONField(default=dict, help_text="exact, prefix and suffix in the right text.")
    state = models.CharField(max_length=9, choices=ProposalState, default=ProposalState.PROPOSED)
    accepted_as = models.ForeignKey("Question", models.SET_NULL, null=True, blank=True, related_name="proposals")

    class Meta:
        ordering = ["film", "id"]
        constraints = [
            one_of("state", ProposalState, "proposal_state"),
            models.UniqueConstraint(
                fields=["film", "key"], name="proposal_once", violation_error_message="This is proposed already."
            ),
        ]

    def __str__(self):
        return self.question
