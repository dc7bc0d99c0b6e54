import pytest
from django.urls import reverse

from catalog.models import Film
from tests.factories import (
    in_a_week,
    make_citation,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db
PARTS = ["", "credits/", "releases/", "sources/", "questions/", "synopses/", "synopses/compare/"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("wrong", ["", "-another-name", "-"])
def test_a_wrong_or_missing_slug_is_sent_to_the_right_one_with_its_query(client, film, part, wrong):
    response = client.get(f"/films/{film.pk}{wrong}/{part}?page=1&q=%C5%82")
    assert response.status_code == 301
    assert response["Location"] == f"/films/{film.pk}-the-way-back/{part}?page=1&q=%C5%82"
    assert "no-cache" in response["Cache-Control"]


def test_an_id_in_other_figures_is_no_address(client, db):
    make_film(pk=13, title="The Way Back")
    assert client.get("/films/1٣-the-way-back/").status_code == 404


def test_a_slug_of_other_letters_is_the_right_one(client):
    film = make_film(title="千と千尋の神隠し")
    assert client.get(film.get_absolute_url()).status_code == 200
    assert client.get(f"/films/{film.pk}/")["Location"] == film.get_absolute_url()


def test_people_companies_and_sources_have_slugs_too(client, film):
    person, company, source = make_person(name="Dragoș Bucur"), make_company(name="Film Fund"), make_source(title="A")
    make_credit(film, person=person)
    make_film_company(film, company=company)
    make_citation(film, source=source, field="title")
    for noun, row, slug in (
        ("people", person, "dragos-bucur"),
        ("companies", company, "film-fund"),
        ("sources", source, "a"),
    ):
        response = client.get(f"/{noun}/{row.pk}-old/?a=1")
        assert (response.status_code, response["Location"]) == (301, f"/{noun}/{row.pk}-{slug}/?a=1")


@pytest.mark.parametrize("part", [*PARTS, "rating/", "comments/"])
@pytest.mark.parametrize(
    "fields_that_hide",
    [{"state": "draft"}, {"state": "in_review"}, {"state": "withdrawn"}, {"published_from": in_a_week()}],
)
def test_a_film_that_is_not_published_is_not_there(client, part, fields_that_hide):
    film = make_film(title="Draft", **fields_that_hide)
    assert client.get(f"/films/{film.pk}-draft/{part}").status_code == 404
    assert client.get(f"/films/{film.pk}/{part}").status_code == 404


def test_someone_known_only_from_drafts_is_not_there(client):
    draft, person, company, source = make_film(state="draft"), make_person(), make_company(), make_source()
    make_credit(draft, person=person)
    make_film_company(draft, company=company)
    make_citation(draft, source=source, field="title")
    for row in (person, company, source, make_person()):
        assert client.get(row.get_absolute_url()).status_code == 404


def test_someone_is_there_from_the_moment_that_their_film_is_published(client):
    draft, person = make_film(state="draft"), make_person()
    make_credit(draft, person=person)
    assert client.get(person.get_absolute_url()).status_code == 404
    Film.objects.filter(pk=draft.pk).publish()
    assert client.get(person.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("noun", ["films", "people", "companies", "sources"])
@pytest.mark.parametrize("pk", ["0", "999999999999999999", "9999999999999999999999", "01", "x", "-1"])
def test_an_id_that_nothing_has_is_not_there(client, noun, pk):
    response = client.get(f"/{noun}/{pk}-x/")
    assert response.status_code == 404
    assert b"<h1>Not Found</h1>" in response.content


def test_a_slug_with_a_null_byte_is_sent_to_the_right_address(client, film):
    assert client.get(f"/films/{film.pk}-%00/").status_code == 301


def test_pages_are_read_only(client, film):
    assert client.post(film.get_absolute_url()).status_code == 405
    assert client.post(reverse("films")).status_code == 405
