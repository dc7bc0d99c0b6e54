"""What the API answers at the old id of a merged row."""

import json

import pytest
from django.conf import settings

from catalog.api.core.schema import schema
from catalog.api.films import PARTS
from catalog.merging.merge import merge
from catalog.models import Film, State, Vote
from tests.factories import (
    make_citation,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db


def merge_rows(survivor, loser):
    merge(noun=survivor._meta.model_name, survivor=survivor.pk, loser=loser.pk, editor=None)


@pytest.fixture
def films():
    return [make_film(title="The Way Back"), make_film(title="Way Back")]


@pytest.mark.parametrize("part", ["", *(f"{part}/" for part in (*PARTS, "comments", "rating"))])
@pytest.mark.parametrize("slash", [True, False])
def test_each_route_of_a_merged_film_leads_to_the_survivors(api, films, part, slash):
    merge_rows(*films)
    path = f"films/{films[1].pk}/{part}"
    path, location = (path, f"films/{films[0].pk}/{part}") if slash else (path[:-1], f"films/{films[0].pk}/{part}"[:-1])
    answer = api.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/{location}")
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["merged_into"]) == (301, films[0].pk)
    assert problem["url"] == f"{settings.SITE_URL}{films[0].get_absolute_url()}"
    assert problem["api_url"] == f"{settings.SITE_URL}/api/v1/films/{films[0].pk}/"


def test_the_query_goes_along(api, films):
    merge_rows(*films)
    path = f"/api/v1/films/{films[1].pk}/?include=credits&fields=id"
    assert api.get(path)["Location"] == f"/api/v1/films/{films[0].pk}/?include=credits&fields=id"
    assert api.get(api.get(path)["Location"]).json() == {"id": films[0].pk, "credits": []}


def test_people_companies_and_sources_lead_on_too(api, film):
    for make, add, noun in (
        (make_person, lambda row: make_credit(film, person=row), "people"),
        (make_company, lambda row: make_film_company(film, company=row), "companies"),
        (make_source, lambda row: make_citation(film, source=row, field="title"), "sources"),
    ):
        stays, goes = make(), make()
        add(goes)
        merge_rows(stays, goes)
        assert api.read(f"{noun}/{goes.pk}/", status=301)["merged_into"] == stays.pk
    stays, goes = make_person(), make_person()
    make_credit(film, person=goes)
    merge_rows(stays, goes)
    assert api.get(f"/api/v1/people/{goes.pk}/credits/")["Location"] == f"/api/v1/people/{stays.pk}/credits/"


def test_a_chain_leads_to_its_end(api, films):
    last = make_film()
    merge_rows(*films)
    merge_rows(last, films[0])
    assert api.read(f"films/{films[1].pk}/", status=301)["merged_into"] == last.pk


def test_nothing_leads_to_what_is_not_published(api, films):
    merge_rows(*films)
    Film.objects.filter(pk=films[0].pk).update(state=State.WITHDRAWN, published_from=None)
    assert "merged_into" not in api.read(f"films/{films[1].pk}/", status=404)


def test_a_vote_for_a_merged_film_is_sent_on_as_it_is(api, films):
    merge_rows(*films)
    path = f"/api/v1/films/{films[1].pk}/rating/"
    answer = api.put(path, json.dumps({"stars": 4}), content_type="application/json")
    assert (answer.status_code, answer["Location"]) == (308, f"/api/v1/films/{films[0].pk}/rating/")
    assert api.delete(path).status_code == 308
    assert not Vote.objects.exists()


def test_a_kept_id_finds_what_it_was_merged_into(api, films):
    merge_rows(*films)
    other_film = make_film()
    results = api.read("films/", ids=f"{films[1].pk},{other_film.pk}")["results"]
    assert {row["id"] for row in results} == {films[0].pk, other_film.pk}
    people = [make_person(), make_person()]
    make_credit(other_film, person=people[0])
    merge_rows(*people)
    assert [row["id"] for row in api.read("films/", person=people[1].pk)["results"]] == [other_film.pk]


def test_a_merged_source_tells_a_film_as_the_survivor_does(api, film):
    stays, goes = make_source(), make_source()
    make_citation(film, source=goes, field="title")
    merge_rows(stays, goes)
    assert api.read(f"films/{film.pk}/", according_to=goes.pk)["title"] == film.title


def test_the_schema_tells_of_it():
    answers = schema()["paths"]["/api/v1/films/{id}"]["get"]["responses"]
    [content] = answers["301"]["content"].values()
    assert content["schema"] == {"$ref": "#/components/schemas/Merged"}
    assert "merged_into" in schema()["components"]["schemas"]["Merged"]["properties"]
