"""A route costs the same number of queries for one row and for six, for a film with 10 credits and with 300."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.api.films import PARTS, FilmViewSet
from catalog.models.current_site import current_site
from tests.api.conftest import relate, whole_film
from tests.factories import make_credit

EVERYTHING = ",".join(PARTS)


def cost(api, route, **parameters):
    """Return how many queries a request takes in a process that has read the site before."""
    current_site()
    with CaptureQueriesContext(connection) as queries:
        api.read(route, **parameters)
    return len(queries)


def test_six_rows_cost_what_one_costs(api):
    queries = [
        *(
            (f"{noun}/", {})
            for noun in ("films", "people", "companies", "sources", "genres", "jobs", "subjects", "pages", "lists")
        ),
        ("films/", {"include": EVERYTHING, "spoiler_max": 3, "count": "true"}),
        ("search/", {"q": "a f p c", "type": "film,person,company", "count": "true"}),
    ]
    whole_film()
    before = [(route, cost(api, route, **parameters)) for route, parameters in queries]
    for _ in range(5):
        whole_film()
    assert [(route, cost(api, route, **parameters)) for route, parameters in queries] == before


def test_six_rows_of_a_part_cost_what_one_costs(api):
    small, large = whole_film(), whole_film(credit_count=6, rows=6)
    relate(small, 1)
    relate(large, 6)
    for part in (*PARTS, "comments", "rating"):
        assert cost(api, f"films/{large.pk}/{part}/") == cost(api, f"films/{small.pk}/{part}/"), part


def test_a_film_with_300_credits_costs_what_one_with_10_costs(api):
    small, large = whole_film(credit_count=10), whole_film(credit_count=300, rows=6)
    relate(small, 1)
    relate(large, 6)
    for parameters in ({}, {"include": EVERYTHING}, {"include": "credits", "fields": "id"}):
        assert cost(api, f"films/{large.pk}/", **parameters) == cost(api, f"films/{small.pk}/", **parameters)
    assert len(api.read(f"films/{large.pk}/", include="credits")["credits"]) == 300
    limits = {"limit": 100}
    assert cost(api, f"films/{large.pk}/credits/", **limits) == cost(api, f"films/{small.pk}/credits/", **limits)


def test_a_person_with_six_credits_costs_what_one_with_one_costs(api):
    film = whole_film()
    person = film.credits.get().person
    route = f"people/{person.pk}/credits/"
    before = cost(api, route)
    for _ in range(5):
        make_credit(whole_film(), person=person, characters=["Janusz"])
    assert cost(api, route) == before
    assert len(api.read(route)["results"]) == 6


def test_a_page_with_parts_ends_before_it_grows_too_long_and_none_is_left_out(api, monkeypatch):
    monkeypatch.setattr("catalog.api.films.MOST_PART_ROWS", 8)
    films = {whole_film(credit_count=number).pk: number for number in (3, 4, 5, 20, 1)}
    address, films_with_counts = "/api/v1/films/?include=credits&fields=id", []
    while address:
        page = api.get(address).json()
        assert len(page["results"]) == 1 or sum(len(film["credits"]) for film in page["results"]) <= 8
        films_with_counts += [(film["id"], len(film["credits"])) for film in page["results"]]
        address, last = page["next"], page
    assert films_with_counts == list(films.items())[::-1]
    before = api.get(last["previous"]).json()["results"]
    end = len(films_with_counts) - len(last["results"])
    assert [film["id"] for film in before] == [film for film, _ in films_with_counts[end - len(before) : end]]


def test_every_route_of_films_is_costed():
    assert set(FilmViewSet().own_parameter_fields()["include"].choices) == set(PARTS)
