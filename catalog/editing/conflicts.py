"""Two editors' changes of one document of which one points at rows that the other deletes.

Such a row is a choice as a collision is: it stays, with what points at it, or both go.
"""

from catalog.editing.documents import choices, columns, references
from catalog.editing.patches import build, collisions, rows, settled


def leaning(theirs, yours):
    """The rows that one deletes and the other points at: those that they delete, and those that you do."""
    return lost(theirs, yours), lost(yours, theirs)


def named(row):
    """How a form names the choice, as it names a collision."""
    return "{}-{}-".format(*row)


def open_choices(theirs, yours):
    """The names of all that an editor has to choose a side of."""
    leant = [named(row) for side in leaning(theirs, yours) for row in side]
    return {one.name for one in collisions(theirs, yours)} | set(leant)


def left(theirs, yours, mine):
    """What is left to do of yours after theirs was done. `mine` names the choices in which yours holds."""
    declined = open_choices(theirs, yours) - mine
    patch = settled(theirs, yours, mine)
    patch = let_go(patch, [row for row in lost(theirs, patch) if named(row) in declined])
    patch = spared(patch, [row for row in lost(yours, theirs) if named(row) in declined])
    return swept(theirs, brought(theirs, patch))


def lost(theirs, yours):
    """The rows, as (noun, key), that one patch deletes and the other makes its rows point at."""
    pointed = ((noun, str(key)) for noun, keys in references(yours).items() for key in keys)
    return sorted((noun, key) for noun, key in pointed if deletes(theirs, noun, key))


def deletes(patch, noun, key):
    change = patch.get(noun, {}).get(key)
    return change is not None and change["is"] is None


def brought(theirs, yours):
    """A patch with the rows brought back that it points at, and those that they point at."""
    while gone := lost(theirs, yours):
        back = build((noun, key, {"was": None, "is": theirs[noun][key]["was"]}) for noun, key in gone)
        yours = {noun: yours.get(noun, {}) | back.get(noun, {}) for noun in [*yours, *back]}
    return yours


def spared(yours, kept):
    """A patch that deletes neither some rows nor what goes with them."""
    return build(
        (noun, key, change)
        for noun, key, change in rows(yours)
        if change["is"] is not None or not ((noun, key) in kept or pointing(noun, change["was"], kept))
    )


def swept(theirs, yours):
    """A patch that deletes, with a row, what they have newly put under it."""
    kept = let_go(theirs, [(noun, key) for noun, key, change in rows(yours) if change["is"] is None])
    under = build(
        (noun, key, {"was": change["is"], "is": None})
        for noun, key, change in rows(theirs)
        if change["was"] is None and key not in kept.get(noun, {})
    )
    return {noun: under.get(noun, {}) | yours.get(noun, {}) for noun in [*yours, *under]}


def let_go(yours, gone):
    """A patch less what points at some rows; a new row goes whole, with those that point at it."""
    gone = set(gone)
    while True:
        kept = build((noun, key, less(noun, change, gone)) for noun, key, change in rows(yours))
        new = ((noun, key) for noun, key, change in rows(yours) if change["was"] is None)
        went = {(noun, key) for noun, key in new if key not in kept.get(noun, {})}
        if went <= gone:
            return kept
        gone |= went


def less(noun, change, gone):
    """A change of a row less the fields that point at what is gone; None where nothing of it is left."""
    if change["is"] is None:
        return change
    names = change["is"].keys() - pointing(noun, change["is"], gone)
    if len(names) == len(change["is"]):
        return change
    if change["was"] is None or not names:
        return None
    return {side: {name: change[side][name] for name in names} for side in ("was", "is")}


def pointing(noun, fields, gone):
    """The names of a row's fields that point at some rows."""
    known, found = columns(noun) | choices(noun), set()
    for name, value in fields.items():
        if name in known and known[name].is_relation:
            target = known[name].related_model._meta.model_name
            if any((target, str(key)) in gone for key in (value if isinstance(value, list) else [value])):
                found.add(name)
    return found
