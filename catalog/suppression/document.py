"""The document of a noun without a value."""

from typing import Any

from django.db import models

from catalog.editing.documents import Root, columns, read_document, relations
from catalog.editing.patches import Document, Fields, Patch, RowChange, RowKey
from catalog.editing.removals import MARK, SOLE_FIELDS, empty_value
from catalog.suppression.columns import is_searched
from catalog.suppression.contents import lines_without, marking, rewrite_texts
from catalog.texts.folding import LineListField
from catalog.texts.occurrences import Value


def patch_without(value: Value, root: Root) -> Patch:
    """Return the patch that takes a value out of the document of a noun."""
    before = read_document(root)
    rows = {
        (noun, key): None if is_sole(value, noun, fields) else fields_without(value, noun, fields)
        for noun, fields_by_key in before.items()
        for key, fields in fields_by_key.items()
    }
    take_references_out(rows)
    after = Document()
    for (noun, key), fields in rows.items():
        if fields is not None:
            after.setdefault(noun, {})[key] = fields
    return Patch.between(before, after)


def is_sole(value: Value, noun: str, fields: Fields) -> bool:
    """Tell whether a row is nothing but the value."""
    return value.is_whole(str(fields.get(SOLE_FIELDS.get(noun, "")) or ""))


def fields_without(value: Value, noun: str, fields: Fields) -> Fields:
    return {
        name: content_without(value, column, content)
        if (column := columns(noun).get(name)) and is_searched(column)
        else content
        for name, content in fields.items()
    }


def content_without(value: Value, column: models.Field, content: Any) -> Any:
    if not isinstance(content, str):
        return rewrite_texts(content, marking(value))
    if isinstance(column, LineListField):
        return "\n".join(lines_without(value, content)) if value.is_in(content) else content
    if value.is_whole(content):
        return empty_value(column.model._meta.model_name or "", column.name)
    return value.replace_in(content, MARK)[: column.max_length]


def take_references_out(rows: dict[RowKey, Fields | None]) -> None:
    """Delete the rows that refer to deleted ones, as the database would, or empty their field."""
    while True:
        references = [
            (row_key, name)
            for row_key, fields in rows.items()
            for name, target in relations(row_key[0]).items()
            if fields and name in columns(row_key[0]) and rows.get((target, str(fields.get(name))), fields) is None
        ]
        if not references:
            return
        for row_key, name in references:
            fields, column = rows[row_key], columns(row_key[0])[name]
            if fields and column.remote_field.on_delete is models.SET_NULL:
                rows[row_key] = fields | {name: None}
            else:
                rows[row_key] = None


def with_stubs(patch: Patch, value: Value, stub: str) -> Patch:
    """Return the patch of a removal as the history keeps it: what was is a stub."""
    return Patch.of(stub_change(change, value, stub) for change in patch.changes())


def stub_change(change: RowChange, value: Value, stub: str) -> RowChange:
    """Return a change of a row with stubs for what it emptied; of a deleted row only the value becomes one."""
    before, targets = change.before or {}, relations(change.noun)
    if change.after is None:
        mark = marking(value, stub)
        return change._replace(
            before={name: old if name in targets else rewrite_texts(old, mark) for name, old in before.items()}
        )
    return change._replace(before={name: old if name in targets else stub for name, old in before.items()})
