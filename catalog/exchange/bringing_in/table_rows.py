"""Rows of tables as tuples, written many at once.

Models would take seven times as long. A row begins as its table's default values; what a document holds is put into it, then
what follows from that (derived_columns.py).
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, DecimalField, Field, JSONField, Model

from catalog.dates import PartialDate, PartialDateField
from catalog.dates.fields import BoundField
from catalog.exchange.bringing_in.derived_columns import DERIVED_COLUMNS
from catalog.models.columns import this_second
from catalog.models.written_queries import write_rows

Fields = Mapping[str, Any]
Converter = Callable[[Any], Any]
# (field, place) of values that a row holds as they are; (field, place, converter, (place, name) of its days) of the other ones
Plan = tuple[list[tuple[str, int]], list[tuple[str, int, Converter | None, list[tuple[int, str]]]]]


class Table:
    """A table, and the rows that wait to be written into it."""

    def __init__(self, model: type[Model], *, with_key: bool = True) -> None:
        fields = [
            field
            for field in model._meta.concrete_fields
            if not field.generated and (with_key or not field.primary_key)
        ]
        self.name = model._meta.db_table
        self.columns = [field.column for field in fields]
        self.places = {field.name: place for place, field in enumerate(fields)}
        self.template = [stored_default(field) for field in fields]
        self.moments = [place for place, field in enumerate(fields) if hasattr(field, "auto_now_add") and is_set(field)]
        self.converters = {field.name: convert for field in fields if (convert := converter(field))}
        self.bounds: dict[str, list[tuple[int, str]]] = {}
        for field in fields:
            if isinstance(field, BoundField):
                self.bounds.setdefault(field.of, []).append((self.places[field.name], field.day_name))
        self.key_place = self.places[model._meta.pk.name] if with_key else None
        self.derive = DERIVED_COLUMNS.get(str(model._meta.model_name))
        self.waiting_rows: list[list[Any]] = []
        # Rows of one kind have the same few fields: where these go is worked out once.
        self.plans: dict[tuple[str, ...], Plan] = {}

    def renew_moment(self, moment: datetime) -> None:
        """Set the moment at which the next rows are entered."""
        value = connection.ops.adapt_datetimefield_value(moment)
        for place in self.moments:
            self.template[place] = value

    def add(self, key: Any, fields: Fields, derived_fields: Fields = {}) -> None:  # noqa: B006
        """Let a row wait: what a document holds of it, and what its owner derived for it."""
        row = self.template.copy()
        if self.key_place is not None:
            row[self.key_place] = key
        self.fill(row, fields)
        if self.derive:
            self.fill(row, self.derive(fields))
        if derived_fields:
            self.fill(row, derived_fields)
        self.waiting_rows.append(row)

    def fill(self, row: list[Any], fields: Fields) -> None:
        """Put values into a row; of a date also its first and last day. Fields of other tables are passed over."""
        names = tuple(fields)
        plan = self.plans.get(names)
        if plan is None:
            plan = self.plans[names] = self.plan_of(names)
        same_values, other_values = plan
        for name, place in same_values:
            row[place] = fields[name]
        for name, place, convert, bounds in other_values:
            value = fields[name]
            row[place] = convert(value) if convert else value
            for bound_place, day_name in bounds if value else ():
                row[bound_place] = stored_day(value, day_name)

    def plan_of(self, names: Iterable[str]) -> Plan:
        """Return where fields stand in a row: first those whose column holds what the document does, then the other ones."""
        plan: Plan = ([], [])
        for name in names:
            place, convert, bounds = self.places.get(name), self.converters.get(name), self.bounds.get(name, [])
            if place is None:
                continue
            if convert or bounds:
                plan[1].append((name, place, convert, bounds))
            else:
                plan[0].append((name, place))
        return plan

    def write(self) -> int:
        """Write the waiting rows; return how many."""
        rows, self.waiting_rows = self.waiting_rows, []
        if rows:
            write_rows(self.name, self.columns, rows)
        return len(rows)


def is_set(field: Any) -> bool:
    return bool(field.auto_now_add or field.auto_now)


def stored_default(field: Field) -> Any:
    """Return what the column of a field holds where nothing is given."""
    if field.primary_key:
        return None
    default = field.get_default()
    if isinstance(field, JSONField):
        return json.dumps(default)
    if isinstance(field, DateTimeField) and hasattr(field, "auto_now_add") and is_set(field):
        return connection.ops.adapt_datetimefield_value(this_second())
    return field.get_db_prep_save(default, connection)


def converter(field: Field) -> Converter | None:
    """Return the function that turns what a document holds into what the column holds; None where they are the same."""
    if isinstance(field, JSONField):
        return lambda value: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if isinstance(field, DateTimeField):
        return lambda value: connection.ops.adapt_datetimefield_value(field.to_python(value)) if value else None
    if isinstance(field, DecimalField | PartialDateField):
        return lambda value: field.get_db_prep_save(field.to_python(value), connection)
    return None


@lru_cache(maxsize=50_000)
def stored_day(text: Any, day_name: str) -> Any:
    day: date = getattr(PartialDate.parse(str(text)), day_name)
    return connection.ops.adapt_datefield_value(day)


@cache
def link_columns(model: type[Model], name: str) -> tuple[type[Model], str, str]:
    """Return the through model of a many-to-many field, and the names of its two fields."""
    field: Any = model._meta.get_field(name)
    return field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
