"""The countries of a film keep the order in which an editor chose them, wherever they are read."""

import pytest

from catalog.editing.documents import Root, read_document
from catalog.editing.edit import apply_change
from catalog.editing.patches import Patch
from catalog.models import Film, State
from tests.admin.desk_forms import open_film, save_film
from tests.factories import make_film

pytestmark = pytest.mark.django_db
CODES = ["US", "GB", "AE", "PL"]


@pytest.fixture
def film():
    film = make_film(state=State.DRAFT)
    film.countries.set(CODES)
    return film


def codes(film):
    return [country.pk for country in film.countries.all()]


def test_countries_come_back_in_the_order_in_which_they_were_set(film):
    assert codes(film) == CODES
    film.countries.set(CODES[::-1])
    assert codes(film) == CODES[::-1]
    film.countries.remove("GB")
    film.countries.add("GB", "DE")
    assert codes(film) == ["PL", "AE", "US", "GB", "DE"]


def test_countries_that_are_fetched_for_many_films_keep_each_films_order_in_two_queries(
    film, django_assert_num_queries
):
    other_film = make_film(state=State.DRAFT)
    other_film.countries.set(CODES[::-1])
    films = Film.objects.order_by("pk").prefetch_related("countries")
    with django_assert_num_queries(2):
        assert [codes(film) for film in films] == [CODES, CODES[::-1]]


def test_the_api_and_the_page_say_countries_in_their_order(film, client):
    Film.objects.publish()
    assert client.get(f"/api/v1/films/{film.pk}/").json()["countries"] == CODES
    html = client.get(film.get_absolute_url()).text
    names = ["United States", "United Kingdom", "United Arab Emirates", "Poland"]
    assert sorted(names, key=html.index) == names


def test_a_change_of_the_order_is_a_change_of_the_film(film):
    root = Root("film", film.pk)
    before = read_document(root)
    film.countries.set(CODES[::-1])
    patch = Patch.between(before, read_document(root))
    assert patch["film"][str(film.pk)]["is"] == {"countries": CODES[::-1]}
    apply_change(root, patch.inverse(), editor=None)
    assert codes(film) == CODES


def test_the_desk_keeps_the_order_of_choice(desk, film):
    fields = open_film(desk, film)
    assert fields["countries"] == CODES
    assert save_film(desk, film, fields | {"countries": ["PL", "US"]}).status_code == 302
    assert codes(film) == ["PL", "US"]
    html = desk.get(f"/admin/catalog/film/{film.pk}/change/").text
    assert html.index('value="PL" selected') < html.index('value="US" selected')
