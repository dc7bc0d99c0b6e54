"""What merging and taking a merge back both write: thousands of rows at a time, and the revisions of them."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone, translation

from catalog.editing.documents import PARTS, VISITOR_ROWS, Root, columns, keys_in, model_of, parse_key, relations
from catalog.editing.patches import Fields, Patch, RowChange
from catalog.editing.table_writes import set_many_to_many, update_rows
from catalog.editing.working_copies import without_overridden
from catalog.merging.referring_rows import PREVIEW_LINK, RATING_SUMMARY, WORKING_COPY, batches, roots_of_rows
from catalog.models import (
    CuratedList,
    EntryCitation,
    Film,
    Merge,
    RatingSummary,
    Revision,
    Work,
    moments,
    showing,
    showing_kinds,
)
from catalog.models.base import Derived
from catalog.page_languages import OURS

# {root: (patch of its working copy before, after)}
CopyChanges = Mapping[Root, tuple[Patch, Patch]]

# Rows that have no history of their own.
WITHOUT_HISTORY = {noun for parts in VISITOR_ROWS.values() for noun in parts} | {
    RATING_SUMMARY,
    PREVIEW_LINK,
    WORKING_COPY,
}


def fields_after(patch: Patch) -> dict[str, dict[Any, Fields]]:
    """Return {noun: {key: fields}} of the new values in a patch; keys are as the model has them."""
    fields: dict[str, dict[Any, Fields]] = defaultdict(dict)
    for change in patch.changes():
        if change.after is not None:
            fields[change.noun][parse_key(change.noun, change.key)] = change.after
    return fields


def bulk_update_rows(noun: str, values: Mapping[Any, Fields]) -> None:
    """Set columns and many-to-many fields of rows, {key: fields}: in one query for all rows that get the same values."""
    model = model_of(noun)
    keys_by_values = defaultdict(list)
    for key, fields in values.items():
        column_values = {name: value for name, value in fields.items() if name in columns(noun)}
        if column_values:
            keys_by_values[json.dumps(column_values, sort_keys=True)].append(key)
    has_stamp = "updated_at" in {field.name for field in model._meta.fields}
    stamp = {"updated_at": timezone.now()} if has_stamp else {}
    for column_json, keys in keys_by_values.items():
        for batch in batches(keys):
            model._base_manager.filter(pk__in=batch).update(**json.loads(column_json), **stamp)
            derive_again(model, batch, json.loads(column_json))
    for batch in batches(values):
        set_many_to_many(noun, {str(key): values[key] for key in batch})


def derive_again(model: type[Model], keys: Collection[Any], columns_changed: Collection[str]) -> None:
    """Derive the fields of rows of which columns were changed that they follow from."""
    if issubclass(model, Derived) and model.derived_from.intersection(columns_changed):
        rows = list(model._base_manager.filter(pk__in=keys))
        for row in rows:
            row.derive()
        derived_names = [field.name for field in model._meta.concrete_fields if not field.editable]
        model._base_manager.bulk_update(rows, derived_names)


def update_survivor(noun: str, key: Any, fields: Fields) -> None:
    """Change the survivor's own fields, with what follows from them."""
    if fields:
        [row] = update_rows(noun, {str(key): fields})
        set_many_to_many(noun, {str(key): fields})
        if isinstance(row, Derived):
            row.after_save()


def write_where_allowed(keys: Iterable[Any], write: Callable[[list[Any]], None]) -> list[Any]:
    """Write as many rows as the rules of the catalogue allow; return the keys of the others.

    `write` takes a list of keys. Where a rule is violated, each half is tried alone, down to one row.
    """
    keys = list(keys)
    if not keys:
        return []
    try:
        with transaction.atomic():
            write(keys)
    except IntegrityError:
        if len(keys) == 1:
            return keys
        half = len(keys) // 2
        return write_where_allowed(keys[:half], write) + write_where_allowed(keys[half:], write)
    return []


def split_by_root(patch: Patch) -> dict[Root, Patch]:
    """Split a patch by what each row belongs to in the tables now; rows without a history are left out."""
    changes: dict[Root, list[RowChange | None]] = defaultdict(list)
    for noun, row_changes in patch.items():
        if noun in WITHOUT_HISTORY:
            continue
        if any(noun in parts for parts in PARTS.values()):
            for root, keys in roots_of_rows(noun, [parse_key(noun, key) for key in row_changes]).items():
                changes[root] += [patch.change_of(noun, str(key)) for key in keys]
        else:
            for key in row_changes:
                changes[Root(noun, parse_key(noun, key))].append(patch.change_of(noun, key))
    return {root: Patch.of(root_changes) for root, root_changes in changes.items()}


def note_films_before(noun: str, keys: Iterable[Any]) -> None:
    """Note what the two films of a merge show, before it or its taking back changes their rows."""
    if noun == "film":
        showing.note_films(keys, showing_kinds.showing_kinds())


def note_shown(noun: str, patch: Patch) -> None:
    """Note the people, companies and sources to which rows referred before a merge of a noun other than films, or refer after."""
    if noun == "film":
        return
    keys: dict[str, set[Any]] = defaultdict(set)
    for change in patch.changes():
        for name, target in relations(change.noun).items():
            for fields in (change.before, change.after):
                keys[target].update(keys_in(fields[name]) if fields and fields.get(name) else ())
    for batch in batches(keys["work"]):
        keys["person"].update(
            Work.objects.filter(pk__in=batch, authors__isnull=False).values_list("authors", flat=True)
        )
    for batch in batches(patch.get("entrycitation", ())):
        # What they belong to may be public from another moment than before.
        keys["source"].update(EntryCitation.objects.filter(pk__in=batch).values_list("source", flat=True))
    if "personname" in patch:
        # Whether the sources of all names of somebody are public follows from each of these.
        keys["source"] |= moments.sources_of_names(keys["person"])
    for noun in showing_kinds.shown_nouns():
        showing.note_keys(noun, keys[noun])


def touch_films(roots: Collection[Root], derived_films: Collection[int] = ()) -> None:
    """Mark as changed now the films and lists among some roots, and the films of the works; derive some films again."""
    lists = [root.key for root in roots if root.noun == "curatedlist"]
    for batch in batches(sorted(lists)):
        CuratedList.objects.filter(pk__in=batch).touch()
    films = {root.key for root in roots if root.noun == "film"}
    works = [root.key for root in roots if root.noun == "work"]
    for batch in batches(works):
        films.update(Work.objects.filter(pk__in=batch, films__isnull=False).values_list("films", flat=True))
    for batch in batches(sorted(films)):
        Film.objects.filter(pk__in=batch).touch()
    Film.objects.filter(pk__in=derived_films).derive()
    for film in derived_films:
        RatingSummary.objects.recount(film)


def record_revisions(
    patches: Mapping[Root, Patch],
    *,
    deed: str,
    merge: Merge,
    editor: User | None,
    note: str,
    waiting: bool = False,
    copy_changes: CopyChanges | None = None,
) -> None:
    """Write a revision for each root; where it has a working copy, leave out what that copy overrides."""
    copy_patches = {root: before for root, (before, _) in (copy_changes or {}).items()}
    by_noun: dict[str, dict[Any, Patch]] = defaultdict(dict)
    for root, patch in patches.items():
        visible_patch = without_overridden(patch, copy_patches[root]) if root in copy_patches else patch
        by_noun[root.noun][root.key] = visible_patch
    for noun, patches_by_key in by_noun.items():
        for batch in batches(sorted(patches_by_key)):
            with translation.override(OURS):
                labels = {row.pk: str(row)[:300] for row in model_of(noun)._base_manager.filter(pk__in=batch)}
            Revision.objects.bulk_create(
                Revision(
                    noun=noun,
                    key=key,
                    label=labels.get(key, merge.loser_label),
                    deed=deed,
                    editor=editor,
                    editor_name=editor.get_username()[:150] if editor else "",
                    note=note,
                    patch=patches_by_key[key],
                    waiting=waiting,
                    merge=merge,
                )
                for key in batch
            )
