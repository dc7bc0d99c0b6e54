"""What a column holds as texts, and the same with a value taken out of it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import models

from catalog.editing.patches import Fields
from catalog.editing.removals import MARK
from catalog.editing.row_names import field_of
from catalog.merging.referring_rows import WORKING_COPY
from catalog.models import Merge, Revision, WorkingCopy
from catalog.suppression.columns import JSON_TEXTS, column_name, holds_text
from catalog.texts.occurrences import Value

# The models that store patches.
STORED = (Revision, WorkingCopy, Merge)
# How JSON escapes a character.
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
# Changes a text.
Rewrite = Callable[[str], str]


def is_json_text(field: models.Field) -> bool:
    """Tell whether a column of text holds JSON."""
    return column_name(field) in JSON_TEXTS


def is_patch(field: models.Field) -> bool:
    return field.model in STORED and field.name == "patch"


def rewrite_content(field: models.Field, content: Any, rewrite: Rewrite) -> Any:
    """Return the value of a column, as JSON has it, with each of its texts rewritten."""
    if is_patch(field):
        return rewrite_patch(content, rewrite)
    if is_json_text(field):
        try:
            return json.dumps(rewrite_texts(json.loads(content), rewrite))
        except ValueError:
            return rewrite_texts(content, rewrite)
    return rewrite_texts(content, rewrite)


def rewrite_patch(patch: Mapping[str, Any], rewrite: Rewrite) -> dict[str, Any]:
    """Return a stored patch with the texts of its fields rewritten; what refers to rows and what is chosen from lists stays."""
    return {
        noun: {
            key: {side: fields and rewrite_fields(noun, fields, rewrite) for side, fields in change.items()}
            for key, change in changes.items()
        }
        for noun, changes in patch.items()
    }


def rewrite_fields(noun: str, fields: Fields, rewrite: Rewrite) -> Fields:
    if noun == WORKING_COPY:
        return fields | {"patch": rewrite_patch(fields["patch"], rewrite)}
    return {
        name: rewrite_texts(value, rewrite) if is_rewritten(noun, name) else value for name, value in fields.items()
    }


def is_rewritten(noun: str, name: str) -> bool:
    """Tell whether a field in a patch holds text; one that a migration has deleted since may."""
    field = field_of(noun, name)
    return field is None or holds_text(field)


def rewrite_texts(value: Any, rewrite: Rewrite) -> Any:
    if isinstance(value, str):
        return rewrite(value)
    if isinstance(value, list):
        return [rewrite_texts(part, rewrite) for part in value]
    if isinstance(value, Mapping):
        return {name: rewrite_texts(part, rewrite) for name, part in value.items()}
    return value


def texts_with(value: Value, field: models.Field, content: Any) -> list[str]:
    """Return the texts in the value of a column in which a value stands."""
    texts: list[str] = []

    def note(text: str) -> str:
        if value.is_in(text):
            texts.append(text)
        return text

    rewrite_content(field, content, note)
    return texts


def marking(value: Value, stub: str = MARK) -> Rewrite:
    """Return what replaces a value in texts: a stub where a text is nothing but it, else a mark in its place."""
    return lambda text: stub if value.is_whole(text) else value.replace_in(text, MARK)


def decoded(field: models.Field, raw_text: str) -> Any:
    """Return the value of a column, read as text, as JSON has it."""
    return json.loads(raw_text) if isinstance(field, models.JSONField) else raw_text


def with_characters(text: str) -> str:
    """Return JSON with its escaped characters written out, to look through it."""
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "\\u" in text else text


def lines_without(value: Value, text: str) -> Iterator[str]:
    """Yield the lines of a list that are not the value, without it."""
    for line in text.splitlines():
        if not value.is_whole(line):
            yield value.replace_in(line, MARK)
