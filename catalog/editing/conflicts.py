"""Find where two editors' changes of one document conflict, and what of the second save remains after the choices.

There are two kinds of conflicts. A `Conflict`: both changed one field, or one changed a row that the other deleted. Or
`deleted_but_referenced`: one deleted a row that rows of the other refer to; then either the row stays, with what refers
to it, or both go. An editor chooses a side of each; both kinds are named alike in forms.
`catalog.admin.core.conflicts` puts them into words.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from catalog.editing.documents import keys_in, relations
from catalog.editing.patches import DERIVED_FIELDS, Fields, Patch, RowChange, RowKey
from catalog.editing.references import referenced_keys


class Conflict(NamedTuple):
    """A field, or a whole row, that two patches of one document changed in different ways.

    Where one side deleted the row and the other changed it, `field` is empty, and the value of the side that deleted it
    is None.
    """

    noun: str
    key: str
    field: str
    their_value: Any
    your_value: Any

    @property
    def name(self) -> str:
        return choice_name(self.noun, self.key, self.field)


def choice_name(noun: str, key: str, field: str = "") -> str:
    """Name a choice in a form: of a field, or of a whole row."""
    return f"{noun}-{key}-{field}"


def choice_names(their_patch: Patch, your_patch: Patch) -> set[str]:
    """Return the form names of all choices: of conflicts, and of deleted rows to which the other patch refers."""
    rows = [row for side in deleted_but_referenced(their_patch, your_patch) for row in side]
    return {conflict.name for conflict in find_conflicts(their_patch, your_patch)} | {choice_name(*row) for row in rows}


def find_conflicts(their_patch: Patch, your_patch: Patch) -> list[Conflict]:
    """Return the fields and rows that both patches changed, each in its own way."""
    conflicts = []
    for your_change in your_patch.changes():
        noun, key = your_change.row_key
        their_change = their_patch.change_of(noun, key)
        if their_change is None or (your_change.after is None and their_change.after is None):
            continue
        if your_change.after is None or their_change.after is None:
            conflicts.append(Conflict(noun, key, "", their_change.after, your_change.after))
            continue
        derived_fields = DERIVED_FIELDS.get(noun, {})
        conflicts += [
            Conflict(noun, key, name, their_change.after[name], value)
            for name, value in your_change.after.items()
            if name not in derived_fields and name in their_change.after and their_change.after[name] != value
        ]
    return conflicts


def deleted_but_referenced(their_patch: Patch, your_patch: Patch) -> tuple[list[RowKey], list[RowKey]]:
    """Return the rows that they deleted and you refer to, and those that you deleted and they refer to."""
    return referenced_deletions(their_patch, your_patch), referenced_deletions(your_patch, their_patch)


def referenced_deletions(deleting_patch: Patch, referring_patch: Patch) -> list[RowKey]:
    """Return the rows that one patch deletes and rows of the other patch refer to."""
    row_keys = ((noun, str(key)) for noun, keys in referenced_keys(referring_patch).items() for key in keys)
    return sorted(row for row in row_keys if deleting_patch.deletes(*row))


def remaining_patch(their_patch: Patch, your_patch: Patch, your_choices: Collection[str]) -> Patch:
    """Return what of your patch is to be applied after theirs.

    `your_choices` are the names of the choices in which your side was chosen; in all others theirs was.
    """
    their_choices = choice_names(their_patch, your_patch).difference(your_choices)
    patch = resolve_conflicts(their_patch, your_patch, your_choices)
    patch = without_references(patch, rows_in(referenced_deletions(their_patch, patch), their_choices))
    patch = without_deletions(patch, rows_in(referenced_deletions(your_patch, their_patch), their_choices))
    patch = restore_referenced_rows(their_patch, patch)
    return delete_new_dependents(their_patch, patch)


def rows_in(rows: list[RowKey], choices: Collection[str]) -> set[RowKey]:
    """Return the rows whose choice is among some choices."""
    return {row for row in rows if choice_name(*row) in choices}


def resolve_conflicts(their_patch: Patch, your_patch: Patch, your_choices: Collection[str]) -> Patch:
    """Leave out of your patch what theirs did already, and each conflict that is not among your choices."""
    return Patch.of(
        resolve_row(their_patch.change_of(*change.row_key), change, your_choices) for change in your_patch.changes()
    )


def resolve_row(
    their_change: RowChange | None, your_change: RowChange, your_choices: Collection[str]
) -> RowChange | None:
    """Return what of your change of a row is to be done after theirs."""
    if their_change is None:
        return your_change
    noun, key = your_change.row_key
    row_is_yours = choice_name(noun, key) in your_choices
    if their_change.after is None:
        if your_change.after is None or not row_is_yours:
            return None
        return RowChange(noun, key, None, (their_change.before or {}) | your_change.after)
    fields = (your_change.before or {}) | their_change.after
    if your_change.after is None:
        return RowChange(noun, key, fields, None) if row_is_yours else None
    derived_fields = DERIVED_FIELDS.get(noun, {})
    after = {
        name: value
        for name, value in your_change.after.items()
        if name not in their_change.after
        or (
            their_change.after[name] != value and choice_name(noun, key, derived_fields.get(name, name)) in your_choices
        )
    }
    return RowChange.between(noun, key, {name: fields[name] for name in after}, after)


def restore_referenced_rows(their_patch: Patch, your_patch: Patch) -> Patch:
    """Add to your patch the rows that it refers to and they deleted, and those that these refer to in turn."""
    while missing_rows := referenced_deletions(their_patch, your_patch):
        changes = (their_patch.change_of(*row) for row in missing_rows)
        your_patch = your_patch.with_changes_of(Patch.of(change.inverse() for change in changes if change))
    return your_patch


def delete_new_dependents(their_patch: Patch, your_patch: Patch) -> Patch:
    """Add to your patch the deletion of the rows that they added under a row that you delete."""
    deleted_rows = {change.row_key for change in your_patch.changes() if change.after is None}
    kept_patch = without_references(their_patch, deleted_rows)
    deletions = Patch.of(
        change.inverse()
        for change in their_patch.changes()
        if change.before is None and kept_patch.change_of(*change.row_key) is None
    )
    return deletions.with_changes_of(your_patch)


def without_deletions(patch: Patch, rows: set[RowKey]) -> Patch:
    """Leave out of a patch the deletion of some rows, and of the rows that refer to them."""
    return Patch.of(
        change
        for change in patch.changes()
        if change.after is not None
        or not (change.row_key in rows or fields_referring_to(change.noun, change.before or {}, rows))
    )


def without_references(patch: Patch, rows: set[RowKey]) -> Patch:
    """Leave out of a patch what refers to some rows; a new row is left out whole, and what refers to it, too."""
    rows = set(rows)
    while True:
        kept_patch = Patch.of(without_fields_referring_to(change, rows) for change in patch.changes())
        new_rows = {change.row_key for change in patch.changes() if change.before is None}
        dropped_rows = {row for row in new_rows if kept_patch.change_of(*row) is None}
        if dropped_rows <= rows:
            return kept_patch
        rows |= dropped_rows


def without_fields_referring_to(change: RowChange, rows: set[RowKey]) -> RowChange | None:
    """Leave out of a change the fields that refer to some rows.

    Return None where no field is left, or where a new row would lose one.
    """
    if change.after is None:
        return change
    referring = fields_referring_to(change.noun, change.after, rows)
    if not referring:
        return change
    return None if change.before is None else change.only(change.after.keys() - referring)


def fields_referring_to(noun: str, fields: Fields, rows: set[RowKey]) -> set[str]:
    """Return the names of the fields that refer to one of some rows."""
    targets = relations(noun)
    return {
        name
        for name, value in fields.items()
        if name in targets and any((targets[name], str(key)) in rows for key in keys_in(value))
    }
