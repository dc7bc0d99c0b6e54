"""What a language is used for in a version or a copy is typed in its row, whatever the use."""

import pytest

from catalog.models import LanguageUse
from tests.admin.desk_forms import form_errors, open_film, save_film
from tests.factories import make_copy, set_leading


@pytest.fixture(autouse=True)
def _version(film):
    set_leading(film, runtime_minutes=153)


FIELDS = [use for use in LanguageUse if use != LanguageUse.NO_DIALOGUE]


def uses_of(row):
    return [(language.language_id, language.use) for language in row.languages.order_by("id")]


def save_row(desk, film, prefix, **fields):
    fields = open_film(desk, film) | {f"{prefix}-{name}": value for name, value in fields.items()}
    response = save_film(desk, film, fields)
    assert response.status_code == 302, form_errors(response)


@pytest.mark.parametrize("use", FIELDS)
@pytest.mark.parametrize("prefix", ["versions-0", "copies-0"])
def test_each_use_of_a_language_has_a_field_in_the_row(desk, film, prefix, use):
    make_copy(film)
    row = film.versions.get() if prefix == "versions-0" else film.copies.get()
    save_row(desk, film, prefix, **{use: ["de", "pl"]})
    assert uses_of(row) == [("de", use), ("pl", use)]
    save_row(desk, film, prefix, note="In a tin.")
    assert uses_of(row) == [("de", use), ("pl", use)]
    save_row(desk, film, prefix, **{use: []})
    assert uses_of(row) == []


def test_a_version_without_dialogue_is_ticked_as_such_in_its_row(desk, film):
    version = film.versions.get()
    save_row(desk, film, "versions-0", no_dialogue="on")
    assert uses_of(version) == [(None, LanguageUse.NO_DIALOGUE)]
    save_row(desk, film, "versions-0", note="In a tin.")
    assert uses_of(version) == [(None, LanguageUse.NO_DIALOGUE)]
    save_row(desk, film, "versions-0", no_dialogue="")
    assert uses_of(version) == []
