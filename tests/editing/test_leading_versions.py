"""Running times and languages that were stored of films become those of their leading versions, in patches, too."""

from datetime import UTC, datetime
from importlib import import_module

import pytest

Movement = import_module("catalog.migrations.0014_leading_versions").Movement


@pytest.fixture
def movement():
    return Movement(datetime(2026, 1, 1, tzinfo=UTC))


def test_a_change_of_a_running_time_becomes_one_of_the_version(movement):
    patch = {
        "film": {"7": {"was": {"runtime_minutes": None, "title": "A"}, "is": {"runtime_minutes": 90, "title": "B"}}}
    }
    assert movement.moved_patch(patch) == {
        "film": {"7": {"was": {"title": "A"}, "is": {"title": "B"}}},
        "version": {"7": {"was": {"runtime_minutes": None}, "is": {"runtime_minutes": 90}}},
    }


def test_a_film_that_only_changed_its_running_time_changes_no_more_itself(movement):
    patch = {"film": {"7": {"was": {"runtime_minutes": 91}, "is": {"runtime_minutes": 90}}}}
    assert movement.moved_patch(patch).keys() == {"version"}


def test_each_language_becomes_a_row_which_keeps_its_number(movement):
    gains = {"film": {"7": {"was": {"languages": ["en"]}, "is": {"languages": ["en", "pl"]}}}}
    loses = {"film": {"7": {"was": {"languages": ["en", "pl"]}, "is": {"languages": ["pl"]}}}}
    english, polish = ({"version": 7, "language": tag, "use": "spoken"} for tag in ("en", "pl"))
    assert movement.moved_patch(gains) == {"versionlanguage": {"1": {"was": None, "is": polish}}}
    assert movement.moved_patch(loses) == {"versionlanguage": {"2": {"was": english, "is": None}}}
    assert movement.moved_patch({"film": {"7": {"was": {"languages": ["pl"]}, "is": {"languages": []}}}}) == {
        "versionlanguage": {"1": {"was": polish, "is": None}}
    }


@pytest.mark.parametrize("side", ["was", "is"])
def test_a_film_that_was_entered_or_deleted_has_its_version_with_it(movement, side):
    fields = {"title": "A", "runtime_minutes": 90, "languages": ["en"]}
    patch = movement.moved_patch({"film": {"7": {"was": None, "is": None} | {side: fields}}})
    assert patch["film"]["7"][side] == {"title": "A"}
    version = patch["version"]["7"][side]
    assert (version["film"], version["leads"], version["runtime_minutes"], version["state"]) == (
        7,
        True,
        90,
        "published",
    )
    [language] = patch["versionlanguage"].values()
    assert language[side] == {"version": 7, "language": "en", "use": "spoken"}


def test_citations_of_what_moves_stand_under_the_version(movement):
    citation = {"film": 7, "source": 1, "field": "runtime_minutes", "quote": ""}
    other_citation = citation | {"field": "title"}
    patch = movement.moved_patch(
        {"citation": {"1": {"was": None, "is": citation}, "2": {"was": None, "is": other_citation}}}
    )
    assert patch["citation"]["1"]["is"] == citation | {"version": 7}
    assert patch["citation"]["2"]["is"] == other_citation


def test_a_working_copy_inside_of_a_merge_is_moved_too(movement):
    inner = {"film": {"7": {"was": {"runtime_minutes": None}, "is": {"runtime_minutes": 90}}}}
    patch = movement.moved_patch({"workingcopy": {"7": {"was": {"patch": inner}, "is": None}}})
    assert patch["workingcopy"]["7"]["was"]["patch"].keys() == {"version"}
