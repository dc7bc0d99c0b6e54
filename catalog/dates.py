"""Dates known to the year, the month or the day, written as ISO 8601 writes them: 2010, 2010-09, 2010-09-03."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
HOW_TO_WRITE = "Write 2010, 2010-09 or 2010-09-03: only what is known."


@dataclass(frozen=True)
class PartialDate:
    """A date of which the day, or the month and the day, may be unknown. It never gains a false 1 January."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `2010`, `2010-09` or `2010-09-03`; raise ValueError with a message for people."""
        match = ISO.fullmatch(text.strip())
        if not match:
            raise ValueError(f"“{text}” is not a date. {HOW_TO_WRITE}")
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        try:
            date(year, month if match[2] else 1, day if match[3] else 1)
        except ValueError as error:
            raise ValueError(f"“{text}” is no day of the calendar ({error}). {HOW_TO_WRITE}") from error
        return cls(year, month or None, day or None)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
        if self.day:
            parts.append(f"{self.day:02}")
        return "-".join(parts)

    def __len__(self) -> int:
        return len(str(self))

    def __lt__(self, other_date: "PartialDate") -> bool:
        return str(self) < str(other_date)

    @property
    def last_day(self) -> date:
        """The last day it can mean: 2010-09 is over on 2010-09-30."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def in_words(self) -> str:
        """The date as people write it: 3 September 2010, September 2010, 2010."""
        parts = [str(self.day)] if self.day else []
        if self.month:
            parts.append(calendar.month_name[self.month])
        return " ".join([*parts, str(self.year)])


def earliest_date(dates: Iterable[PartialDate]) -> PartialDate | None:
    """Return the date whose last day is the earliest, the more exact of two that end together; None without dates."""
    return min(dates, key=lambda partial_date: (partial_date.last_day, -len(partial_date)), default=None)


class PartialDateField(models.CharField):
    """A PartialDate, kept as ISO text so that the database sorts and compares it by time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def db_parameters(self, connection: Any) -> Any:
        # Other collations of PostgreSQL pass over hyphens, and 2010-09 would sort among the years.
        collation = "C" if connection.vendor == "postgresql" else None
        return super().db_parameters(connection) | {"collation": collation}

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        if not str(value).strip():
            return None
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid_date") from error

    def get_prep_value(self, value: Any) -> str | None:
        value = self.to_python(value)
        return None if value is None else str(value)

    def value_to_string(self, obj: Any) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"help_text": self.help_text or HOW_TO_WRITE, **kwargs})


def refuse_date_conflict(given_date: PartialDate | str | None, release_dates: Iterable[PartialDate | None]) -> None:
    """Raise ValidationError where the first date that an editor gave contradicts the first dated release."""
    first_release = str(earliest_date(release_date for release_date in release_dates if release_date) or "")
    first_shown = str(given_date or "")
    if (
        first_shown
        and first_release
        and not first_release.startswith(first_shown)
        and not first_shown.startswith(first_release)
    ):
        raise ValidationError(
            f"First shown is given as {first_shown}, but the first dated release says {first_release}. "
            "Empty “first shown”, or correct the one that is wrong.",
            code="date_conflict",
        )
