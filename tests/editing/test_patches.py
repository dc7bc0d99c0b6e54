"""Patches: what holds of any two and three states of a document, drawn by chance from a fixed seed."""

import json
from itertools import pairwise
from random import Random

import pytest

from catalog.editing.conflicts import find_conflicts, resolve_conflicts
from catalog.editing.patches import Document, Patch, RowChange

NOUNS, FIELDS, VALUES = ("film", "credit", "image"), ("a", "b", "file", "width"), (None, "", 0, 1, "x", [1, 2])
SEEDS = range(60)


def draw_row(chance):
    """A row."""
    return {name: chance.choice(VALUES) for name in FIELDS}


def draw_document(chance):
    """A document: of each noun some of the keys 1 to 4."""
    rows = {noun: {str(key): draw_row(chance) for key in range(1, 5) if chance.random() < 0.6} for noun in NOUNS}
    return Document({noun: fields for noun, fields in rows.items() if fields})


def save_by_chance(chance, document, new):
    """The document after somebody's save: rows kept, changed, deleted, and new ones under keys of their own."""
    rows = Document()
    for noun in NOUNS:
        noun_rows = {}
        for key, fields in document.get(noun, {}).items():
            fate = chance.choice(("kept", "changed", "changed", "deleted"))
            if fate != "deleted":
                new_values = {n: chance.choice(VALUES) for n in FIELDS if fate == "changed" and chance.random() < 0.5}
                noun_rows[key] = fields | new_values
        if chance.random() < 0.4:
            noun_rows[new] = draw_row(chance)
        if noun_rows:
            rows[noun] = noun_rows
    return rows


def apply_to(patch, document):
    """What a patch makes of a document; it has to fit."""
    rows = {noun: dict(noun_rows) for noun, noun_rows in document.items()}
    for noun, key, before, after in patch.changes():
        noun_rows = rows.setdefault(noun, {})
        if before is None:
            assert key not in noun_rows
        else:
            assert {name: noun_rows[key][name] for name in before} == before
        if after is None:
            assert noun_rows.pop(key) == before
        else:
            noun_rows[key] = noun_rows.get(key, {}) | after
    return Document({noun: noun_rows for noun, noun_rows in rows.items() if noun_rows})


@pytest.fixture(params=SEEDS)
def chance(request):
    return Random(request.param)


@pytest.fixture
def before(chance):
    return draw_document(chance)


@pytest.fixture
def patches(chance, before):
    """Two editors' changes of one document."""
    return Patch.between(before, save_by_chance(chance, before, "5")), Patch.between(
        before, save_by_chance(chance, before, "6")
    )


def test_a_patch_leads_from_one_document_to_the_other_and_back(chance, before):
    after = save_by_chance(chance, before, "5")
    patch = Patch.between(before, after)
    assert apply_to(patch, before) == after
    assert apply_to(patch.inverse(), after) == before
    assert patch.inverse().inverse() == patch


def test_a_patch_names_what_changed_and_nothing_else(chance, before):
    assert Patch.between(before, before) == {}
    for _, _, old, new in Patch.between(before, save_by_chance(chance, before, "5")).changes():
        assert old is None or new is None or (set(old) == set(new) and all(old[name] != new[name] for name in new))


def test_a_chain_does_what_its_patches_do_one_after_another(chance, before):
    states = [before]
    for number in range(5, 9):
        states.append(save_by_chance(chance, states[-1], str(number)))
    steps = [Patch.between(*pair) for pair in pairwise(states)]
    assert Patch.combine(steps) == Patch.between(states[0], states[-1])
    assert Patch.combine([Patch.combine(steps[:2]), Patch.combine(steps[2:])]) == Patch.combine(steps)


def test_a_chain_there_and_back_is_nothing(chance, before):
    patch = Patch.between(before, save_by_chance(chance, before, "5"))
    assert Patch.combine([patch, patch.inverse()]) == {}
    assert Patch.combine([]) == {}


def test_the_order_in_which_a_database_keeps_keys_is_no_matter(chance, before, patches):
    their_patch, your_patch = patches
    stored_patch = Patch(json.loads(json.dumps(their_patch, sort_keys=True)))
    assert Patch.combine([stored_patch, their_patch.inverse()]) == {}
    assert set(map(str, find_conflicts(stored_patch, your_patch))) == set(
        map(str, find_conflicts(their_patch, your_patch))
    )


def test_a_collision_is_one_from_either_side(patches):
    their_patch, your_patch = patches
    conflicts = {
        (conflict.name, str(conflict.their_value), str(conflict.your_value))
        for conflict in find_conflicts(their_patch, your_patch)
    }
    assert {
        (conflict.name, str(conflict.your_value), str(conflict.their_value))
        for conflict in find_conflicts(your_patch, their_patch)
    } == conflicts


def test_what_both_did_alike_is_no_collision(patches):
    their_patch, _ = patches
    assert find_conflicts(their_patch, their_patch) == []
    assert resolve_conflicts(their_patch, their_patch, set()) == {}


def test_what_is_settled_fits_on_what_the_other_did_and_each_collision_goes_as_chosen(chance, before, patches):
    their_patch, your_patch = patches
    conflicts = find_conflicts(their_patch, your_patch)
    your_choices = {conflict.name for conflict in conflicts if chance.random() < 0.5}
    after = apply_to(resolve_conflicts(their_patch, your_patch, your_choices), apply_to(their_patch, before))
    for conflict in conflicts:
        row = after.get(conflict.noun, {}).get(conflict.key)
        side = conflict.your_value if conflict.name in your_choices else conflict.their_value
        if conflict.field:
            assert row[conflict.field] == side
        elif side is None:
            assert row is None
        else:
            assert {name: row[name] for name in side} == side


def test_what_does_not_collide_of_either_stays(before, patches):
    their_patch, your_patch = patches
    contested = {(conflict.noun, conflict.key, conflict.field) for conflict in find_conflicts(their_patch, your_patch)}
    after = apply_to(resolve_conflicts(their_patch, your_patch, set()), apply_to(their_patch, before))
    for noun, key, _, new in (change for patch in patches for change in patch.changes()):
        row = after.get(noun, {}).get(key)
        if new is None and (noun, key, "") not in contested:
            assert row is None
        elif (noun, key, "") not in contested:
            # A picture's width goes with its file, which may be contested.
            uncontested = {n for n in new if (noun, key, n) not in contested and (noun, n) != ("image", "width")}
            assert {name: row[name] for name in uncontested} == {name: new[name] for name in uncontested}


def test_a_pictures_measures_go_with_its_file():
    before = Document({"image": {"1": {"file": "old.jpg", "width": 1}}})
    their_patch = Patch.between(before, Document({"image": {"1": {"file": "theirs.jpg", "width": 2}}}))
    your_patch = Patch.between(before, Document({"image": {"1": {"file": "yours.jpg", "width": 3}}}))
    [collision] = find_conflicts(their_patch, your_patch)
    assert collision.field == "file"
    assert resolve_conflicts(their_patch, your_patch, set()) == {}
    assert apply_to(
        resolve_conflicts(their_patch, your_patch, {collision.name}), apply_to(their_patch, before)
    ) == apply_to(your_patch, before)


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
