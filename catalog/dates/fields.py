"""Columns of a partial date: its text, and the first and the last day that it can mean, by which databases sort and compare."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CharField, F, OrderBy, Q, Value
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import GreaterThan

from catalog.dates.edtf import HOW_TO_WRITE, MARKS, PartialDate
from catalog.dates.reading import read_date

# The longest text: an interval of two days that are both marked.
MOST_LETTERS = 25


class PartialDateField(CharField):
    """A PartialDate, stored as its EDTF text. It reads what people write, and raises ValidationError where it can't."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = MOST_LETTERS
        super().__init__(*args, **{"help_text": HOW_TO_WRITE, **kwargs})

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        if kwargs["help_text"] == HOW_TO_WRITE:
            del kwargs["help_text"]
        return name, "catalog.dates.PartialDateField", args, kwargs

    def db_parameters(self, connection: Any) -> Any:
        # Equal texts are equal dates, in whatever language the server sorts.
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
            return read_date(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid_date") from error

    def get_prep_value(self, value: Any) -> str | None:
        value = self.to_python(value)
        return None if value is None else str(value)

    def value_to_string(self, obj: Any) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)


class BoundField(models.DateField):
    """A bound of the partial date in another field of the row. Each save and bulk insert sets it; an update has to."""

    day_name = ""

    def __init__(self, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(**{"null": True, "editable": False} | kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        for default in ("null", "editable"):
            kwargs.pop(default, None)
        return name, f"catalog.dates.{type(self).__name__}", args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> date | None:
        column: Any = type(model_instance)._meta.get_field(self.of)
        partial_date = column.to_python(getattr(model_instance, self.of))
        day = getattr(partial_date, self.day_name) if partial_date else None
        setattr(model_instance, self.attname, day)
        return day


class FirstDayField(BoundField):
    day_name = "first_day"


class LastDayField(BoundField):
    day_name = "last_day"


def set_bounds(row: models.Model) -> None:
    """Set the first and last days of a row's dates, for constraints that are checked before it is saved."""
    for field in row._meta.concrete_fields:
        if isinstance(field, BoundField):
            field.pre_save(row, add=False)


def by_date(name: str, *, descending: bool = False) -> list[OrderBy]:
    """Return the order by a partial date: by first day, then last day; rows without it come last. Add the id after it."""
    columns = [F(f"{name}_first"), F(f"{name}_last")]
    return [OrderBy(column, descending=descending, nulls_last=True) for column in columns]


def is_marked(name: str) -> Q:
    """Return the condition that a partial date is marked as about or uncertain, or may have an open side."""
    condition = Q()
    for mark in f"{MARKS}/":
        condition |= Q(GreaterThan(StrIndex(Cast(F(name), CharField()), Value(mark)), 0))
    return condition
