"""Marks of values that were suppressed: in texts, and in the stored patches of the history.

In a patch a value that was removed whole leaves a stub, `[removed 12]`, with the number of its Suppression. What applies a patch
never writes a stub into the tables.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from catalog.dates.words import day_text
from catalog.editing.documents import PART_NOUNS, columns, keys_in, relations
from catalog.editing.patches import Fields, Patch, RowChange, RowKey
from catalog.models import Suppression
from catalog.texts.folding import LineListField

# Stands where a value was removed from a longer text, or from a field that can't be empty.
MARK = "[removed]"
STUB = re.compile(r"\[removed (\d{1,18})\]")
# Rows that are nothing but a value: {noun: the field that holds it}. Where it is removed, they are deleted.
SOLE_FIELDS = {"personname": "name", "title": "title", "externalid": "value"}


def stub_of(suppression: Suppression) -> str:
    return f"[removed {suppression.pk}]"


def is_stub(value: Any) -> bool:
    return isinstance(value, str) and STUB.fullmatch(value) is not None


def without_stubs(patch: Patch) -> Patch:
    """Return a patch that brings back nothing that was suppressed.

    Fields with stubs stay as they are; those of new rows are empty. A row that would be nothing but a stub is left out, and with
    it the new rows that refer to it.
    """
    if not any(holds_mark(change.after or {}) for change in patch.changes()):
        return patch
    changes = {change.row_key: (change, without_stubs_in(change)) for change in patch.changes()}
    missing_rows = {
        row for row, (change, kept_change) in changes.items() if change.before is None and kept_change is None
    }
    return without_new_rows(Patch.of(kept_change for _, kept_change in changes.values()), missing_rows)


def holds_mark(fields: Fields) -> bool:
    return any(isinstance(value, str) and (MARK in value or STUB.search(value)) for value in fields.values())


def without_stubs_in(change: RowChange) -> RowChange | None:
    """Return a change of a row without stubs; None where nothing is left of it."""
    if change.after is None:
        return change
    if change.before is None:
        fields = new_fields(change.noun, change.after)
        return change._replace(after=fields) if fields is not None else None
    names = [name for name, value in change.after.items() if not is_stub(value)]
    kept_change = change.only(names)
    return kept_change and kept_change._replace(
        after={name: clean_value(change.noun, name, value) for name, value in (kept_change.after or {}).items()}
    )


def new_fields(noun: str, fields: Fields) -> Fields | None:
    """Return the fields of a row that is inserted, without stubs; None where the row would be nothing but one."""
    if is_stub(fields.get(SOLE_FIELDS.get(noun, ""))):
        return None
    return {
        name: empty_value(noun, name) if is_stub(value) else clean_value(noun, name, value)
        for name, value in fields.items()
    }


def empty_value(noun: str, name: str) -> str | None:
    """Return what a field holds after its value was removed: nothing, or a mark where it can't be empty."""
    field = columns(noun).get(name)
    if field is None or field.null:
        return None
    return "" if field.blank else MARK


def clean_value(noun: str, name: str, value: Any) -> Any:
    """Return the value of a field without lines that are nothing but a mark, if it is a list of lines."""
    if isinstance(value, str) and isinstance(columns(noun).get(name), LineListField):
        return "\n".join(line for line in value.splitlines() if line != MARK and not is_stub(line))
    return value


def without_new_rows(patch: Patch, rows: set[RowKey]) -> Patch:
    """Leave out the new rows of a patch that refer to some missing rows, and those that refer to these."""
    while dependents := {
        change.row_key for change in patch.changes() if change.before is None and refers_to(change, rows)
    }:
        rows = rows | dependents
        patch = Patch.of(change for change in patch.changes() if change.row_key not in dependents)
    return patch


def refers_to(change: RowChange, rows: set[RowKey]) -> bool:
    fields = change.after or {}
    return any(
        (target, str(key)) in rows
        for name, target in relations(change.noun).items()
        for key in keys_in(fields.get(name))
    )


def texts_in(value: Any) -> Iterator[str]:
    """Yield each text in a value as JSON has it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)


class Stubs:
    """The stubs in some changes, in words: who removed what stood there, when and why; one query if there are any."""

    def __init__(self, changes: Iterable[RowChange]) -> None:
        numbers = {
            int(number)
            for change in changes
            for text in texts_in([change.before, change.after])
            for number in STUB.findall(text)
        }
        self.words = {row.pk: in_words(row) for row in Suppression.objects.filter(pk__in=numbers)} if numbers else {}

    def write_out(self, text: str) -> str:
        """Return a text with its stubs in words."""
        return STUB.sub(lambda match: self.words.get(int(match[1]), MARK), text)


def in_words(suppression: Suppression) -> str:
    return gettext("[removed by %(editor)s on %(day)s: %(why)s]") % {
        "editor": suppression.editor_name or gettext("a program"),
        "day": day_text(timezone.localdate(suppression.at)),
        "why": suppression.why,
    }


def is_own_name(noun: str, field: models.Field) -> bool:
    """Tell whether a field is the name of a noun of its own, which can't be empty."""
    is_line = isinstance(field, models.CharField) and not field.blank and not field.null
    return is_line and noun not in PART_NOUNS and noun != "comment"
