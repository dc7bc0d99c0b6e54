from django.db import models

from catalog import dates
from catalog.dates import FirstDayField, LastDayField, PartialDateField
from catalog.models.base import FilmPartQuerySet, one_of
from catalog.models.films import FilmDefiningPart
from catalog.texts.folding import LineField


class ReleaseType(models.TextChoices):
    PREMIERE = "premiere", "premiere"
    THEATRICAL_LIMITED = "theatrical_limited", "in cinemas, limited"
    THEATRICAL = "theatrical", "in cinemas"
    DIGITAL = "digital", "digital"
    PHYSICAL = "physical", "on disc or tape"
    TV = "tv", "on television"
    UNKNOWN = "unknown", "not known"


IN_ORDER = [*dates.by_date("date"), "id"]


class ReleaseQuerySet(FilmPartQuerySet):
    def in_order(self):
        return self.order_by(*IN_ORDER)


class Release(FilmDefiningPart):
    """When and where a film came out."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="releases")
    date = PartialDateField(null=True, blank=True, help_text="As precisely as known: 10 January 1927, 1927, c. 1926.")
    date_first, date_last = FirstDayField("date"), LastDayField("date")
    country = models.ForeignKey("Country", models.PROTECT, null=True, blank=True, related_name="+")
    type = models.CharField(max_length=20, choices=ReleaseType, default=ReleaseType.UNKNOWN)
    event = LineField(max_length=200, blank=True, help_text="The festival or occasion: Telluride Film Festival.")
    certification = LineField(max_length=20, blank=True, help_text="The age rating there: PG-13, FSK 12.")
    note = LineField(max_length=200, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = IN_ORDER
        constraints = [one_of("type", ReleaseType, "release_type")]

    def __str__(self):
        return (
            " · ".join(filter(None, [self.date and self.date.in_words, self.event or str(self.country or "")]))
            or "release"
        )

    def clean(self):
        super().clean()
        if self.film_id and self.film.given_date:
            other_dates = self.film.releases.exclude(pk=self.pk).values_list("date", flat=True)
            dates.refuse_date_conflict(self.film.given_date, [self.date, *other_dates])
