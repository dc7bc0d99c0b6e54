"""A noun with all rows that belong to it, read as one document, and changed by a patch of it.

A film is one document with its credits, releases, texts and whatever else hangs on it; a person with outside ids and
pictures; anything else is a document of one row. What follows from other fields is left out and derived anew.
"""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models

from catalog.dates import PartialDate
from catalog.editing.patches import build, difference, rows
from catalog.models import Merge

# The rows of a document, a row after those it refers to, and how each leads to what it belongs to.
PARTS = {
    "film": {
        "title": "film",
        "externalid": "film",
        "filmwork": "film",
        "filmcompany": "film",
        "credit": "film",
        "release": "film",
        "award": "film",
        "synopsis": "film",
        "article": "film",
        "event": "film",
        "eventcharacter": "event__film",
        "question": "film",
        "reading": "question__film",
        "image": "film",
        "citation": "film",
        "alignmentcorrection": "left__film",
    },
    "person": {"externalid": "person", "image": "person"},
    "company": {"externalid": "company"},
}


# What visitors and programs add to a film: no editor's save changes it, but it comes and goes with the film.
ALONG = {
    "film": {
        "vote": "film",
        "ratingsummary": "film",
        "comment": "film",
        "proposal": "film",
        "proposedreading": "proposal__film",
    }
}


# Fields that no form shows and that nothing else tells.
HIDDEN = {
    "image": {"width", "height", "renditions"},
    "vote": {"voter", "cast_at", "changed_at"},
    "comment": {"created_at"},
    "ratingsummary": {f"stars_{stars}" for stars in range(1, 6)},
}


# Of an account, what others may know of it.
ONLY = {"user": {"username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "groups"}}


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
        if not (field.primary_key or field.generated) and (field.editable or field.name in HIDDEN.get(noun, ()))
    }
    return {name: field for name, field in fields.items() if name in ONLY.get(noun, fields)}


@cache
def choices(noun):
    """The many-to-many fields of a noun that have no rows of their own, by name."""
    fields = {field.name: field for field in model_of(noun)._meta.many_to_many}
    return {
        name: field
        for name, field in fields.items()
        if field.remote_field.through._meta.auto_created and name in ONLY.get(noun, fields)
    }


def plain(value):
    """A value as JSON holds it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, PartialDate) else value


def snapshot(root, *, along=False):
    """The document as the tables have it now, {} where it is gone; `along` adds what visitors and programs made."""
    parts = PARTS.get(root.noun, {}) | (ALONG.get(root.noun, {}) if along else {})
    document = {noun: read(noun, {path: root.key}) for noun, path in parts.items()}
    document[root.noun] = read(root.noun, {"pk": root.key})
    return {noun: found for noun, found in document.items() if found}


def read(noun, condition):
    """{key: fields} of some rows of a noun."""
    names = list(columns(noun))
    model = model_of(noun)
    asked = model._base_manager.filter(**condition).order_by("pk").values_list("pk", *names)
    found = {str(pk): {name: plain(value) for name, value in zip(names, values, strict=True)} for pk, *values in asked}
    for name, field in choices(noun).items() if found else ():
        owner, chosen = field.m2m_column_name(), field.m2m_reverse_name()
        through = field.remote_field.through._base_manager
        for fields in found.values():
            fields[name] = []
        path = {f"{field.m2m_field_name()}__{lookup}": value for lookup, value in condition.items()}
        for key, value in through.filter(**path).order_by(chosen).values_list(owner, chosen):
            found[str(key)][name].append(value)
    return found


def built(noun, row, values):
    """Set a row's fields to what a document holds."""
    for name, value in values.items():
        field = columns(noun).get(name)
        if field:
            keep = value is None or field.is_relation or isinstance(field, models.JSONField | models.FileField)
            setattr(row, field.attname, value if keep else field.to_python(value))
    return row


def references(patch):
    """{noun: keys} of the rows outside of it that a patch makes rows point at."""
    found = {}
    for noun, _, change in rows(patch):
        fields = {n: f for n, f in (columns(noun) | choices(noun)).items() if f.is_relation}
        for name, value in (change["is"] or {}).items():
            if name in fields and value not in (None, []):
                target = fields[name].related_model._meta.model_name
                keys = value if isinstance(value, list) else [value]
                held = patch.get(target, {})
                found.setdefault(target, set()).update(
                    key for key in keys if not (str(key) in held and held[str(key)]["is"] is not None)
                )
    return {noun: keys for noun, keys in found.items() if keys}


WAY = """
WITH RECURSIVE way(start, place) AS (
    SELECT loser, survivor FROM catalog_merge WHERE noun = %s AND undone_at IS NULL AND loser IN ({})
    UNION SELECT way.start, next.survivor FROM way JOIN catalog_merge next ON next.loser = way.place
    WHERE next.noun = %s AND next.undone_at IS NULL
)
SELECT start, place FROM way WHERE NOT EXISTS (
    SELECT 1 FROM catalog_merge next WHERE next.noun = %s AND next.undone_at IS NULL AND next.loser = way.place
)
"""


def survivors(noun, keys):
    """{key: key of what it is part of by now} of those that were merged, in one query however long the way is."""
    found, keys = {}, [key for key in keys if isinstance(key, int) and 0 < key < 2**63]
    with connection.cursor() as cursor:
        for start in range(0, len(keys), MOST_PARAMETERS):
            some = keys[start : start + MOST_PARAMETERS]
            cursor.execute(WAY.format(", ".join(["%s"] * len(some))), [noun, *some, noun, noun])
            found |= dict(cursor.fetchall())
    return found


def redirected(patch):
    """The patch with what it makes rows point at led to what that was merged into."""
    pointed = references(patch)
    merged = Merge.objects.filter(noun__in=pointed, undone_at=None).order_by().values_list("noun", flat=True).distinct()
    led = {noun: survivors(noun, pointed[noun]) for noun in merged}
    return replaced(patch, led) if any(led.values()) else patch


def replaced(patch, led):
    """The patch with keys that it points at replaced: `led` is {noun: {key: other key}}."""

    def side(noun, fields):
        if not fields:
            return fields
        fields = dict(fields)
        for name, field in (columns(noun) | choices(noun)).items():
            if name in fields and field.is_relation:
                others, value = led.get(field.related_model._meta.model_name, {}), fields[name]
                if isinstance(value, list):
                    fields[name] = sorted({others.get(key, key) for key in value})
                else:
                    fields[name] = others.get(value, value)
        return fields

    return build(
        (noun, key, difference(side(noun, change["was"]), side(noun, change["is"])))
        for noun, key, change in rows(patch)
    )
