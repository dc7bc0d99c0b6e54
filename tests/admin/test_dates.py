"""The desk takes dates as people write them, and says how it read them."""

import json

import pytest

from catalog.models import Film, Person, State
from tests.admin.desk_forms import address, form_fields, open_film, save_film
from tests.factories import make_film

pytestmark = pytest.mark.django_db


def test_a_form_takes_a_date_as_people_write_it_and_says_how_it_was_read(desk):
    film = make_film(state=State.DRAFT)
    assert save_film(desk, film, open_film(desk, film) | {"given_date": "c. 1926"}).status_code == 302
    film.refresh_from_db()
    assert str(film.given_date) == "1926~"
    html = desk.get(f"/admin/catalog/film/{film.pk}/change/").text
    assert '<span class="date-words" role="status">c. 1926</span>' in html


def test_a_form_offers_both_readings_of_an_ambiguous_date_and_takes_the_chosen_one(desk):
    film = make_film(state=State.DRAFT)
    fields = open_film(desk, film) | {"given_date": "3/4/1927"}
    html = save_film(desk, film, fields).text
    assert "3 April 1927" in html
    assert "4 March 1927" in html
    assert 'name="given_date-reading" value="3/4/1927 = 1927-03-04"' in html
    assert not Film.objects.get(pk=film.pk).given_date
    fields["given_date-reading"] = "3/4/1927 = 1927-03-04"
    assert save_film(desk, film, fields).status_code == 302
    assert str(Film.objects.get(pk=film.pk).given_date) == "1927-03-04"


def test_a_choice_between_readings_does_not_outlive_another_date(desk):
    film = make_film(state=State.DRAFT)
    fields = open_film(desk, film) | {"given_date": "1928", "given_date-reading": "3/4/1927 = 1927-03-04"}
    assert save_film(desk, film, fields).status_code == 302
    assert str(Film.objects.get(pk=film.pk).given_date) == "1928"


def test_the_desk_tells_a_script_how_a_date_is_read(desk):
    def reading(text):
        return json.loads(desk.get("/admin/read-date/", {"text": text}).content)

    assert reading("ca. 1926") == {"edtf": "1926~", "words": "c. 1926"}
    assert reading("1926") == {"edtf": "1926", "words": ""}
    assert "error" in reading("rubbish")
    assert len(reading("3/4/1927")["readings"]) == 2
    assert reading("") == {}


@pytest.mark.parametrize(
    ("address", "query", "answer"),
    [
        ("read-time", {"text": "2:33"}, {"words": "2 h 33 min"}),
        ("read-time", {"text": "133'05\""}, {"words": "2 h 13 min 5 s"}),
        ("read-time", {"text": ""}, {}),
        (
            "read-id",
            {"text": "https://www.imdb.com/title/tt0017136/", "scheme": "imdb", "noun": "film"},
            {"words": "tt0017136"},
        ),
        ("read-id", {"text": "tt0017136", "scheme": "", "noun": "film"}, {}),
    ],
)
def test_the_desk_tells_a_script_how_a_running_time_and_an_id_are_read(desk, address, query, answer):
    assert desk.get(f"/admin/{address}/", query).json() == answer


@pytest.mark.parametrize("query", [{"text": "rubbish"}, {"text": "rubbish", "scheme": "imdb", "noun": "film"}])
def test_what_cannot_be_read_is_said_while_it_is_typed(desk, query):
    answer = desk.get(f"/admin/{'read-id' if 'scheme' in query else 'read-time'}/", query).json()
    assert "“rubbish” is no" in answer["error"]


def test_dates_that_contradict_each_other_but_are_marked_are_saved_with_a_warning(desk):
    page = address("person", "add")
    fields = form_fields(desk.get(page)) | {"name": "Kino", "born": "c. 1944", "died": "1943"}
    response = desk.post(page, fields, follow=True)
    assert str(Person.objects.get().born) == "1944~"
    assert "1943 is before c. 1944" in response.text
