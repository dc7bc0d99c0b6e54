"""Two editors' changes of one document of which one points at rows that the other deletes.

Such a row is a choice as a collision is: it stays, with what points at it, or both go.
"""

from typing import Any, NamedTuple

from catalog.editing.documents import columns, many_to_many_fields
from catalog.editing.patches import DERIVED_FIELDS, Change, Patch, build, difference, row_changes
from catalog.editing.references import referenced_keys


class Conflict(NamedTuple):
    """One thing that two patches of one document both changed, each in its own way.

    `field` is empty where one deleted a row that the other changed; a side that deleted it is then None.
    """

    noun: str
    key: str
    field: str
    theirs: Any
    yours: Any

    @property
    def name(self) -> str:
        """How a form names the choice."""
        return f"{self.noun}-{self.key}-{self.field}"


def find_conflicts(theirs: Patch, yours: Patch) -> list[Conflict]:
    """What cannot be had both ways."""
    found = []
    for noun, key, mine in row_changes(yours):
        other = theirs.get(noun, {}).get(key)
        if other is None or (mine["is"] is None and other["is"] is None):
            continue
        if mine["is"] is None or other["is"] is None:
            found.append(Conflict(noun, key, "", other["is"], mine["is"]))
            continue
        led = DERIVED_FIELDS.get(noun, {})
        found += [
            Conflict(noun, key, name, other["is"][name], value)
            for name, value in mine["is"].items()
            if name not in led and name in other["is"] and other["is"][name] != value
        ]
    return found


def resolve_conflicts(theirs: Patch, yours: Patch, mine: set[str]) -> Patch:
    """What is left to do of yours after theirs was done. `mine` names the collisions in which yours holds."""

    def left(noun: str, key: str, change: Change) -> Change | None:
        other = theirs.get(noun, {}).get(key)
        if other is None:
            return change
        was, now = other["was"], other["is"]
        if now is None:
            if change["is"] is None or f"{noun}-{key}-" not in mine:
                return None
            return {"was": None, "is": (was or {}) | change["is"]}
        if change["is"] is None:
            return {"was": (change["was"] or {}) | now, "is": None} if f"{noun}-{key}-" in mine else None
        led = DERIVED_FIELDS.get(noun, {})
        kept = [
            name
            for name, value in change["is"].items()
            if name not in now or (now[name] != value and f"{noun}-{key}-{led.get(name, name)}" in mine)
        ]
        so_far = (change["was"] or {}) | now
        return difference({name: so_far[name] for name in kept}, {name: change["is"][name] for name in kept})

    return build((noun, key, left(noun, key, change)) for noun, key, change in row_changes(yours))


def deleted_but_referenced(theirs, yours):
    """The rows that one deletes and the other points at: those that they delete, and those that you do."""
    return referenced_deletions(theirs, yours), referenced_deletions(yours, theirs)


def choice_name(row):
    """How a form names the choice, as it names a collision."""
    return "{}-{}-".format(*row)


def choice_names(theirs, yours):
    """The names of all that an editor has to choose a side of."""
    leant = [choice_name(row) for side in deleted_but_referenced(theirs, yours) for row in side]
    return {one.name for one in find_conflicts(theirs, yours)} | set(leant)


def remaining_patch(theirs, yours, mine):
    """What is left to do of yours after theirs was done. `mine` names the choices in which yours holds."""
    declined = choice_names(theirs, yours) - mine
    patch = resolve_conflicts(theirs, yours, mine)
    patch = without_references(
        patch, [row for row in referenced_deletions(theirs, patch) if choice_name(row) in declined]
    )
    patch = without_deletions(
        patch, [row for row in referenced_deletions(yours, theirs) if choice_name(row) in declined]
    )
    return delete_new_dependents(theirs, restore_referenced_rows(theirs, patch))


def referenced_deletions(theirs, yours):
    """The rows, as (noun, key), that one patch deletes and the other makes its rows point at."""
    pointed = ((noun, str(key)) for noun, keys in referenced_keys(yours).items() for key in keys)
    return sorted((noun, key) for noun, key in pointed if deletes_row(theirs, noun, key))


def deletes_row(patch, noun, key):
    change = patch.get(noun, {}).get(key)
    return change is not None and change["is"] is None


def restore_referenced_rows(theirs, yours):
    """A patch with the rows brought back that it points at, and those that they point at."""
    while gone := referenced_deletions(theirs, yours):
        back = build((noun, key, {"was": None, "is": theirs[noun][key]["was"]}) for noun, key in gone)
        yours = {noun: yours.get(noun, {}) | back.get(noun, {}) for noun in [*yours, *back]}
    return yours


def without_deletions(yours, kept):
    """A patch that deletes neither some rows nor what goes with them."""
    return build(
        (noun, key, change)
        for noun, key, change in row_changes(yours)
        if change["is"] is not None or not ((noun, key) in kept or fields_referring_to(noun, change["was"], kept))
    )


def delete_new_dependents(theirs, yours):
    """A patch that deletes, with a row, what they have newly put under it."""
    kept = without_references(theirs, [(noun, key) for noun, key, change in row_changes(yours) if change["is"] is None])
    under = build(
        (noun, key, {"was": change["is"], "is": None})
        for noun, key, change in row_changes(theirs)
        if change["was"] is None and key not in kept.get(noun, {})
    )
    return {noun: under.get(noun, {}) | yours.get(noun, {}) for noun in [*yours, *under]}


def without_references(yours, gone):
    """A patch less what points at some rows; a new row goes whole, with those that point at it."""
    gone = set(gone)
    while True:
        kept = build(
            (noun, key, without_fields_referring_to(noun, change, gone)) for noun, key, change in row_changes(yours)
        )
        new = ((noun, key) for noun, key, change in row_changes(yours) if change["was"] is None)
        went = {(noun, key) for noun, key in new if key not in kept.get(noun, {})}
        if went <= gone:
            return kept
        gone |= went


def without_fields_referring_to(noun, change, gone):
    """A change of a row less the fields that point at what is gone; None where nothing of it is left."""
    if change["is"] is None:
        return change
    names = change["is"].keys() - fields_referring_to(noun, change["is"], gone)
    if len(names) == len(change["is"]):
        return change
    if change["was"] is None or not names:
        return None
    return {side: {name: change[side][name] for name in names} for side in ("was", "is")}


def fields_referring_to(noun, fields, gone):
    """The names of a row's fields that point at some rows."""
    known, found = columns(noun) | many_to_many_fields(noun), set()
    for name, value in fields.items():
        if name in known and known[name].is_relation:
            target = known[name].related_model._meta.model_name
            if any((target, str(key)) in gone for key in (value if isinstance(value, list) else [value])):
                found.add(name)
    return found
