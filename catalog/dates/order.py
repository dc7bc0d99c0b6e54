"""Refuse dates that cannot both be true: no reading of them fits. Where one is marked as about or uncertain, they may."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from catalog.dates.edtf import PartialDate, earliest_date

# A date that is marked as about or uncertain may be so many years off.
MOST_YEARS_OFF = 10


def refuse_earlier(earlier: PartialDate | None, later: PartialDate | None, detail: str) -> None:
    """Raise ValidationError where `later` is over before `earlier` begins, and both are sure.

    `detail` says what is wrong; the message names both dates after it.
    """
    if contradicts(earlier, later) and earlier and later and earlier.is_sure and later.is_sure:
        raise ValidationError(
            gettext("%(detail)s: %(later)s is before %(earlier)s.")
            % {"detail": detail, "later": later.in_words, "earlier": earlier.in_words},
            code="date_order",
        )


def doubt_earlier(earlier: PartialDate | None, later: PartialDate | None, detail: str) -> str:
    """Return what an editor is asked to look at where `later` is over before `earlier` begins, and one is marked; else ""."""
    if contradicts(earlier, later) and earlier and later and not (earlier.is_sure and later.is_sure):
        return gettext("Look at the dates again. %(detail)s: %(later)s is before %(earlier)s.") % {
            "detail": detail,
            "later": later.in_words,
            "earlier": earlier.in_words,
        }
    return ""


def contradicts(earlier: PartialDate | None, later: PartialDate | None) -> bool:
    """Tell whether no reading of two dates has the second one at the first one or after it. An open side may be any day."""
    if not (earlier and later) or earlier.has_open_start or later.has_open_end:
        return False
    return later.last_day < earlier.first_day


def refuse_date_conflict(given_date: PartialDate | str | None, release_dates: Iterable[PartialDate | None]) -> None:
    """Raise ValidationError where the first date that an editor gave contradicts the first dated release."""
    first_release = earliest_date(release_date for release_date in release_dates if release_date)
    first_shown = PartialDate.parse(str(given_date)) if given_date else None
    if (
        first_shown
        and first_release
        and (contradicts(first_shown, first_release) or contradicts(first_release, first_shown))
    ):
        raise ValidationError(
            gettext(
                "First shown is given as %(first_shown)s, but the first dated release says %(first_release)s. "
                "Empty “first shown”, or correct the one that is wrong."
            )
            % {"first_shown": first_shown.in_words, "first_release": first_release.in_words},
            code="date_conflict",
        )


def is_long_before(date: PartialDate | None, other_date: PartialDate | None) -> bool:
    """Tell whether a date is before another one by any reading of both; where one is marked, by more than `MOST_YEARS_OFF`."""
    if not (date and other_date and contradicts(other_date, date)):
        return False
    years = other_date.first_day.year - date.last_day.year
    return (date.is_sure and other_date.is_sure) or years > MOST_YEARS_OFF
