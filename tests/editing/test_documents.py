"""What is read of a noun's rows is the same by a query that was written before and by one that Django writes anew."""

import pytest

from catalog.editing.documents import PARTS, Root, read_rows
from tests.admin.desk_forms import film_with_rows
from tests.factories import make_image, make_version


@pytest.fixture
def film(db):
    film = film_with_rows(2)
    make_version(film, name="Restored")
    make_image(film)
    film.countries.set(["PL", "US"])
    return film


def test_rows_read_by_one_key_are_those_read_by_a_list_of_keys(film):
    read_nouns = set()
    for root in (Root.of(film), Root("film", film.pk + 1)):
        for noun, path in {**PARTS["film"], "film": "pk"}.items():
            # Twice: the second query is the one that was written for the first.
            first_rows, rows = read_rows(noun, {path: root.key}), read_rows(noun, {path: root.key})
            assert first_rows == rows == read_rows(noun, {f"{path}__in": [root.key]})
            read_nouns |= {noun} if rows else set()
    assert {"film", "credit", "citation", "version", "image", "question"} <= read_nouns


def test_countries_are_read_in_their_order(film):
    film.countries.set(["US", "PL"])
    assert read_rows("film", {"pk": film.pk})[str(film.pk)]["countries"] == ["US", "PL"]
