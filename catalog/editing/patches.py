"""What changed between two states of a document, both ways: made, chained, turned round, held against another.

A document is `{noun: {key: {field: value}}}`: the rows of a film, say, by model and primary key. A patch is
`{noun: {key: {"was": fields or None, "is": fields or None}}}`: of a changed row the changed fields alone, of a new or a
deleted one the whole row against None. Keys are text and values what JSON holds, so both are kept as they are.
"""

from collections.abc import Iterable, Iterator
from typing import Any

Fields = dict[str, Any]
Document = dict[str, dict[str, Fields]]
Change = dict[str, Fields | None]
Patch = dict[str, dict[str, Change]]

# Fields that are made from another one of their row, and go where it goes.
DERIVED_FIELDS = {"image": dict.fromkeys(("width", "height", "renditions"), "file")}


def row_changes(patch: Patch) -> Iterator[tuple[str, str, Change]]:
    """Each changed row: noun, key, change."""
    for noun, changes in patch.items():
        for key, change in changes.items():
            yield noun, key, change


def build(changes: Iterable[tuple[str, str, Change | None]]) -> Patch:
    """A patch of rows; those without a change are left out."""
    patch: Patch = {}
    for noun, key, change in changes:
        if change:
            patch.setdefault(noun, {})[key] = change
    return patch


def diff(before: Document, after: Document) -> Patch:
    """What leads from one document to another."""
    nouns = dict.fromkeys([*before, *after])
    return build(
        (noun, key, difference(before.get(noun, {}).get(key), after.get(noun, {}).get(key)))
        for noun in nouns
        for key in dict.fromkeys([*before.get(noun, {}), *after.get(noun, {})])
    )


def difference(was: Fields | None, now: Fields | None) -> Change | None:
    """The change from one state of a row to another; None where there is none."""
    if was == now:
        return None
    if was is None or now is None:
        return {"was": was, "is": now}
    changed = [name for name in now if was.get(name) != now[name]]
    return {"was": {name: was.get(name) for name in changed}, "is": {name: now[name] for name in changed}}


def inverse(patch: Patch) -> Patch:
    """What leads back."""
    return build((noun, key, {"was": change["is"], "is": change["was"]}) for noun, key, change in row_changes(patch))


def chain(*patches: Patch) -> Patch:
    """One patch that does what several do one after another; what is changed and changed back drops out."""
    net: Patch = {}
    for patch in patches:
        for noun, key, change in row_changes(patch):
            held = net.setdefault(noun, {})
            joined = combine_changes(held[key], change) if key in held else change
            if joined:
                held[key] = joined
            else:
                del held[key]
    return {noun: changes for noun, changes in net.items() if changes}


def combine_changes(first: Change, then: Change) -> Change | None:
    """Two changes of one row as one."""
    start, end = first["was"], then["is"]
    if start is not None and first["is"] is not None and then["was"] is not None:
        # What the second names and the first does not, was so before both.
        start = then["was"] | start
    if end is not None and then["was"] is not None and first["is"] is not None:
        end = first["is"] | end
    return difference(start, end)


def without(patch: Patch, noun: str, fields: set[str]) -> Patch:
    """The patch less its changes of some fields of a noun's rows; rows that come and go stay whole."""

    def kept(change: Change) -> Change | None:
        was, now = change["was"], change["is"]
        if was is None or now is None:
            return change
        names = set(now) - fields
        return (
            {"was": {n: was[n] for n in was if n in names}, "is": {n: now[n] for n in now if n in names}}
            if names
            else None
        )

    return build((name, key, kept(change) if name == noun else change) for name, key, change in row_changes(patch))
