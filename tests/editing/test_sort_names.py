"""Sort names that nobody typed are emptied, and other names become rows; in patches, too."""

from importlib import import_module

import pytest

Names = import_module("catalog.migrations.0029_sort_names_that_nobody_typed").Names


@pytest.fixture
def names():
    """Person 7 was Ada Old, and is Bea New."""
    names = Names()
    names.note(7, "Bea New")
    names.note_patch({"person": {"7": {"was": {"name": "Ada Old"}, "is": {"name": "Bea New"}}}})
    return names


def row(person, name):
    return {"person": person, "name": name, "kind": "", "public": True, "note": ""}


@pytest.mark.parametrize(
    ("text", "text_after"), [("New, Bea", ""), ("Old, Ada", ""), ("The Great Bea", "The Great Bea"), ("", "")]
)
def test_a_sort_name_stays_only_where_it_follows_from_no_name_of_the_person(names, text, text_after):
    assert names.sort_name(7, text) == text_after


def test_a_renaming_says_nothing_of_sort_names(names):
    patch = {
        "person": {
            "7": {
                "was": {"name": "Ada Old", "sort_name": "Old, Ada"},
                "is": {"name": "Bea New", "sort_name": "New, Bea"},
            }
        }
    }
    assert names.rewritten(patch) == {"person": {"7": {"was": {"name": "Ada Old"}, "is": {"name": "Bea New"}}}}


def test_a_change_of_a_derived_sort_name_alone_is_no_change(names):
    patch = {"person": {"7": {"was": {"sort_name": "Old, Ada"}, "is": {"sort_name": "New, Bea"}}}}
    assert names.rewritten(patch) == {}


def test_a_typed_sort_name_stays_in_the_history(names):
    patch = {"person": {"7": {"was": {"sort_name": "Old, Ada"}, "is": {"sort_name": "Bea"}}}}
    assert names.rewritten(patch) == {"person": {"7": {"was": {"sort_name": ""}, "is": {"sort_name": "Bea"}}}}


@pytest.mark.parametrize("side", ["was", "is"])
def test_a_person_who_was_entered_or_deleted_has_their_names_with_them(names, side):
    fields = {"name": "Bea New", "sort_name": "New, Bea", "other_names": "Bee\nB. New\n", "born": None}
    patch = names.rewritten({"person": {"7": {"was": None, "is": None} | {side: fields}}})
    assert patch["person"]["7"][side] == {"name": "Bea New", "sort_name": "", "born": None}
    assert [change[side] for change in patch["personname"].values()] == [row(7, "Bee"), row(7, "B. New")]


def test_each_name_keeps_its_number(names):
    gains = {"person": {"7": {"was": {"other_names": "Bee"}, "is": {"other_names": "Bee\nB. New"}}}}
    loses = {"person": {"7": {"was": {"other_names": "Bee\nB. New"}, "is": {"other_names": "B. New"}}}}
    assert names.rewritten(gains) == {"personname": {"1": {"was": None, "is": row(7, "B. New")}}}
    assert names.rewritten(loses) == {"personname": {"2": {"was": row(7, "Bee"), "is": None}}}


def test_what_is_about_others_stays_as_it_is(names):
    patch = {"company": {"7": {"was": {"other_names": "A"}, "is": {"other_names": "B"}}}, "film": {}}
    assert names.rewritten(patch) == patch
