"""What changed between two states of a document, both ways: made, chained, turned round, held against another.

A document is `{noun: {key: {field: value}}}`: the rows of a film, say, by model and primary key. A patch is
`{noun: {key: {"was": fields or None, "is": fields or None}}}`: of a changed row the changed fields alone, of a new or a
deleted one the whole row against None. Keys are text and values what JSON holds, so both are kept as they are.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

Fields = dict[str, Any]
Document = dict[str, dict[str, Fields]]
Change = dict[str, Fields | None]
Patch = dict[str, dict[str, Change]]

# Fields that are made from another one of their row, and go where it goes.
LED = {"image": dict.fromkeys(("width", "height", "renditions"), "file")}


def rows(patch: Patch) -> Iterator[tuple[str, str, Change]]:
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
    return build((noun, key, {"was": change["is"], "is": change["was"]}) for noun, key, change in rows(patch))


def chain(*patches: Patch) -> Patch:
    """One patch that does what several do one after another; what is changed and changed back drops out."""
    net: Patch = {}
    for patch in patches:
        for noun, key, change in rows(patch):
            held = net.setdefault(noun, {})
            joined = followed(held[key], change) if key in held else change
            if joined:
                held[key] = joined
            else:
                del held[key]
    return {noun: changes for noun, changes in net.items() if changes}


def followed(first: Change, then: Change) -> Change | None:
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

    return build((name, key, kept(change) if name == noun else change) for name, key, change in rows(patch))


class Collision(NamedTuple):
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


def collisions(theirs: Patch, yours: Patch) -> list[Collision]:
    """What cannot be had both ways."""
    found = []
    for noun, key, mine in rows(yours):
        other = theirs.get(noun, {}).get(key)
        if other is None or (mine["is"] is None and other["is"] is None):
            continue
        if mine["is"] is None or other["is"] is None:
            found.append(Collision(noun, key, "", other["is"], mine["is"]))
            continue
        led = LED.get(noun, {})
        found += [
            Collision(noun, key, name, other["is"][name], value)
            for name, value in mine["is"].items()
            if name not in led and name in other["is"] and other["is"][name] != value
        ]
    return found


def settled(theirs: Patch, yours: Patch, mine: set[str]) -> Patch:
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
        led = LED.get(noun, {})
        kept = [
            name
            for name, value in change["is"].items()
            if name not in now or (now[name] != value and f"{noun}-{key}-{led.get(name, name)}" in mine)
        ]
        so_far = (change["was"] or {}) | now
        return difference({name: so_far[name] for name in kept}, {name: change["is"][name] for name in kept})

    return build((noun, key, left(noun, key, change)) for noun, key, change in rows(yours))
