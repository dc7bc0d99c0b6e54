"""Partial dates as the Extended Date/Time Format of ISO 8601-2 writes them: its level 1, and of level 2 one of two dates.

Source: https://www.loc.gov/standards/datetime/. Years are 1 to 9999, which a database's date can hold; no year has letters
in front. docs/model.md says why this is not a library.
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from catalog.page_languages import current_locale

HOW_TO_WRITE = _(
    "Write what is known of it: 10 January 1927, 1927-01, 1927, c. 1926, before 1930, 1920s, 1926 to 1927, 1926 or 1927."
)
POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[~?%]?)"
)
OPEN, UNKNOWN = "..", ""
# Approximate, uncertain, and both.
MARKS = "~?%"
SEASONS = {
    "21": gettext_lazy("spring %(year)s"),
    "22": gettext_lazy("summer %(year)s"),
    "23": gettext_lazy("autumn %(year)s"),
    "24": gettext_lazy("winter %(year)s"),
}
# What stands for a side that is open or unknown → the sentence on the other side, by what that is: see `Point.precision`.
OF_START = {
    OPEN: {
        "day": pgettext_lazy("of a day", "before %(date)s"),
        "year": pgettext_lazy("of a year", "before %(date)s"),
        "": gettext_lazy("before %(date)s"),
    },
    UNKNOWN: {
        "day": pgettext_lazy("of a day", "until %(date)s, start unknown"),
        "year": pgettext_lazy("of a year", "until %(date)s, start unknown"),
        "": gettext_lazy("until %(date)s, start unknown"),
    },
}
OF_END = {
    OPEN: {
        "day": pgettext_lazy("of a day", "since %(date)s"),
        "year": pgettext_lazy("of a year", "since %(date)s"),
        "": gettext_lazy("since %(date)s"),
    },
    UNKNOWN: {
        "day": pgettext_lazy("of a day", "from %(date)s, end unknown"),
        "year": pgettext_lazy("of a year", "from %(date)s, end unknown"),
        "": gettext_lazy("from %(date)s, end unknown"),
    },
}


class PartialDateError(ValueError):
    """A text is no date; `words` say so with %(text)s in them."""

    def __init__(self, words: str, text: str) -> None:
        super().__init__(words % {"text": text, "advice": HOW_TO_WRITE})
        self.words = words

    def about(self, text: str) -> "PartialDateError":
        """Return the same error of what was typed."""
        return PartialDateError(self.words, text)


@dataclass(frozen=True)
class Point:
    """A date that is no interval: year, month and day as EDTF writes them, and `~`, `?`, `%` or "" for how sure it is."""

    year: str
    month: str
    day: str
    mark: str

    @classmethod
    def parse(cls, text: str) -> "Point":
        match = POINT.fullmatch(text)
        if not match:
            raise PartialDateError(gettext("“%(text)s” is not a date. %(advice)s"), text)
        point = cls(*(match[name] or "" for name in ("year", "month", "day", "mark")))
        if ("X" in point.year and point.month) or (
            point.day and (point.month in SEASONS or point.day != "XX" == point.month)
        ):
            raise PartialDateError(
                gettext("“%(text)s” leaves out what stands before something known. %(advice)s"), text
            )
        try:
            _ = point.first_day, point.last_day
        except ValueError as error:
            raise PartialDateError(
                gettext(
                    "“%(text)s” is no day of the calendar: a year has 12 months, and its months 28 to 31 days. %(advice)s"
                ),
                text,
            ) from error
        return point

    @property
    def has_month(self) -> bool:
        # Which months a season has depends on the place: it counts as its year.
        return self.month not in {"", "XX", *SEASONS}

    @property
    def is_decade(self) -> bool:
        return self.year.endswith("X") and not self.year.endswith("XX")

    @property
    def precision(self) -> str:
        """What it is, for sentences that some languages build by it: a day, a year, or anything else, ""."""
        return "day" if self.has_day else "" if self.month or "X" in self.year else "year"

    @property
    def has_day(self) -> bool:
        return self.day not in {"", "XX"}

    @property
    def first_day(self) -> date:
        month = int(self.month) if self.has_month else 1
        return date(int(self.year.replace("X", "0")), month, int(self.day) if self.has_day else 1)

    @property
    def last_day(self) -> date:
        year, month = int(self.year.replace("X", "9")), int(self.month) if self.has_month else 12
        if not 1 <= month <= 12:
            raise ValueError("month must be in 1..12")
        return date(year, month, int(self.day) if self.has_day else calendar.monthrange(year, month)[1])

    @property
    def year_in_words(self) -> str:
        if self.year.endswith("XX"):
            return self.with_mark(f"{self.year[:2]}00–{self.year[:2]}99")
        if self.year.endswith("X"):
            return self.with_mark(decade_in_words(int(f"{self.year[:3]}0")))
        return self.with_mark(str(int(self.year)))

    @property
    def in_words(self) -> str:
        if "X" in self.year:
            return self.year_in_words
        year = str(int(self.year))
        if self.month in SEASONS:
            words = SEASONS[self.month] % {"year": year}
        elif self.has_day:
            words = format_date(self.first_day, "long", locale=current_locale())
        elif self.has_month:
            words = format_date(self.first_day, "LLLL y", locale=current_locale())
        else:
            words = year
        if self.month and not self.has_day and self.month not in SEASONS and (self.day or not self.has_month):
            unknown = gettext("%(date)s, day unknown") if self.day else gettext("%(date)s, month unknown")
            words = unknown % {"date": words}
        return self.with_mark(words)

    def with_mark(self, words: str) -> str:
        if self.mark in {"~", "%"} and self.is_decade:
            words = gettext("c. %(year)ss") % years_of_decade(int(f"{self.year[:3]}0"))
        elif self.mark in {"~", "%"}:
            words = gettext("c. %(date)s") % {"date": words}
        return gettext("%(date)s (uncertain)") % {"date": words} if self.mark in {"?", "%"} else words


def decade_in_words(year: int) -> str:
    """Write a decade by its first year: 1920s."""
    return gettext("%(year)ss") % years_of_decade(year)


def years_of_decade(year: int) -> dict[str, int]:
    """Return what sentences on a decade may name: its first year and its last."""
    return {"year": year, "last": year + 9}


@dataclass(frozen=True)
class PartialDate:
    """A date of which something may be unknown, as EDTF writes it. It never gains a false 1 January.

    `first_day` and `last_day` bound what it can mean. An open side counts as the known one, and `~` and `?` widen nothing.
    """

    text: str
    first_day: date
    last_day: date
    points: tuple[Point, ...]

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> "PartialDate":
        """Read EDTF: `2010-09-03`, `2010-09`, `1926~`, `192X`, `../1930`, `[1926,1927]`. Raise ValueError with a message for people."""
        text = text.strip()
        sides = text[1:-1].split(",") if text[:1] + text[-1:] == "[]" else text.split("/")
        is_set = text.startswith("[")
        points = tuple(Point.parse(side.strip()) for side in sides if is_set or side not in {OPEN, UNKNOWN})
        if not points or len(sides) > 2 or (is_set and len(sides) != 2):
            raise PartialDateError(gettext("“%(text)s” is not a date. %(advice)s"), text)
        if is_set:
            points = tuple(sorted(points, key=lambda point: (point.first_day, point.last_day)))
            text = f"[{','.join(map(point_text, points))}]"
        elif len(points) == 2 and (
            points[0].first_day > points[1].first_day or points[0].last_day > points[1].last_day
        ):
            raise PartialDateError(gettext("“%(text)s” ends before it begins. Write the earlier date first."), text)
        last_day = max(point.last_day for point in points)
        return cls(text, points[0].first_day, last_day, points)

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def __lt__(self, other_date: "PartialDate") -> bool:
        return (self.first_day, self.last_day) < (other_date.first_day, other_date.last_day)

    @property
    def year(self) -> int | None:
        """The year that it lies in; None where it spans several."""
        return self.first_day.year if self.first_day.year == self.last_day.year else None

    @property
    def iso(self) -> str:
        """The date where ISO 8601 itself can write it: `2010`, `2010-09`, `2010-09-03`; "" for any other."""
        point = self.points[0]
        is_iso = len(self.points) == 1 and not point.mark and "X" not in self.text and point.month not in SEASONS
        return self.text if is_iso and "/" not in self.text else ""

    @property
    def has_open_start(self) -> bool:
        return self.text.startswith(("../", "/"))

    @property
    def has_open_end(self) -> bool:
        return self.text.endswith(("/..", "/"))

    @property
    def is_sure(self) -> bool:
        """Whether nothing in it is marked as approximate or uncertain."""
        return not any(point.mark for point in self.points)

    @property
    def in_words(self) -> str:
        """The date as people write it: 3 September 2010, c. 1926, before 1930, 1926 or 1927."""
        return self.join_points([point.in_words for point in self.points])

    @property
    def year_in_words(self) -> str:
        """What a title has in brackets behind it: 2010, c. 1926, 1920s, 1926 to 1927."""
        words = [point.year_in_words for point in self.points]
        return words[0] if len(set(words)) == 1 and len(words) == 2 else self.join_points(words)

    def join_points(self, words: list[str]) -> str:
        if self.text.startswith("["):
            return gettext("%(first)s or %(second)s") % {"first": words[0], "second": words[-1]}
        start, slash, end = self.text.partition("/")
        if not slash:
            return words[0]
        if sentences := OF_START.get(start) or OF_END.get(end):
            return sentences[self.points[0].precision] % {"date": words[0]}
        return gettext("%(first)s to %(second)s") % {"first": words[0], "second": words[-1]}


def point_text(point: Point) -> str:
    return "-".join(filter(None, (point.year, point.month, point.day))) + point.mark


def earliest_beginning(dates: Iterable[PartialDate]) -> PartialDate | None:
    """Return the date that can be earlier than all others, an unsure one rather than a sure one; None without dates."""
    return min(
        dates,
        key=lambda partial_date: (not partial_date.has_open_start, partial_date.first_day, partial_date.is_sure),
        default=None,
    )


def earliest_date(dates: Iterable[PartialDate]) -> PartialDate | None:
    """Return the date whose last day is the earliest, the more exact and the surer of two that end together; None without dates."""
    return min(
        dates,
        key=lambda partial_date: (partial_date.last_day, -partial_date.first_day.toordinal(), not partial_date.is_sure),
        default=None,
    )
