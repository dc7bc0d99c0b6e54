"""Dates as archives know them: exact, to the year alone, about, before, one of two. No model is known here."""

from catalog.dates.edtf import HOW_TO_WRITE, PartialDate, earliest_beginning, earliest_date
from catalog.dates.fields import FirstDayField, LastDayField, PartialDateField, by_date, is_marked, set_bounds
from catalog.dates.order import contradicts, doubt_earlier, is_long_before, refuse_date_conflict, refuse_earlier
from catalog.dates.reading import AmbiguousDateError, read_date

__all__ = [
    "HOW_TO_WRITE",
    "AmbiguousDateError",
    "FirstDayField",
    "LastDayField",
    "PartialDate",
    "PartialDateField",
    "by_date",
    "contradicts",
    "doubt_earlier",
    "earliest_beginning",
    "earliest_date",
    "is_long_before",
    "is_marked",
    "read_date",
    "refuse_date_conflict",
    "refuse_earlier",
    "set_bounds",
]
