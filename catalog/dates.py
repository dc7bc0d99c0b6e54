"""Dates known to the year, the month or the day, written as ISO 8601 writes them: 2010, 2010-09, 2010-09-03."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
HOW = "Write 2010, 2010-09 or 2010-09-03: only what is known."


@dataclass(frozen=True)
class PartialDate:
    """A date of which the day, or the month and the day, may be unknown. It never gains a false 1 January."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text):
        """Read `2010`, `2010-09` or `2010-09-03`; raise ValueError with a message for people."""
        match = ISO.fullmatch(text.strip())
        if not match:
            raise ValueError(f"“{text}” is not a date. {HOW}")
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            date(year, month or 1, day or 1)
        except ValueError as error:
            raise ValueError(f"“{text}” is no day of the calendar ({error}). {HOW}") from error
        return cls(year, month, day)

    def __str__(self):
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
        if self.day:
            parts.append(f"{self.day:02}")
        return "-".join(parts)

    def __len__(self):
        return len(str(self))

    def __lt__(self, other):
        return str(self) < str(other)

    @property
    def latest(self):
        """The last day it can mean: 2010-09 is over on 2010-09-30."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def spoken(self):
        """As a reader writes it: 3 September 2010, September 2010, 2010."""
        parts = [str(self.day)] if self.day else []
        if self.month:
            parts.append(calendar.month_name[self.month])
        return " ".join([*parts, str(self.year)])


def first(dates):
    """The date by which the earliest of them was certainly past, or None."""
    return min(dates, key=lambda one: (one.latest, -len(one)), default=None)


class PartialDateField(models.CharField):
    """A PartialDate, kept as ISO text so that the database sorts and compares it by time."""

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def db_parameters(self, connection):
        # Other collations of PostgreSQL pass over hyphens, and 2010-09 would sort among the years.
        collation = "C" if connection.vendor == "postgresql" else None
        return super().db_parameters(connection) | {"collation": collation}

    def from_db_value(self, value, expression, connection):
        return PartialDate.parse(value) if value else None

    def to_python(self, value):
        if value is None or isinstance(value, PartialDate):
            return value
        if not str(value).strip():
            return None
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid_date") from error

    def get_prep_value(self, value):
        value = self.to_python(value)
        return None if value is None else str(value)

    def value_to_string(self, obj):
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs):
        return super().formfield(**{"help_text": HOW, **kwargs})


def refuse_conflict(given, released):
    """Refuse a first date that an editor gave beside dated releases that say another."""
    derived = first(date for date in released if date)
    if given and derived and not str(derived).startswith(str(given)) and not str(given).startswith(str(derived)):
        raise ValidationError(
            f"First shown is given as {given}, but the first dated release says {derived}. "
            "Empty “first shown”, or correct the one that is wrong.",
            code="date_conflict",
        )
