"""A route refuses what it does not take by name with 400. It never ignores it, and never answers 500."""

import pytest

from catalog.models import SpoilerLevel
from tests.factories import (
    make_article,
    make_comment,
    make_film,
    make_image,
    make_question,
    make_synopsis,
    make_title,
    set_leading,
)

PARTS = ["credits", "releases", "synopses", "articles", "images", "questions", "citations", "titles", "awards"]
LISTS = ["films/", "people/", "companies/", "sources/", "genres/", "subjects/", "jobs/", "pages/", "search/?q=a"]
HOSTILE = [
    "%00",
    "%ff",
    "a%00b",
    "9" * 30,
    "-1",
    "x" * 10_000,
    "'\"<>;--",
    "%F0%9F%8E%AC",
    "1e400",
    "٣",
    "[]",
    ",",
    "%0A",
]


@pytest.fixture
def routes(film):
    parts = [f"films/{film.pk}/{part}/" for part in [*PARTS, "comments", "rating"]]
    return [
        "",
        "films/",
        f"films/{film.pk}/",
        *parts,
        "people/",
        "companies/",
        "sources/",
        "genres/",
        "subjects/",
        "jobs/",
    ]


def test_a_parameter_that_a_route_does_not_know_is_refused_everywhere(api, routes):
    for route in [*routes, "search/", "find/"]:
        assert api.faults(route, frob="1")["frob"] == "unknown", route
    for route in ("/api/", "/api/schema/"):
        assert api.get(route, {"frob": "1"}).status_code == 400


def test_an_empty_or_repeated_parameter_is_refused(api):
    assert api.faults("films/", q="", year=" ") == {"q": "empty", "year": "empty"}
    assert api.faults("films/", limit=["1", "2"]) == {"limit": "repeated"}


def test_all_faults_are_told_at_once(api):
    faulty_parameters = {"limit": "0", "year": "x", "frob": "1", "cursor": "", "include": "cast", "ordering": "best"}
    assert set(api.faults("films/", **faulty_parameters)) == set(faulty_parameters)


@pytest.mark.parametrize("name", ["ids", "updated_since", "q", "genre", "year", "rating_min", "ordering", "person"])
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_answered_calmly(api, name, value):
    assert api.get(f"/api/v1/films/?{name}={value}").status_code in {200, 400}


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_never_break_any_route(api, film, value):
    for route in (*LISTS[:-1], "search/", f"films/{film.pk}/", f"films/{film.pk}/credits/", "find/"):
        for name in ("limit", "cursor", "q", "fields", "include", "spoiler_max", "type", "imdb", "count", value):
            assert api.get(f"/api/v1/{route}?{name}={value}").status_code in {200, 400}, (route, name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "1799"),
        ("year_min", "MMX"),
        ("rating_min", "6"),
        ("rating_min", "NaN"),
        ("votes_min", "0"),
        ("person", "0"),
        ("company", str(2**63)),
        ("genre", "talking"),
        ("subject", "talking"),
        ("country", "XX"),
        ("language", "tlh-XX"),
        ("ordering", "best"),
        ("ids", "1,,2"),
        ("ids", "1,x"),
        ("ids", ",".join(map(str, range(1, 102)))),
        ("updated_since", "yesterday"),
        ("updated_since", "0001-01-01T00:00:00+23:59"),
        ("q", "x" * 201),
        ("spoiler_max", "4"),
        ("count", "perhaps"),
        ("include", "cast"),
        ("fields", "id,password"),
    ],
)
def test_a_bad_value_is_refused_by_name_with_how_to_mend_it(api, name, value):
    (fault,) = api.read("films/", status=400, **{name: value})["errors"]
    assert fault["parameter"] == name
    assert fault["detail"]


@pytest.mark.parametrize("code", ["CS", "cs"])
def test_letters_of_two_former_states_are_refused_with_the_codes_of_both(api, film, code):
    film.countries.add("CSHH")
    (fault,) = api.read("films/", status=400, country=code)["errors"]
    assert "CSHH (Czechoslovakia)" in fault["detail"]
    assert "CSXX (Serbia and Montenegro)" in fault["detail"]
    assert api.read("films/", country="CSHH")["results"]


def test_codes_are_taken_in_either_case(api, film):
    film.countries.add("US")
    set_leading(film, languages=["en"])
    film.genres.add(1)
    genre = film.genres.get().slug.upper()
    assert api.read("films/", country="us", language="EN", genre=genre)["results"]


def test_a_moment_without_an_offset_is_utc(api, film):
    assert api.read("films/", updated_since="2000-01-01")["results"]
    assert api.read("films/", updated_since="2999-01-01T00:00:00")["results"] == []
    assert api.read("films/", updated_since="2000-01-01T00:00:00+01:00")["results"]


def test_fields_narrow_a_film_to_what_is_asked(api, film):
    make_title(film)
    assert list(api.read(f"films/{film.pk}/", fields="title,id")) == ["id", "title"]
    assert list(api.read("films/", fields="ID")["results"][0]) == ["id"]
    assert list(api.read(f"films/{film.pk}/", fields="id", include="titles")) == ["id", "titles"]


def test_a_narrowed_film_costs_no_needless_queries(api, film, django_assert_num_queries):
    with django_assert_num_queries(1):
        api.read(f"films/{film.pk}/", fields="id,title,year,rating")


@pytest.mark.parametrize("spoiler_max", SpoilerLevel.values)
def test_spoiler_max_leaves_out_what_gives_more_away(api, film, spoiler_max):
    for level in SpoilerLevel.values:
        make_synopsis(film, spoiler_level=level)
        make_article(film, spoiler_level=level)
        make_question(film, spoiler_level=level)
        make_image(film, spoiler_level=level)
    make_comment(film, spoiler_level=3)
    film_read = api.read(f"films/{film.pk}/", include=",".join(PARTS), spoiler_max=spoiler_max)
    for part in ("synopses", "articles", "questions", "images"):
        alone = api.read(f"films/{film.pk}/{part}/", spoiler_max=spoiler_max)["results"]
        assert sorted(row["spoiler_level"] for row in alone) == list(range(spoiler_max + 1))
        assert film_read[part] == alone
    assert len(api.read(f"films/{film.pk}/comments/", spoiler_max=spoiler_max)["results"]) == (
        spoiler_max == SpoilerLevel.ENDING
    )


def test_a_section_that_gives_more_away_is_left_out_of_its_text(api, film):
    make_synopsis(film, spoiler_level=1, body="They walk.\n\n## The end {spoiler=3}\n\nHe arrives.")
    make_synopsis(film, spoiler_level=3, body="He arrives.\n\n## The camp {spoiler=1}\n\nThey wait.")
    first, second = api.read(f"films/{film.pk}/synopses/")["results"]
    assert (first["body"], first["html"], first["word_count"]) == ("They walk.", "<p>They walk.</p>", 2)
    assert [section["heading"] for section in second["sections"]] == ["The camp"]
    assert "arrives" not in api.get(f"/api/v1/films/{film.pk}/?include=synopses").content.decode()
    whole = api.read(f"films/{film.pk}/synopses/", spoiler_max=3)["results"]
    assert all("arrives" in text["body"] and len(text["sections"]) == 2 for text in whole)


def test_readers_see_up_to_the_premise_unless_they_ask_for_more(api, film):
    for level in SpoilerLevel.values:
        make_synopsis(film, spoiler_level=level)
    make_image(film, kind="poster", spoiler_level=2)
    assert len(api.read(f"films/{film.pk}/synopses/")["results"]) == 2
    for route in ("films/", f"films/{film.pk}/"):
        for parameters, has_poster in (({}, False), ({"spoiler_max": 2}, True)):
            answer = api.read(route, fields="poster", **parameters)
            assert bool(answer.get("results", [answer])[0]["poster"]) == has_poster


def test_filters_of_films_find_what_they_say(api):
    film, other_film = make_film(title="The Way Back", given_date="2010-09-03"), make_film(given_date="1956")
    film.external_ids.create(scheme_id="imdb", value="tt1023114")
    film.external_ids.create(scheme_id="tmdb", value="49009")
    for parameters in ({"q": "way ba"}, {"year": 2010}, {"imdb_id": "TT1023114"}, {"tmdb_id": 49009}, {"ids": film.pk}):
        assert [row["id"] for row in api.read("films/", **parameters)["results"]] == [film.pk], parameters
    results = api.read("films/", ids=f"{film.pk},{other_film.pk},999999")["results"]
    assert {row["id"] for row in results} == {film.pk, other_film.pk}
