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

HOW_TO_WRITE = "Write what is known of it: 10 January 1927, 1927-01, 1927, c. 1926, before 1930, 1920s, 1926 to 1927, 1926 or 1927."
POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[~?%]?)"
)
OPEN, UNKNOWN = "..", ""
# Approximate, uncertain, and both.
MARKS = "~?%"
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
UNSURE = " (uncertain)"


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
            raise ValueError(f"“{text}” is not a date. {HOW_TO_WRITE}")
        point = cls(*(match[name] or "" for name in ("year", "month", "day", "mark")))
        if ("X" in point.year and point.month) or (
            point.day and (point.month in SEASONS or point.day != "XX" == point.month)
        ):
            raise ValueError(f"“{text}” leaves out what stands before something known. {HOW_TO_WRITE}")
        try:
            _ = point.first_day, point.last_day
        except ValueError as error:
            raise ValueError(f"“{text}” is no day of the calendar ({error}). {HOW_TO_WRITE}") from error
        return point

    @property
    def has_month(self) -> bool:
        # Which months a season has depends on the place: it counts as its year.
        return self.month not in {"", "XX", *SEASONS}

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
            return self.with_mark(f"{self.year[:3]}0s")
        return self.with_mark(str(int(self.year)))

    @property
    def in_words(self) -> str:
        if "X" in self.year:
            return self.year_in_words
        year = str(int(self.year))
        if self.month in SEASONS:
            words = f"{SEASONS[self.month]} {year}"
        elif self.has_day:
            words = f"{int(self.day)} {calendar.month_name[int(self.month)]} {year}"
        elif self.has_month:
            words = f"{calendar.month_name[int(self.month)]} {year}{', day unknown' if self.day else ''}"
        else:
            unknown_part = "day" if self.day else "month"
            words = f"{year}, {unknown_part} unknown" if self.month else year
        return self.with_mark(words)

    def with_mark(self, words: str) -> str:
        prefix = "c. " if self.mark in {"~", "%"} else ""
        return f"{prefix}{words}{UNSURE if self.mark in {'?', '%'} else ''}"


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
            raise ValueError(f"“{text}” is not a date. {HOW_TO_WRITE}")
        if is_set:
            points = tuple(sorted(points, key=lambda point: (point.first_day, point.last_day)))
            text = f"[{','.join(map(point_text, points))}]"
        elif len(points) == 2 and (
            points[0].first_day > points[1].first_day or points[0].last_day > points[1].last_day
        ):
            raise ValueError(f"“{text}” ends before it begins. Write the earlier date first.")
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
            return " or ".join(words)
        start, slash, end = self.text.partition("/")
        if not slash:
            return words[0]
        if start == OPEN:
            return f"before {words[0]}"
        if end == OPEN:
            return f"since {words[0]}"
        if start == UNKNOWN:
            return f"until {words[0]}, start unknown"
        return " to ".join(words) if end else f"from {words[0]}, end unknown"


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
