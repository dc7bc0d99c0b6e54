from django.db import models
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models.base import FilmPart
from catalog.models.columns import between, one_of
from catalog.models.linked_people import keep_linked_people_public
from catalog.texts.folding import LineField
from catalog.texts.sorting import SortKeyField


class AwardOutcome(models.TextChoices):
    NOMINATED = "nominated", _("nominated")
    WON = "won", _("won")
    SHORTLISTED = "shortlisted", _("shortlisted")
    SPECIAL_MENTION = "special_mention", _("special mention")
    HONORARY = "honorary", _("honorary award")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    NOT_AWARDED = "not_awarded", _("not awarded that year")


# Places that are told in words.
PRIZES = (
    _("first prize"),
    _("second prize"),
    _("third prize"),
    _("fourth prize"),
    _("fifth prize"),
    _("sixth prize"),
    _("seventh prize"),
    _("eighth prize"),
    _("ninth prize"),
    _("tenth prize"),
)


class Award(FilmPart):
    """A prize that a film or its makers won or were nominated for."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="awards")
    organisation = LineField(
        _("organisation"), max_length=200, help_text=_("Who gives it: Academy of Motion Picture Arts and Sciences.")
    )
    ceremony = LineField(_("ceremony"), max_length=200, blank=True, help_text=_("Which: 83rd Academy Awards."))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, help_text=_("The year of the ceremony."))
    category = LineField(_("category"), max_length=200)
    outcome = models.CharField(_("outcome"), max_length=16, choices=AwardOutcome, default=AwardOutcome.NOMINATED)
    place = models.PositiveSmallIntegerField(
        _("place"),
        null=True,
        blank=True,
        help_text=_("2 for a second prize. Empty: there is one prize, or the place is not known."),
    )
    recipients = models.ManyToManyField(
        "Person",
        verbose_name=_("recipients"),
        blank=True,
        related_name="awards",
        help_text=_("For whom. Empty: for the film as a whole, or not known."),
    )
    shared_with = LineField(
        _("shared with"),
        max_length=200,
        blank=True,
        help_text=_("Another film or other people who have the same prize."),
    )
    note = LineField(_("note"), max_length=200, blank=True)
    sort_key = SortKeyField(_("sort key"), of="organisation category")

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = [F("year").asc(nulls_last=True), "sort_key", "id"]
        constraints = [
            one_of("outcome", AwardOutcome, "award_outcome"),
            between("place", 1, 99, "award_place", _("The place")),
            between("year", 1890, 2200, "award_year", _("The year of an award")),
        ]

    def __str__(self):
        return f"{self.ceremony or self.organisation}: {self.category} ({self.result})"

    @property
    def result(self):
        """What it came to: `second prize`, `nominated`, `won, shared with Sunrise`."""
        prize = str(PRIZES[self.place - 1]) if self.place and self.place <= len(PRIZES) else ""
        prize = prize or (gettext("place %(place)s") % {"place": self.place} if self.place else "")
        # A prize that has a place is one that was won.
        outcome = "" if prize and self.outcome == AwardOutcome.WON else self.get_outcome_display()
        sharing = self.shared_with and gettext("shared with %(shared_with)s") % {"shared_with": self.shared_with}
        return ", ".join(filter(None, [prize, outcome, sharing]))


keep_linked_people_public(Award.recipients)
