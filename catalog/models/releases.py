from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog import dates
from catalog.dates import FirstDayField, LastDayField, PartialDate, PartialDateField
from catalog.models.base import FilmPartQuerySet
from catalog.models.columns import one_of, one_or_none
from catalog.models.films import FilmDefiningPart
from catalog.models.of_version import OfVersion
from catalog.texts.folding import LineField


class ReleaseType(models.TextChoices):
    PREMIERE = "premiere", _("premiere")
    PREVIEW = "preview", _("preview")
    FESTIVAL = "festival", _("at a festival")
    THEATRICAL_LIMITED = "theatrical_limited", _("in cinemas, limited")
    THEATRICAL = "theatrical", _("in cinemas")
    RE_RELEASE = "re_release", _("in cinemas again")
    DIGITAL = "digital", _("digital")
    PHYSICAL = "physical", _("on disc or tape")
    TV = "tv", _("on television")
    CENSORSHIP = "censorship", _("decision of a censor")
    UNKNOWN = "unknown", _("not known")


class Decision(models.TextChoices):
    """What a censor decided."""

    PASSED = "passed", _("passed")
    PASSED_WITH_CUTS = "passed_with_cuts", _("passed with cuts")
    ADULTS_ONLY = "adults_only", _("passed for adults only")
    BANNED = "banned", _("banned")


# The first of these is what a re-release comes after.
FIRST_RELEASES = {ReleaseType.PREMIERE, ReleaseType.THEATRICAL_LIMITED, ReleaseType.THEATRICAL}
IN_ORDER = [*dates.by_date("date"), "id"]


class ReleaseQuerySet(FilmPartQuerySet):
    def in_order(self):
        return self.order_by(*IN_ORDER)

    def showings(self):
        """Releases that date their film: all but decisions of a censor, who showed it to nobody."""
        return self.exclude(type=ReleaseType.CENSORSHIP)


class Release(OfVersion, FilmDefiningPart):
    """When and where a film came out, or what a censor decided. A decision is no showing, so it does not date the film."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="releases")
    date = PartialDateField(
        _("date"), null=True, blank=True, help_text=_("As precisely as known: 10 January 1927, 1927, c. 1926.")
    )
    date_first, date_last = FirstDayField("date"), LastDayField("date")
    country = models.ForeignKey(
        "Country", models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="+"
    )
    type = models.CharField(_("type"), max_length=20, choices=ReleaseType, default=ReleaseType.UNKNOWN)
    event = LineField(
        _("event"), max_length=200, blank=True, help_text=_("The festival or occasion: Telluride Film Festival.")
    )
    certification = LineField(
        _("certification"), max_length=20, blank=True, help_text=_("The age rating there: PG-13, FSK 12.")
    )
    decision = models.CharField(
        _("decision"), max_length=20, choices=Decision, blank=True, help_text=_("What a censor decided.")
    )
    decision_number = LineField(
        _("number of the decision"), max_length=40, blank=True, help_text=_("As the censor numbered it: B.14171.")
    )
    note = LineField(_("note"), max_length=200, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = IN_ORDER
        constraints = [
            one_of("type", ReleaseType, "release_type"),
            one_or_none("decision", Decision, "release_decision"),
            models.CheckConstraint(
                condition=Q(type=ReleaseType.CENSORSHIP) | Q(decision="", decision_number=""),
                name="release_of_censor",
                violation_error_message=_(
                    "Only a decision of a censor has an outcome and a number: choose that type, or empty them."
                ),
            ),
        ]

    def __str__(self):
        return (
            " · ".join(filter(None, [self.date and self.date.in_words, self.event or str(self.country or "")]))
            or "release"
        )

    @property
    def is_showing(self):
        return self.type != ReleaseType.CENSORSHIP

    def clean(self):
        super().clean()
        if not self.film_id:
            return
        if self.film.given_date and self.is_showing:
            other_dates = self.film.releases.showings().exclude(pk=self.pk).values_list("date", flat=True)
            dates.refuse_date_conflict(self.film.given_date, [self.date, *other_dates])
        if self.date:
            for dates_in_order in self.dates_in_order():
                dates_in_order.refuse()

    def dates_after_version(self):
        """Return the date of its version and its own, in a list; none where they may be in any order."""
        # A censor decides on a version before it comes out.
        if not (self.date and self.version and self.version.date and self.is_showing):
            return []
        detail = gettext("“%(version)s” is not released before the date of that version") % {"version": self.version}
        return [DatesInOrder(detail, self, self.version.date, self.date)]

    def dates_in_order(self):
        """Yield the dates of the film's releases that follow each other, with this release as it is in memory."""
        return dates_in_order([*self.film.releases.exclude(pk=self.pk).select_related("version"), self])


@dataclass(frozen=True)
class DatesInOrder:
    """Two dates of a film of which the later one is a release's; `detail` says what is wrong where it is not later."""

    detail: str
    release: Any
    earlier: PartialDate
    later: PartialDate

    def refuse(self) -> None:
        """Raise ValidationError where no reading of the dates is in order, and both are sure."""
        dates.refuse_earlier(self.earlier, self.later, self.detail)

    @property
    def doubt(self) -> str:
        """What an editor should look at, where no reading of the dates is in order but one of them is marked; else ""."""
        return dates.doubt_earlier(self.earlier, self.later, self.detail)


def dates_in_order(releases: Iterable[Any]) -> Iterator[DatesInOrder]:
    """Yield the dates of all releases of a film that follow each other: version and release, premiere and re-release."""
    dated_releases = [release for release in releases if release.date]
    first_date = dates.earliest_beginning(release.date for release in dated_releases if release.type in FIRST_RELEASES)
    for release in dated_releases:
        yield from release.dates_after_version()
        if release.type == ReleaseType.RE_RELEASE and first_date:
            detail = gettext("A film is not released again before its premiere or first release")
            yield DatesInOrder(detail, release, first_date, release.date)
