"""A noun with all rows that belong to it, read as one document.

A film is one document with its credits, releases, texts and all else that belongs to it; a person with external ids and
pictures; a list with its entries; every other noun is a document of one row. Fields that follow from others are left out, and derived again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, Self

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field, FileField, JSONField, ManyToManyField, Model, QuerySet
from django.db.models.expressions import Expression

from catalog.dates import PartialDate
from catalog.editing.patches import Document, Fields
from catalog.models import facts
from catalog.models.ordered_choices import OrderedManyToManyField

# The rows of a document, a row after those it refers to, and how each leads to what it belongs to.
PARTS = {
    "film": {noun: row.path for noun, row in facts.ROWS.items() if not row.by_visitors},
    "person": {"externalid": "person", "personname": "person", "image": "person", "entrycitation": "person"},
    "company": {"externalid": "company", "entrycitation": "company"},
    "subject": {"externalid": "subject"},
    "work": {"externalid": "work", "entrycitation": "work"},
    "scheme": {"schemeform": "scheme"},
    "site": {"sitetext": "site"},
    "curatedlist": {"listentry": "curated_list", "image": "curated_list"},
    "page": {"pagetext": "page"},
}


# All nouns whose rows belong to another one.
PART_NOUNS = {noun for parts in PARTS.values() for noun in parts}


# What visitors and programs add to a film: no editor's save changes it, but it comes and goes with the film.
VISITOR_ROWS = {"film": {noun: row.path for noun, row in facts.ROWS.items() if row.by_visitors}}


# Fields that no form shows and that nothing else tells.
HIDDEN_FIELDS = {
    "image": {"width", "height", "renditions"},
    "site": {"logo_width", "logo_height"},
    "vote": {"voter", "cast_at", "changed_at"},
    "comment": {"created_at"},
    "ratingsummary": {f"stars_{stars}" for stars in range(1, 6)},
}


# Of an account, what others may know of it.
RECORDED_FIELDS = {
    "user": {"username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "groups"}
}


# So many keys at most are asked for in one query.
MOST_PARAMETERS = 500


# {what is asked: (SQL whose one parameter is a key, the columns that it selects)} of the queries that were written before.
WRITTEN_QUERIES: dict[tuple[Any, ...], tuple[str, list[Expression]]] = {}


class RefusedError(Exception):
    """A change that can't be made. The message says why and what to do; nothing was changed."""


class Root(NamedTuple):
    """The noun that a document is of. `key` is the primary key as the model has it: a number, or a code."""

    noun: str
    key: Any

    @property
    def model(self) -> type[Model]:
        return model_of(self.noun)

    def rows(self) -> QuerySet[Model]:
        """Query its own row."""
        return model_of(self.noun)._base_manager.filter(pk=self.key)

    @classmethod
    def of(cls, row: Model) -> Self:
        """Return what a row belongs to: its film, its person, or itself."""
        noun = noun_of(type(row))
        for root_noun, parts in PARTS.items():
            if noun in parts:
                owner: Any = row
                for step in parts[noun].split("__"):
                    owner = getattr(owner, step)
                if owner is not None and owner.pk:
                    return cls(root_noun, owner.pk)
        return cls(noun, row.pk)


@cache
def model_of(noun: str) -> type[Model]:
    """Return the model of a noun; raise LookupError where there is none."""
    return get_user_model() if noun == "user" else apps.get_model("auth" if noun == "group" else "catalog", noun)


def noun_of(model: type[Model]) -> str:
    return str(model._meta.model_name)


def parse_key(noun: str, key: Any) -> Any:
    """Turn text into a primary key of a noun; raise ValidationError where it can't be one."""
    return model_of(noun)._meta.pk.to_python(key)


@cache
def columns(noun: str) -> dict[str, Field]:
    """Return the fields of a noun that a document holds, by name."""
    fields = {
        field.name: field
        for field in model_of(noun)._meta.concrete_fields
        if not (field.primary_key or field.generated) and (field.editable or field.name in HIDDEN_FIELDS.get(noun, ()))
    }
    return {name: field for name, field in fields.items() if name in RECORDED_FIELDS.get(noun, fields)}


@cache
def many_to_many_fields(noun: str) -> dict[str, ManyToManyField]:
    """Return the many-to-many fields of a noun whose through rows hold nothing else, by name."""
    fields = {field.name: field for field in model_of(noun)._meta.many_to_many}
    return {
        name: field
        for name, field in fields.items()
        if through_model(field)._meta.auto_created and name in RECORDED_FIELDS.get(noun, fields)
    }


@cache
def relations(noun: str) -> dict[str, str]:
    """Return {field: noun that it refers to} of the fields of a noun that refer to rows."""
    fields = columns(noun) | many_to_many_fields(noun)
    return {name: target_noun(field) for name, field in fields.items() if field.is_relation}


def replace_keys(noun: str, name: str, keys: list[Any], replacements: Mapping[Any, Any]) -> list[Any]:
    """Return the keys of a many-to-many field with some replaced, each once, as `read_rows` would read them."""
    new_keys = dict.fromkeys(replacements.get(key, key) for key in keys)
    return list(new_keys) if isinstance(many_to_many_fields(noun)[name], OrderedManyToManyField) else sorted(new_keys)


def target_noun(relation: Field) -> str:
    """Return the noun that a field refers to."""
    assert relation.related_model is not None
    return noun_of(relation.related_model)


def through_model(field: ManyToManyField) -> type[Model]:
    """Return the model whose rows link the two sides of a many-to-many field."""
    assert field.remote_field.through is not None
    return field.remote_field.through


def keys_in(value: Any) -> list[Any]:
    """Return the keys that the value of a relation holds: several of a many-to-many field, else one."""
    return value if isinstance(value, list) else [value]


def json_value(value: Any) -> Any:
    """Return the value of a field as JSON holds it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, PartialDate | Decimal) else value


def read_document(root: Root, *, with_visitor_rows: bool = False) -> Document:
    """Read a document from the tables; it is empty where the noun does not exist."""
    parts = PARTS.get(root.noun, {}) | (VISITOR_ROWS.get(root.noun, {}) if with_visitor_rows else {})
    rows = {noun: read_rows(noun, {path: root.key}) for noun, path in parts.items()}
    rows[root.noun] = read_rows(root.noun, {"pk": root.key})
    return Document({noun: fields for noun, fields in rows.items() if fields})


def read_rows(noun: str, condition: Mapping[str, Any]) -> dict[str, Fields]:
    """Read {key: fields} of the rows of a noun that meet a condition, {lookup of `QuerySet.filter`: key or list of keys}."""
    names = list(columns(noun))
    rows = read_values(model_of(noun), condition, "pk", ("pk", *names))
    fields_by_key = {
        str(pk): {name: json_value(value) for name, value in zip(names, values, strict=True)} for pk, *values in rows
    }
    for name, field in many_to_many_fields(noun).items() if fields_by_key else ():
        owner, target = field.m2m_column_name(), field.m2m_reverse_name()
        for fields in fields_by_key.values():
            fields[name] = []
        path = {f"{field.m2m_field_name()}__{lookup}": value for lookup, value in condition.items()}
        order = "pk" if isinstance(field, OrderedManyToManyField) else target
        for key, value in read_values(through_model(field), path, order, (owner, target)):
            fields_by_key[str(key)][name].append(value)
    return fields_by_key


def read_values(
    model: type[Model], condition: Mapping[str, Any], order: str, names: tuple[str, ...]
) -> Iterable[Sequence[Any]]:
    """Read what `QuerySet.values_list` reads. A query on one key is written once: a save asks some sixty of them."""
    [(lookup, key)] = condition.items()
    question = (model, lookup, order, names, connection.vendor)
    if isinstance(key, list) or question not in WRITTEN_QUERIES:
        rows = model._base_manager.filter(**condition).order_by(order).values_list(*names)
        if isinstance(key, list):
            return rows
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, _ = compiler.as_sql()
        WRITTEN_QUERIES[question] = sql, [column for column, _, _ in compiler.select]
    sql, selected_columns = WRITTEN_QUERIES[question]
    with connection.cursor() as cursor:
        cursor.execute(sql, [key])
        stored_values = cursor.fetchall()
    compiler = model._base_manager.all().query.get_compiler(DEFAULT_DB_ALIAS)
    return compiler.apply_converters(stored_values, compiler.get_converters(selected_columns))


def set_fields(noun: str, row: Model, values: Fields) -> Model:
    """Set the columns of a row to what a document holds, and return the row."""
    for name, value in values.items():
        field = columns(noun).get(name)
        if field:
            is_raw = value is None or field.is_relation or isinstance(field, JSONField | FileField)
            setattr(row, field.attname, value if is_raw else field.to_python(value))
    return row
