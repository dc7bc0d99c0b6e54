"""A noun with all rows that belong to it, read as one document, and changed by a patch of it.

A film is one document with its credits, releases, texts and whatever else hangs on it; a person with outside ids and
pictures; anything else is a document of one row. What follows from other fields is left out and derived anew.
"""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from catalog.dates import PartialDate
from catalog.models import facts

# The rows of a document, a row after those it refers to, and how each leads to what it belongs to.
PARTS = {
    "film": {noun: row.path for noun, row in facts.ROWS.items() if not row.by_visitors},
    "person": {"externalid": "person", "image": "person"},
    "company": {"externalid": "company"},
}


# What visitors and programs add to a film: no editor's save changes it, but it comes and goes with the film.
VISITOR_ROWS = {"film": {noun: row.path for noun, row in facts.ROWS.items() if row.by_visitors}}


# Fields that no form shows and that nothing else tells.
HIDDEN_FIELDS = {
    "image": {"width", "height", "renditions"},
    "vote": {"voter", "cast_at", "changed_at"},
    "comment": {"created_at"},
    "ratingsummary": {f"stars_{stars}" for stars in range(1, 6)},
}


# Of an account, what others may know of it.
RECORDED_FIELDS = {
    "user": {"username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "groups"}
}


MOST_PARAMETERS = 500


class RefusedError(Exception):
    """A change that can't be made; the message says why and what to do, and nothing was changed."""


class Root(NamedTuple):
    """What a document is of. `key` is the primary key as the model has it: a number, or a code."""

    noun: str
    key: int | str

    @property
    def model(self):
        return model_of(self.noun)

    @classmethod
    def named(cls, noun, key):
        """The root that a revision or an address names, where keys are text; ValidationError where it can't be one."""
        return cls(noun, model_of(noun)._meta.pk.to_python(key))

    @classmethod
    def of(cls, row):
        """What a row belongs to: its film, its person, or itself."""
        noun = row._meta.model_name
        for root, parts in PARTS.items():
            if noun in parts:
                owner = row
                for step in parts[noun].split("__"):
                    owner = getattr(owner, step)
                if owner is not None and owner.pk:
                    return cls(root, owner.pk)
        return cls(noun, row.pk)


@cache
def model_of(noun):
    return get_user_model() if noun == "user" else apps.get_model("auth" if noun == "group" else "catalog", noun)


@cache
def columns(noun):
    """The fields of a noun that a document holds, by name."""
    fields = {
        field.name: field
        for field in model_of(noun)._meta.concrete_fields
        if not (field.primary_key or field.generated) and (field.editable or field.name in HIDDEN_FIELDS.get(noun, ()))
    }
    return {name: field for name, field in fields.items() if name in RECORDED_FIELDS.get(noun, fields)}


@cache
def many_to_many_fields(noun):
    """The many-to-many fields of a noun that have no rows of their own, by name."""
    fields = {field.name: field for field in model_of(noun)._meta.many_to_many}
    return {
        name: field
        for name, field in fields.items()
        if field.remote_field.through._meta.auto_created and name in RECORDED_FIELDS.get(noun, fields)
    }


def json_value(value):
    """A value as JSON holds it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, PartialDate) else value


def read_document(root, *, along=False):
    """The document as the tables have it now, {} where it is gone; `along` adds what visitors and programs made."""
    parts = PARTS.get(root.noun, {}) | (VISITOR_ROWS.get(root.noun, {}) if along else {})
    document = {noun: read_rows(noun, {path: root.key}) for noun, path in parts.items()}
    document[root.noun] = read_rows(root.noun, {"pk": root.key})
    return {noun: found for noun, found in document.items() if found}


def read_rows(noun, condition):
    """{key: fields} of some rows of a noun."""
    names = list(columns(noun))
    model = model_of(noun)
    asked = model._base_manager.filter(**condition).order_by("pk").values_list("pk", *names)
    found = {
        str(pk): {name: json_value(value) for name, value in zip(names, values, strict=True)} for pk, *values in asked
    }
    for name, field in many_to_many_fields(noun).items() if found else ():
        owner, chosen = field.m2m_column_name(), field.m2m_reverse_name()
        through = field.remote_field.through._base_manager
        for fields in found.values():
            fields[name] = []
        path = {f"{field.m2m_field_name()}__{lookup}": value for lookup, value in condition.items()}
        for key, value in through.filter(**path).order_by(chosen).values_list(owner, chosen):
            found[str(key)][name].append(value)
    return found


def set_fields(noun, row, values):
    """Set a row's fields to what a document holds."""
    for name, value in values.items():
        field = columns(noun).get(name)
        if field:
            keep = value is None or field.is_relation or isinstance(field, models.JSONField | models.FileField)
            setattr(row, field.attname, value if keep else field.to_python(value))
    return row
