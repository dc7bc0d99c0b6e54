"""Patches: what holds of any two and three states of a document, drawn by chance from a fixed seed."""

import json
from itertools import pairwise
from random import Random

import pytest

from catalog.editing.conflicts import find_conflicts, resolve_conflicts
from catalog.editing.patches import Document, Patch, RowChange

NOUNS, FIELDS, VALUES = ("film", "credit", "image"), ("a", "b", "file", "width"), (None, "", 0, 1, "x", [1, 2])
SEEDS = range(60)


def made(chance):
    """A row."""
    return {name: chance.choice(VALUES) for name in FIELDS}


def drawn(chance):
    """A document: of each noun some of the keys 1 to 4."""
    rows = {noun: {str(key): made(chance) for key in range(1, 5) if chance.random() < 0.6} for noun in NOUNS}
    return Document({noun: fields for noun, fields in rows.items() if fields})


def changed(chance, document, new):
    """The document after somebody's save: rows kept, changed, deleted, and new ones under keys of their own."""
    found = Document()
    for noun in NOUNS:
        held = {}
        for key, fields in document.get(noun, {}).items():
            fate = chance.choice(("kept", "changed", "changed", "deleted"))
            if fate != "deleted":
                some = {n: chance.choice(VALUES) for n in FIELDS if fate == "changed" and chance.random() < 0.5}
                held[key] = fields | some
        if chance.random() < 0.4:
            held[new] = made(chance)
        if held:
            found[noun] = held
    return found


def applied(patch, document):
    """What a patch makes of a document; it has to fit."""
    found = {noun: dict(held) for noun, held in document.items()}
    for noun, key, was, now in patch.changes():
        held = found.setdefault(noun, {})
        if was is None:
            assert key not in held
        else:
            assert {name: held[key][name] for name in was} == was
        if now is None:
            assert held.pop(key) == was
        else:
            held[key] = held.get(key, {}) | now
    return Document({noun: held for noun, held in found.items() if held})


@pytest.fixture(params=SEEDS)
def chance(request):
    return Random(request.param)


@pytest.fixture
def before(chance):
    return drawn(chance)


@pytest.fixture
def patches(chance, before):
    """Two editors' changes of one document."""
    return Patch.between(before, changed(chance, before, "5")), Patch.between(before, changed(chance, before, "6"))


def test_a_patch_leads_from_one_document_to_the_other_and_back(chance, before):
    after = changed(chance, before, "5")
    patch = Patch.between(before, after)
    assert applied(patch, before) == after
    assert applied(patch.inverse(), after) == before
    assert patch.inverse().inverse() == patch


def test_a_patch_names_what_changed_and_nothing_else(chance, before):
    assert Patch.between(before, before) == {}
    for _, _, was, now in Patch.between(before, changed(chance, before, "5")).changes():
        assert was is None or now is None or (set(was) == set(now) and all(was[name] != now[name] for name in now))


def test_a_chain_does_what_its_patches_do_one_after_another(chance, before):
    states = [before]
    for number in range(5, 9):
        states.append(changed(chance, states[-1], str(number)))
    steps = [Patch.between(*pair) for pair in pairwise(states)]
    assert Patch.combine(steps) == Patch.between(states[0], states[-1])
    assert Patch.combine([Patch.combine(steps[:2]), Patch.combine(steps[2:])]) == Patch.combine(steps)


def test_a_chain_there_and_back_is_nothing(chance, before):
    patch = Patch.between(before, changed(chance, before, "5"))
    assert Patch.combine([patch, patch.inverse()]) == {}
    assert Patch.combine([]) == {}


def test_the_order_in_which_a_database_keeps_keys_is_no_matter(chance, before, patches):
    theirs, yours = patches
    kept = Patch(json.loads(json.dumps(theirs, sort_keys=True)))
    assert Patch.combine([kept, theirs.inverse()]) == {}
    assert set(map(str, find_conflicts(kept, yours))) == set(map(str, find_conflicts(theirs, yours)))


def test_a_collision_is_one_from_either_side(patches):
    theirs, yours = patches
    ours = {(one.name, str(one.their_value), str(one.your_value)) for one in find_conflicts(theirs, yours)}
    assert {(one.name, str(one.your_value), str(one.their_value)) for one in find_conflicts(yours, theirs)} == ours


def test_what_both_did_alike_is_no_collision(patches):
    theirs, _ = patches
    assert find_conflicts(theirs, theirs) == []
    assert resolve_conflicts(theirs, theirs, set()) == {}


def test_what_is_settled_fits_on_what_the_other_did_and_each_collision_goes_as_chosen(chance, before, patches):
    theirs, yours = patches
    both = find_conflicts(theirs, yours)
    mine = {one.name for one in both if chance.random() < 0.5}
    after = applied(resolve_conflicts(theirs, yours, mine), applied(theirs, before))
    for one in both:
        row = after.get(one.noun, {}).get(one.key)
        side = one.your_value if one.name in mine else one.their_value
        if one.field:
            assert row[one.field] == side
        elif side is None:
            assert row is None
        else:
            assert {name: row[name] for name in side} == side


def test_what_does_not_collide_of_either_stays(before, patches):
    theirs, yours = patches
    contested = {(one.noun, one.key, one.field) for one in find_conflicts(theirs, yours)}
    after = applied(resolve_conflicts(theirs, yours, set()), applied(theirs, before))
    for noun, key, _, now in (change for patch in patches for change in patch.changes()):
        row = after.get(noun, {}).get(key)
        if now is None and (noun, key, "") not in contested:
            assert row is None
        elif (noun, key, "") not in contested:
            # A picture's width goes with its file, which may be contested.
            sure = {n for n in now if (noun, key, n) not in contested and (noun, n) != ("image", "width")}
            assert {name: row[name] for name in sure} == {name: now[name] for name in sure}


def test_a_pictures_measures_go_with_its_file():
    before = Document({"image": {"1": {"file": "old.jpg", "width": 1}}})
    theirs = Patch.between(before, Document({"image": {"1": {"file": "theirs.jpg", "width": 2}}}))
    yours = Patch.between(before, Document({"image": {"1": {"file": "yours.jpg", "width": 3}}}))
    [collision] = find_conflicts(theirs, yours)
    assert collision.field == "file"
    assert resolve_conflicts(theirs, yours, set()) == {}
    assert applied(resolve_conflicts(theirs, yours, {collision.name}), applied(theirs, before)) == applied(
        yours, before
    )


def test_without_leaves_out_fields_of_one_noun_and_no_whole_row(before, patches):
    patch, _ = patches
    rest = patch.without("film", {"a"})
    for change in patch.changes():
        rest_of_change = rest.change_of(*change.row_key)
        if change.noun != "film" or change.before is None or change.after is None:
            assert rest_of_change == change
        else:
            assert set(rest_of_change.after if rest_of_change else ()) == set(change.after) - {"a"}


def test_rows_without_a_change_are_in_no_patch():
    assert Patch.of([None, RowChange("credit", "2", None, {})]) == {"credit": {"2": {"was": None, "is": {}}}}
