"""Values of columns as the files hold them, alike for both databases.

JSON has no moments, dates and decimals: they are texts, `2026-11-27T13:00:00.000000Z`, `2010-09-03`, `24.000`.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite
from typing import Any

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Field

from catalog.dates import PartialDate, PartialDateField
from catalog.exchange.formulas import with_mark

Converter = Callable[[Any], Any]
INTEGER_RANGES = BaseDatabaseOperations.integer_field_ranges


class WrongValueError(ValueError):
    """A value that its column can't hold. The message says what the column takes."""


def to_json(field: Field) -> Converter | None:
    """Return what turns a value of a column into what JSON can hold; None where it is that already."""
    if isinstance(field, PartialDateField):
        return str
    return WRITERS.get(column_kind(field))


def column_kind(field: Field) -> str:
    """Return Django's name of the kind of a column, of a reference that of the key."""
    while field.is_relation:
        field = field.target_field
    return field.get_internal_type()


def moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


WRITERS: dict[str, Converter] = {
    "DateTimeField": moment_text,
    "DateField": date.isoformat,
    "DecimalField": lambda number: format(number, "f"),
}


def csv_cell(value: Any) -> str:
    """Return a value as a cell for people: lists as JSON, and a text that would be a formula with an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return with_mark(value)
    return json.dumps(value, ensure_ascii=False)


def from_json(field: Field) -> Converter:
    """Return what turns a value of a file into what the database takes for a column. It raises WrongValueError."""
    read = reader(field)

    def convert(value: Any) -> Any:
        if value is None and field.get_internal_type() != "JSONField":
            if not field.null:
                raise WrongValueError("it may not be empty")
            return None
        return read(value)

    return convert


def reader(field: Field) -> Converter:
    while field.is_relation:
        field = field.target_field
    kind = field.get_internal_type()
    if isinstance(field, PartialDateField):
        return partial_date
    if kind in INTEGER_RANGES:
        return whole_number(*INTEGER_RANGES[kind])
    if kind == "DecimalField":
        return decimal_number(field)
    if kind == "JSONField":
        return lambda value: connection.ops.adapt_json_value(value, field.encoder)
    return READERS[kind] if kind in READERS else text(field.max_length)


def whole_number(least: int, most: int) -> Converter:
    def convert(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise WrongValueError(f"it takes a whole number, {least} to {most}")
        return value

    return convert


def text(most_letters: int | None) -> Converter:
    def convert(value: Any) -> str:
        if not isinstance(value, str) or "\0" in value:
            raise WrongValueError("it takes a text without the character NUL")
        if most_letters is not None and len(value) > most_letters:
            raise WrongValueError(f"it takes a text of {most_letters} letters at most")
        return value

    return convert


def decimal_number(field: Field) -> Converter:
    expected = f"it takes a text with a number of {field.decimal_places} decimals, {field.max_digits} digits in all"

    def convert(value: Any) -> Any:
        try:
            number = Decimal(value) if isinstance(value, str) else None
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite():
            raise WrongValueError(expected)
        _, digits, exponent = number.as_tuple()
        if -exponent > field.decimal_places or len(digits) + exponent > field.max_digits - field.decimal_places:
            raise WrongValueError(expected)
        return connection.ops.adapt_decimalfield_value(number, field.max_digits, field.decimal_places)

    return convert


def true_or_false(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError("it takes true or false")
    return value


def number(value: Any) -> float:
    if type(value) not in (int, float) or not isfinite(value):
        raise WrongValueError("it takes a number")
    return float(value)


def day(value: Any) -> Any:
    try:
        return connection.ops.adapt_datefield_value(date.fromisoformat(value))
    except (TypeError, ValueError):
        raise WrongValueError("it takes a day such as 2010-09-03") from None


def moment(value: Any) -> Any:
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        instant = None
    if instant is None or instant.tzinfo is None:
        raise WrongValueError("it takes a moment such as 2026-11-27T13:00:00.000000Z")
    return connection.ops.adapt_datetimefield_value(instant)


@lru_cache(10_000)
def written_date(value: str) -> str:
    return str(PartialDate.parse(value))


def partial_date(value: Any) -> str:
    try:
        if isinstance(value, str) and written_date(value) == value:
            return value
    except ValueError:
        pass
    raise WrongValueError("it takes a date of EDTF such as 2010-09-03, 2010, 1926~ or 192X")


READERS: dict[str, Converter] = {
    "BooleanField": true_or_false,
    "FloatField": number,
    "DateField": day,
    "DateTimeField": moment,
}
