from django.db import models
from django.db.models import F

from catalog.models.base import FilmPart, between, one_of
from catalog.models.linked_people import keep_linked_people_public
from catalog.texts.folding import LineField
from catalog.texts.sorting import SortKeyField


class AwardOutcome(models.TextChoices):
    NOMINATED = "nominated", "nominated"
    WON = "won", "won"


class Award(FilmPart):
    """A prize that a film or its makers won or were nominated for."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="awards")
    organisation = LineField(max_length=200, help_text="Who gives it: Academy of Motion Picture Arts and Sciences.")
    ceremony = LineField(max_length=200, blank=True, help_text="Which: 83rd Academy Awards.")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The year of the ceremony.")
    category = LineField(max_length=200)
    outcome = models.CharField(max_length=10, choices=AwardOutcome, default=AwardOutcome.NOMINATED)
    recipients = models.ManyToManyField(
        "Person", blank=True, related_name="awards", help_text="For whom. Empty: for the film as a whole, or not known."
    )
    note = LineField(max_length=200, blank=True)
    sort_key = SortKeyField(of="organisation category")

    class Meta:
        ordering = [F("year").asc(nulls_last=True), "sort_key", "id"]
        constraints = [
            one_of("outcome", AwardOutcome, "award_outcome"),
            between("year", 1890, 2200, "award_year", "The year of an award"),
        ]

    def __str__(self):
        return f"{self.ceremony or self.organisation}: {self.category} ({self.get_outcome_display()})"


keep_linked_people_public(Award.recipients)
