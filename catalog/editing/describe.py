"""Patches in words: what was added, removed and changed, as a person reads it, at one query a model that is named."""

import json
from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from catalog.dates import PartialDate, PartialDateField
from catalog.editing.documents import (
    HIDDEN_FIELDS,
    PARTS,
    VISITOR_ROWS,
    columns,
    many_to_many_fields,
)
from catalog.editing.patches import row_changes
from catalog.editing.row_names import RowNames, field_label, field_of, model_exists, noun_label
from catalog.texts.word_diff import diff_html

# As a reader wants them: what it is of, its rows, what hangs on it.
READING_ORDER = [*PARTS, *PARTS["film"], *VISITOR_ROWS["film"]]
# Texts of so many words are shown with the words marked that differ.
FEW_WORDS = 4
LONG_VALUE = 200


class DescribedField(NamedTuple):
    """One field of a changed row; `marked` is a text with the words that differ in <del> and <ins>, else None."""

    name: str
    label: str
    was: str
    now: str
    marked: SafeString | None

    @property
    def only(self):
        """What a row that came or went has in the field."""
        return self.now or self.was

    @property
    def is_long(self):
        return len(self.only) > LONG_VALUE


class DescribedRow(NamedTuple):
    """One changed row: what it is, what a person calls it, and what was done to it."""

    noun: str
    key: str
    kind: str
    label: str
    deed: str
    fields: list[DescribedField]


def describe_patch(patch, *, root=None, chosen=None, names=None):
    """The rows of a patch in words, in a readable order.

    `root` is what the patch is of: rows that are gone by now are then named from its history. `chosen` are the rows to
    tell, by default all: a page of `in_order(patch)`.
    """
    chosen = rows_in_reading_order(patch) if chosen is None else chosen
    names = names or RowNames(patch, root=root, chosen=chosen)
    return [describe_row(noun, key, change, names) for noun, key, change in chosen]


def rows_in_reading_order(patch):
    """The rows of a patch as a reader wants them: the noun itself, then its rows by kind, each in the order of entry."""

    def place(row):
        noun, key, _ = row
        return (READING_ORDER.index(noun) if noun in READING_ORDER else len(READING_ORDER), noun, len(key), key)

    return sorted(row_changes(patch), key=place)


def describe_row(noun, key, change, names):
    was, now = change["was"], change["is"]
    deed = "added" if was is None else "removed" if now is None else "changed"
    fields = [name for name in sort_field_names(noun, (was or {}) | (now or {})) if is_described(noun, name, deed)]
    found = [describe_field(noun, name, was, now, names) for name in fields]
    return DescribedRow(
        noun,
        key,
        noun_label(noun),
        names.called(noun, key, change),
        deed,
        [field for field in found if deed == "changed" or field.only],
    )


def describe_field(noun, name, was, now, names):
    """One field of a change in words."""
    sides = [describe_value(noun, name, side.get(name), names) if side else "" for side in (was, now)]
    field = field_of(noun, name)
    if isinstance(field, models.FileField) and all(sides):
        sides = ["a picture", "another picture"]
    is_text = isinstance(field, models.TextField | models.CharField) and not (field.choices or field.is_relation)
    many = is_text and was and now and max(len(side.split()) for side in sides) > FEW_WORDS
    return DescribedField(name, field_label(noun, name), *sides, diff_html(*sides) if many else None)


def is_described(noun, name, deed):
    """Whether a reader wants to know of a field: not what is made from others, nor, of a whole row, whose row it is."""
    if name in HIDDEN_FIELDS.get(noun, ()):
        return False
    owner = {**PARTS["film"], **VISITOR_ROWS["film"]}.get(noun)
    return deed == "changed" or name != owner


def sort_field_names(noun, fields):
    """Names of fields as the model has them: what a database keeps as JSON has no order."""
    known = [*columns(noun), *many_to_many_fields(noun)] if model_exists(noun) else []
    return [name for name in known if name in fields] + sorted(set(fields) - set(known))


def describe_value(noun, name, value, names):
    """A field's value as a person reads it, "" where it is empty; `names` knows what it may refer to."""
    field = field_of(noun, name)
    if value is None or value == "" or value == []:
        return ""
    if field is not None and field.is_relation:
        target = field.related_model._meta.model_name
        return ", ".join(names.of(target, key) for key in (value if isinstance(value, list) else [value]))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.FileField):
        return "a picture"
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(str(value))
        return f"{timezone.localtime(moment):%-d %B %Y, %H:%M:%S}" if moment else str(value)
    if isinstance(field, PartialDateField):
        try:
            return PartialDate.parse(str(value)).in_words
        except ValueError:
            return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return " / ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
