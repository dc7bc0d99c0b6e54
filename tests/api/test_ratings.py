"""Votes by the API: one for each visitor, counted exactly, limited, and never cast by a page of another site."""

import json

import pytest

from catalog.models import Film, Limit, Vote
from tests.api.conftest import Api
from tests.factories import make_film, make_vote

NO_VOTES = {"average": None, "count": 0, "histogram": dict.fromkeys("12345", 0), "weighted": None, "yours": None}


@pytest.fixture
def route(film):
    return f"/api/v1/films/{film.pk}/rating/"


def rate(client, route, body, **headers):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.put(route, text, content_type="application/json", headers=headers)


def test_a_film_without_votes_has_no_average(api, route):
    assert api.get(route).json() == NO_VOTES


def test_a_vote_counts_at_once_and_is_the_visitors_own(api, film, route):
    make_vote(film, stars=5)
    assert rate(api, route, {"stars": 4}).json() == {
        "average": 4.5,
        "count": 2,
        "histogram": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 1},
        "weighted": 39 / 12,
        "yours": 4,
    }
    assert api.get(route).json()["yours"] == 4
    assert Api().get(route).json()["yours"] is None
    assert api.read(f"films/{film.pk}/")["rating"]["average"] == 4.5


def test_another_vote_of_the_visitor_replaces_the_first(api, route):
    for stars in (1, 5, 5, 2):
        answer = rate(api, route, {"stars": stars}).json()
        assert (answer["count"], answer["average"], answer["yours"]) == (1, stars, stars)


def test_visitors_have_a_vote_each(api, route):
    rate(api, route, {"stars": 2})
    assert rate(Api(), route, {"stars": 4}).json()["count"] == 2


def test_a_vote_is_withdrawn_as_often_as_you_like(api, route):
    rate(api, route, {"stars": 4})
    for _ in range(2):
        response = api.delete(route)
        assert response.status_code == 200
        assert response.json() == NO_VOTES


def test_withdrawing_without_a_vote_names_no_visitor(api, route):
    response = api.delete(route)
    assert response.json() == NO_VOTES
    assert not response.cookies
    assert not api.get(route).cookies


def test_the_visitors_cookie_is_signed_and_closed_to_scripts_and_other_sites(api, route):
    cookie = rate(api, route, {"stars": 4}).cookies["wayback_voter"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    api.cookies["wayback_voter"] = cookie.value[:-2] + "xx"
    assert api.get(route).json()["yours"] is None
    assert rate(api, route, {"stars": 1}).json()["count"] == 2


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, {"#/stars": "required"}),
        ({"stars": 0}, {"#/stars": "range"}),
        ({"stars": 6}, {"#/stars": "range"}),
        ({"stars": -1}, {"#/stars": "range"}),
        ({"stars": 10**30}, {"#/stars": "range"}),
        ({"stars": "4"}, {"#/stars": "type"}),
        ({"stars": 4.0}, {"#/stars": "type"}),
        ({"stars": True}, {"#/stars": "type"}),
        ({"stars": None}, {"#/stars": "type"}),
        ({"stars": [4]}, {"#/stars": "type"}),
        ({"stars": 4, "voter": "x"}, {"#/voter": "unknown"}),
        ({"stars": 4, "a/b~c": 1}, {"#/a~1b~0c": "unknown"}),
        ('{"stars": 4, "\\ud800": 1}', {"#/?": "unknown"}),
        ('{"stars": 1e400}', {"#/stars": "type"}),
        ('{"stars": NaN}', {"#/stars": "type"}),
        ([4], {"#": "type"}),
        (4, {"#": "type"}),
        ("null", {"#": "type"}),
    ],
)
def test_a_body_that_is_no_vote_is_refused_and_changes_nothing(api, route, body, faults):
    response = rate(api, route, body)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert {fault["pointer"]: fault["code"] for fault in response.json()["errors"]} == faults
    assert not Vote.objects.exists()
    assert not Limit.objects.exists()


@pytest.mark.parametrize("body", ["", "{", b"\xff", "[" * 900, "9" * 2000, '{"stars": 4}' + " " * 1000])
def test_a_body_that_is_no_json_or_too_long_is_refused(api, route, body):
    assert rate(api, route, body).status_code == 400


def test_a_body_that_is_not_sent_as_json_is_refused(api, route):
    response = api.put(route, "stars=4", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 415
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_page_of_another_site_may_not_vote(api, route, headers):
    make_vote(Film.objects.get(), stars=5)
    assert rate(api, route, {"stars": 1}, **headers).status_code == 403
    assert api.delete(route, headers=headers).status_code == 403
    assert Vote.objects.get().stars == 5


def test_the_sites_own_pages_and_programs_may_vote(api, route, settings):
    for headers in (
        {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"},
        {"Origin": settings.SITE_URL},
        {},
    ):
        assert rate(api, route, {"stars": 1}, **headers).status_code == 200


def test_other_sites_may_read_but_a_preflight_for_a_vote_fails(api, route):
    headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "PUT"}
    preflight = api.options(route, headers=headers)
    assert "PUT" not in preflight.headers["Access-Control-Allow-Methods"]
    assert api.get(route, headers=headers).headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in api.get(route, headers=headers).headers


def test_too_many_votes_are_told_when_to_come_again(api, route, settings):
    settings.LIMITS = {"vote": "2/hour"}
    for remaining in (1, 0):
        response = rate(api, route, {"stars": 4})
        assert response.headers["RateLimit-Policy"] == '"vote";q=2;w=3600'
        assert response.headers["RateLimit"].startswith(f'"vote";r={remaining};t=')
    for response in (rate(api, route, {"stars": 5}), api.delete(route)):
        assert response.status_code == 429
        assert 0 < int(response.headers["Retry-After"]) <= 3600
        assert response.json()["status"] == 429
    assert api.get(route).json()["yours"] == 4


def test_an_unpublished_film_has_no_rating(api):
    draft = make_film(state="draft")
    for method in (api.get, api.delete):
        assert method(f"/api/v1/films/{draft.pk}/rating/").status_code == 404
    assert rate(api, f"/api/v1/films/{draft.pk}/rating/", {"stars": 4}).status_code == 404


def test_a_rating_is_the_visitors_own_and_shared_caches_do_not_keep_it(api, route):
    response = api.get(route)
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response.headers["Vary"]
    tag = response.headers["ETag"]
    assert api.get(route, headers={"If-None-Match": tag}).status_code == 304
    rate(api, route, {"stars": 3})
    assert api.get(route, headers={"If-None-Match": tag}).status_code == 200
