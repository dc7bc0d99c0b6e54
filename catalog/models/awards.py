from django.db import models
from django.db.models import F

from catalog.models.base import FilmPart, between, one_of
from catalog.models.linked_people import keep_linked_people_public
from catalog.texts.folding import LineField
from catalog.texts.sorting import SortKeyField


class AwardOutcome(models.TextChoices):
    NOMINATED = "nominated", "nominated"
    WON = "won", "won"
    SHORTLISTED = "shortlisted", "shortlisted"
    SPECIAL_MENTION = "special_mention", "special mention"
    HONORARY = "honorary", "honorary award"
    DECLINED = "declined", "declined"
    WITHDRAWN = "withdrawn", "withdrawn"
    NOT_AWARDED = "not_awarded", "not awarded that year"


# Places that are told in words.
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class Award(FilmPart):
    """A prize that a film or its makers won or were nominated for."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="awards")
    organisation = LineField(max_length=200, help_text="Who gives it: Academy of Motion Picture Arts and Sciences.")
    ceremony = LineField(max_length=200, blank=True, help_text="Which: 83rd Academy Awards.")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The year of the ceremony.")
    category = LineField(max_length=200)
    outcome = models.CharField(max_length=16, choices=AwardOutcome, default=AwardOutcome.NOMINATED)
    place = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="2 for a second prize. Empty: there is one prize, or the place is not known."
    )
    recipients = models.ManyToManyField(
        "Person", blank=True, related_name="awards", help_text="For whom. Empty: for the film as a whole, or not known."
    )
    shared_with = LineField(
        "shared with", max_length=200, blank=True, help_text="Another film or other people who have the same prize."
    )
    note = LineField(max_length=200, blank=True)
    sort_key = SortKeyField(of="organisation category")

    class Meta:
        ordering = [F("year").asc(nulls_last=True), "sort_key", "id"]
        constraints = [
            one_of("outcome", AwardOutcome, "award_outcome"),
            between("place", 1, 99, "award_place", "The place"),
            between("year", 1890, 2200, "award_year", "The year of an award"),
        ]

    def __str__(self):
        return f"{self.ceremony or self.organisation}: {self.category} ({self.result})"

    @property
    def result(self):
        """What it came to: `second prize`, `nominated`, `won, shared with Sunrise`."""
        prize = f"{ORDINALS[self.place - 1]} prize" if self.place and self.place <= len(ORDINALS) else ""
        prize = prize or (f"place {self.place}" if self.place else "")
        # A prize that has a place is one that was won.
        outcome = "" if prize and self.outcome == AwardOutcome.WON else self.get_outcome_display()
        sharing = self.shared_with and f"shared with {self.shared_with}"
        return ", ".join(filter(None, [prize, outcome, sharing]))


keep_linked_people_public(Award.recipients)
