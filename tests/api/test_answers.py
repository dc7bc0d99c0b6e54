"""How routes answer: media types, ETags, limits, errors, methods; the same with and without the slash at the end."""

import pytest
from django.core.cache import cache

from catalog.api.core.throttles import ReadThrottle
from tests.api.conftest import whole_film
from tests.factories import make_film, make_source, make_synopsis

ROUTES = [
    "films/",
    "people/",
    "companies/",
    "sources/",
    "genres/",
    "subjects/",
    "pages/",
    "countries/",
    "countries/weimar-republic/?language=pl",
    "languages/?language=de",
    "jobs/",
    "search/?q=film",
    "find/?tmdb=1",
    "",
]
KEYS = {"type", "title", "status", "detail", "instance", "errors"}


def of_film(film):
    parts = [
        "credits",
        "releases",
        "synopses",
        "articles",
        "images",
        "questions",
        "citations",
        "titles",
        "awards",
        "comments",
        "rating",
    ]
    return [f"films/{film.pk}/", *(f"films/{film.pk}/{part}/" for part in parts)]


def test_every_route_answers_json_with_a_strong_tag_and_304_to_it(api):
    film = whole_film()
    for route in [*ROUTES, *of_film(film)]:
        response = api.get(f"/api/v1/{route}")
        tag = response.headers["ETag"]
        assert response.headers["Content-Type"] == "application/json", route
        assert tag.startswith('"')
        for method in (api.get, api.head):
            again = method(f"/api/v1/{route}", headers={"If-None-Match": tag})
            assert (again.status_code, again.content) == (304, b""), route


def test_a_tag_belongs_to_its_representation(api, film):
    tags = {
        api.get(f"/api/v1/films/{film.pk}/{query}").headers["ETag"] for query in ("", "?fields=id", "?fields=title")
    }
    assert len(tags) == 3
    before = api.get(f"/api/v1/films/{film.pk}/").headers["ETag"]
    make_synopsis(film)
    assert api.get(f"/api/v1/films/{film.pk}/").headers["ETag"] != before


def test_a_source_tells_when_it_was_last_changed(api, film):
    source = make_source()
    make_synopsis(film, source=source)
    response = api.get(f"/api/v1/sources/{source.pk}/")
    since = {"If-Modified-Since": response.headers["Last-Modified"]}
    assert api.get(f"/api/v1/sources/{source.pk}/", headers=since).status_code == 304


def test_head_and_options_work_everywhere(api, film):
    for route in [*ROUTES, *of_film(film)]:
        head = api.head(f"/api/v1/{route}")
        assert (head.status_code, head.content) == (200, b"")
        options = api.options(f"/api/v1/{route}")
        assert options.status_code == 200
        assert "GET" in options.headers["Allow"]


def test_a_path_without_its_closing_slash_answers_the_same(api, film):
    for path in ("/api", "/api/v1", "/api/v1/films", f"/api/v1/films/{film.pk}", f"/api/v1/films/{film.pk}/credits"):
        assert api.get(path).content == api.get(f"{path}/").content


def test_the_root_leads_to_every_route(api):
    versions = api.get("/api/").json()
    routes = api.get(versions["versions"][0]["url"]).json()
    for name, address in routes.items():
        assert api.get(address).status_code == (400 if name in {"search", "find"} else 200)
    assert api.get(versions["schema"]).status_code == 200
    assert api.get(versions["docs"]).status_code == 200


@pytest.mark.parametrize("path", ["films/999/", "films/0/", "films/01/", "films/x/", "films/" + "9" * 30 + "/", "nil/"])
def test_what_is_not_there_is_a_problem(api, path):
    response = api.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json().keys() == KEYS
    assert response.json()["instance"] == f"/api/v1/{path}"


@pytest.mark.parametrize("route", ["films/", "genres/", ""])
def test_a_method_that_a_route_lacks_is_a_problem(api, route):
    for method in (api.post, api.put, api.patch, api.delete):
        response = method(f"/api/v1/{route}")
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]
        assert response.json().keys() == KEYS


def test_a_form_that_no_route_answers_in_is_a_problem(api):
    for path in ("/api/v1/films/", "/api/schema/", "/api/docs/"):
        response = api.get(path, headers={"Accept": "image/png"})
        assert response.status_code == 406
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json().keys() == KEYS


def test_a_problem_is_not_kept_by_caches(api):
    assert api.get("/api/v1/films/?limit=0").headers["Cache-Control"] == "no-store"


def test_reads_are_limited_generously_and_say_so(api, monkeypatch):
    monkeypatch.setattr(ReadThrottle, "THROTTLE_RATES", {"read": "2/minute"})
    for remaining in (1, 0):
        response = api.get("/api/v1/genres/")
        assert response.headers["RateLimit-Policy"] == '"read";q=2;w=60'
        assert response.headers["RateLimit"].startswith(f'"read";r={remaining};t=')
    response = api.get("/api/v1/films/")
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert response.headers["Content-Type"] == "application/problem+json"
    assert api.get("/api/v1/films/", REMOTE_ADDR="203.0.113.9").status_code == 200
    cache.clear()
    assert api.get("/api/v1/films/").status_code == 200


def test_other_sites_may_read(api):
    make_film()
    response = api.get("/api/v1/films/?limit=1", headers={"Origin": "https://elsewhere.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Link" in response.headers["Access-Control-Expose-Headers"]
