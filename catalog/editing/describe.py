"""Describe patches in words: which rows were added, removed and changed, and how, as a person reads it."""

import json
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from catalog.dates import PartialDate, PartialDateField
from catalog.dates.words import moment_in_words
from catalog.editing.documents import (
    HIDDEN_FIELDS,
    PARTS,
    VISITOR_ROWS,
    Root,
    columns,
    keys_in,
    many_to_many_fields,
    target_noun,
)
from catalog.editing.patches import Patch, RowChange
from catalog.editing.removals import Stubs
from catalog.editing.row_names import RowNames, field_of, model_exists, noun_label
from catalog.texts.word_diff import diff_html

# First the nouns themselves, then their rows, then what visitors add.
READING_ORDER = [*PARTS, *PARTS["film"], *VISITOR_ROWS["film"]]
# Of texts with more words, the words that differ are marked.
FEW_WORDS = 4
# The page folds values with more characters.
LONG_VALUE = 200


class DescribedField(NamedTuple):
    """A field of a changed row in words.

    `word_diff` is a long text with the words that differ in <del> and <ins>; of all other fields it is None.
    """

    name: str
    label: str
    before: str
    after: str
    word_diff: SafeString | None

    @property
    def only_value(self) -> str:
        """The value of a row that was added or removed."""
        return self.after or self.before

    @property
    def is_folded(self) -> bool:
        """Whether pages fold the value, since it is long."""
        return len(self.only_value) > LONG_VALUE


class DescribedRow(NamedTuple):
    """A changed row in words. `kind` is the label of its noun, `deed` is "added", "removed" or "changed"."""

    noun: str
    key: str
    kind: str
    label: str
    deed: str
    fields: list[DescribedField]

    @property
    def deed_in_words(self) -> str:
        return {"added": gettext("added"), "removed": gettext("removed"), "changed": gettext("changed")}[self.deed]


def describe_patch(
    patch: Patch,
    *,
    root: Root | None = None,
    changes: Collection[RowChange] | None = None,
    names: RowNames | None = None,
) -> list[DescribedRow]:
    """Describe the rows of a patch, in reading order.

    `root` is the noun that the patch is of: rows that are deleted now are then named from its history. `changes` are the
    changes to describe, by default all: a page of `changes_in_reading_order(patch)`.
    """
    changes = changes_in_reading_order(patch) if changes is None else changes
    names, stubs = names or RowNames(patch, root=root, changes=changes), Stubs(patch.changes())
    return [describe_row(change, names, stubs) for change in changes]


def changes_in_reading_order(patch: Patch) -> list[RowChange]:
    """Sort the changes of a patch: first the noun itself, then its rows by kind, each kind in the order of entry."""

    def position(change: RowChange) -> tuple[int, str, int, str]:
        noun, key = change.row_key
        return (READING_ORDER.index(noun) if noun in READING_ORDER else len(READING_ORDER), noun, len(key), key)

    return sorted(patch.changes(), key=position)


def describe_row(change: RowChange, names: RowNames, stubs: Stubs) -> DescribedRow:
    noun, before, after = change.noun, change.before, change.after
    deed = "added" if before is None else "removed" if after is None else "changed"
    field_names = sort_field_names(noun, (before or {}).keys() | (after or {}).keys())
    fields = [describe_field(change, name, names, stubs) for name in field_names if is_described(noun, name, deed)]
    # Of a row that was added or removed, empty fields are left out.
    fields = [field for field in fields if deed == "changed" or field.only_value]
    return DescribedRow(noun, change.key, noun_label(noun), stubs.write_out(names.name_after(change)), deed, fields)


def describe_field(change: RowChange, name: str, names: RowNames, stubs: Stubs) -> DescribedField:
    before, after = (
        stubs.write_out(describe_value(change.noun, name, side.get(name), names)) if side else ""
        for side in (change.before, change.after)
    )
    field = field_of(change.noun, name)
    if isinstance(field, models.FileField) and before and after:
        before, after = gettext("a picture"), gettext("another picture")
    is_text = isinstance(field, models.TextField | models.CharField) and not (field.choices or field.is_relation)
    shows_words = (
        is_text and change.before and change.after and max(len(before.split()), len(after.split())) > FEW_WORDS
    )
    return DescribedField(
        name, field_label(change.noun, name), before, after, diff_html(before, after) if shows_words else None
    )


def is_described(noun: str, name: str, deed: str) -> bool:
    """Tell whether a field is shown: not a hidden one; nor, of a new or deleted row, what it belongs to."""
    if name in HIDDEN_FIELDS.get(noun, ()):
        return False
    owners = {parts.get(noun) for parts in (*PARTS.values(), *VISITOR_ROWS.values())}
    return deed == "changed" or name not in owners


def field_label(noun: str, name: str) -> str:
    field = field_of(noun, name)
    return capfirst(str(field.verbose_name) if field else name.replace("_", " "))


def sort_field_names(noun: str, names: Collection[str]) -> list[str]:
    """Sort names of fields as the model declares them: JSON in a database keeps no order."""
    model_names = [*columns(noun), *many_to_many_fields(noun)] if model_exists(noun) else []
    return [name for name in model_names if name in names] + sorted(set(names).difference(model_names))


def describe_value(noun: str, name: str, value: Any, names: RowNames) -> str:
    """Describe the value of a field, "" where it is empty; `names` holds the rows that it may refer to."""
    field = field_of(noun, name)
    if value is None or value == "" or value == []:
        return ""
    if field is not None and field.is_relation:
        return ", ".join(names.name_of(target_noun(field), key) for key in keys_in(value))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.FileField):
        return gettext("a picture")
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(str(value))
        return moment_in_words(moment) if moment else str(value)
    if isinstance(field, PartialDateField):
        return describe_date(str(value))
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return " / ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def describe_date(value: str) -> str:
    """Write out a partial date; return any other text as it is."""
    try:
        return PartialDate.parse(value).in_words
    except ValueError:
        return value
