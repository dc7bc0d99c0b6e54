"""Look for a value in the whole database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast

from catalog.editing.documents import VISITOR_ROWS, Root, columns, noun_of
from catalog.editing.removals import is_own_name
from catalog.editing.row_names import key_or_none, model_exists
from catalog.editing.working_copies import root_of_copy
from catalog.models import Merge, WorkingCopy
from catalog.suppression.columns import searched_fields, searched_models
from catalog.suppression.contents import STORED, decoded, is_json_text, texts_with, with_characters
from catalog.suppression.sessions import sessions_with
from catalog.texts.occurrences import Value

# Rows that programs keep beside the documents: what stands in them is always removed along.
BESIDE = {noun for parts in VISITOR_ROWS.values() for noun in parts if noun != "comment"} | {
    *("collation", "duplicatepair", "sentform", "suppression"),
}
BATCH = 500


@dataclass
class Place:
    """A row in which a value stands.

    `texts` are the texts in which it stands, by field. `roots` are the nouns to whose document or history the row belongs; it
    has none where the row stands beside them.
    """

    model: type[models.Model]
    key: Any
    texts: dict[str, list[str]]
    roots: list[Root] = field(default_factory=list)

    @property
    def is_stored(self) -> bool:
        """Whether the row is of a history, not of what is there now."""
        return self.model in STORED


def find_places(value: Value) -> list[Place]:
    """Return each row of the database in which a value stands. Each table is read once, from its beginning to its end."""
    places = [place for model in searched_models() for place in places_in(model, value)]
    places += [Place(Session, key, {"session_data": texts}) for key, texts in sessions_with(value)]
    add_roots(places)
    return places


def places_in(model: type[models.Model], value: Value) -> Iterator[Place]:
    fields = searched_fields(model)
    for key, *raw_texts in candidates(model, fields, value):
        texts = {
            name: texts
            for (name, column), raw_text in zip(fields.items(), raw_texts, strict=True)
            if raw_text and (texts := texts_with(value, column, decoded(column, raw_text)))
        }
        if texts:
            yield Place(model, key, texts)


def candidates(model: type[models.Model], fields: dict[str, models.Field], value: Value) -> Iterator[tuple[Any, ...]]:
    """Yield (key, *columns as text) of the rows that hold the longest word of a value."""
    pattern = value.longest_word_pattern
    texts = {f"text_{name}": Cast(F(name), TextField()) for name in fields}
    rows = model._base_manager.annotate(**texts).order_by()
    if connection.vendor == "postgresql":
        conditions = [Q(**{f"text_{name}__regex": pattern}) for name in fields]
        # In these, PostgreSQL keeps escaped characters, too.
        conditions += [Q(**{f"text_{name}__contains": "\\u"}) for name in fields if is_json_text(fields[name])]
        rows = rows.filter(reduce(or_, conditions))
        yield from rows.values_list("pk", *texts).iterator(BATCH)
        return
    matches = re.compile(pattern).search
    for row in rows.values_list("pk", *texts).iterator(BATCH):
        # SQLite keeps JSON with escaped characters.
        if any(text and matches(with_characters(text)) for text in row[1:]):
            yield row


def add_roots(places: list[Place]) -> None:
    """Say of each place to whose document or history it belongs."""
    for place in places:
        noun = noun_of(place.model)
        if place.is_stored:
            place.roots = roots_of_stored(place.model._base_manager.get(pk=place.key))
        elif place.model in (User, Group) or (place.model._meta.app_label == "catalog" and noun not in BESIDE):
            place.roots = [Root.of(place.model._base_manager.get(pk=place.key))]


def roots_of_stored(row: Any) -> list[Root]:
    """Return the nouns in whose history a stored patch is."""
    if isinstance(row, WorkingCopy):
        return [root_of_copy(row)]
    if isinstance(row, Merge):
        return [Root(row.noun, row.survivor), Root(row.noun, row.loser)] if model_exists(row.noun) else []
    key = key_or_none(row.noun, row.key) if model_exists(row.noun) else None
    return [] if key is None else [Root(row.noun, key)]


def own_names_with(value: Value, root: Root) -> list[str]:
    """Return the labels of the fields of a noun that can't be emptied, and in which a value stands."""
    row = root.rows().first()
    fields = columns(root.noun).values() if row else ()
    return [
        str(column.verbose_name)
        for column in fields
        if is_own_name(root.noun, column) and value.is_in(str(column.value_from_object(row) or ""))
    ]
