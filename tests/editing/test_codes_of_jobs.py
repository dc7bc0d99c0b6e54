"""Departments and jobs that were stored without a code have that under which they shipped, or one from their name; in patches, too."""

from importlib import import_module

import pytest

migration = import_module("catalog.migrations.0020_codes_of_jobs")
names = import_module("catalog.migrations.0021_credits_as_they_read")


@pytest.fixture
def codes():
    return migration.Codes({("job", "1"): "director", ("department", "3"): "acting"})


def test_a_shipped_job_has_its_key_whatever_it_is_called(codes):
    assert codes.code_of("job", 1, "Regie") == "director"
    assert codes.code_of("department", 3, "Darsteller") == "acting"


def test_a_job_that_an_editor_added_has_a_code_of_its_own(codes):
    assert codes.code_of("job", 7, "Żaluzje & Licht") == "zaluzje-licht"
    assert codes.code_of("job", 8, "Director") == "director-2"
    assert codes.code_of("job", 9, "Director") == "director-3"
    assert codes.code_of("job", 8, "Another name") == "director-2"
    assert codes.code_of("job", 10, "監督") == "term"


def test_a_deleted_job_comes_back_with_its_code(codes):
    patch = {"job": {"1": {"was": {"name": "Regie"}, "is": None}, "2": {"was": {"name": "A"}, "is": {"name": "B"}}}}
    assert codes.coded_patch(patch) == {
        "job": {
            "1": {"was": {"code": "director", "name": "Regie"}, "is": None},
            "2": {"was": {"name": "A"}, "is": {"name": "B"}},
        }
    }


def test_names_in_credits_are_folded_as_the_desk_folds_what_is_typed():
    assert names.search_text("Sławomir O’Kürten-Lange") == " slawomir okurten lange"
