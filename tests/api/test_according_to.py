"""A film in the API as one source tells it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.api.films import PARTS
from tests.api.conftest import whole_film
from tests.factories import (
    in_a_week,
    make_article,
    make_citation,
    make_credit,
    make_film,
    make_person,
    make_question,
    make_relation,
    make_release,
    make_source,
    make_synopsis,
)

EVERYTHING = ",".join(PARTS)
EMPTY_FIELDS = {
    "year": None,
    "logline": None,
    "runtime_minutes": None,
    "countries": [],
    "languages": [],
    "genres": [],
    "subjects": [],
    "release_date": None,
    "poster": None,
    "based_on": [],
    "companies": [],
    "external_ids": [],
}

NAMES = {
    "credits": "credit",
    "releases": "release",
    "awards": "award",
    "relations": "relation",
    "film_works": "film_work",
    "titles": "title",
    "film_companies": "film_company",
    "events": "event",
    "versions": "version",
}


@pytest.fixture
def blog(db):
    return make_source(title="A blog")


def cite_all(film, source):
    """Cite a source, with a quote, for each row of a film, besides the sources that it has already."""
    for relation, name in NAMES.items():
        for row in getattr(film, relation).all():
            make_citation(film, source=source, quote="theirs", **{name: row})


def test_a_source_that_says_little_tells_little(api, blog):
    film = whole_film(runtime_minutes=133, logline="They walk.")
    make_article(film, source=blog, body="Praised.")
    answer = api.read(f"films/{film.pk}/", according_to=blog.pk, include=EVERYTHING, spoiler_max=3)
    assert {name: answer[name] for name in EMPTY_FIELDS} == EMPTY_FIELDS
    assert (answer["id"], answer["title"], answer["original_title"]) == (film.pk, film.title, film.title)
    assert [text["body"] for text in answer["articles"]] == ["Praised."]
    assert {part: answer[part] for part in PARTS if part != "articles"} == {
        part: [] for part in PARTS if part != "articles"
    }
    assert answer["rating"]["count"] == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("runtime_minutes", 133),
        ("logline", "They walk."),
        ("countries", ["PL", "US"]),
        ("languages", ["en"]),
        ("release_date", "2010-09-03"),
    ],
)
def test_a_field_is_told_where_the_source_is_cited_for_it(api, blog, field, value):
    film = whole_film(runtime_minutes=133, logline="They walk.")
    make_citation(film, source=blog, field=field)
    answer = api.read(f"films/{film.pk}/", according_to=blog.pk)
    assert (sorted(answer[field]) if isinstance(value, list) else answer[field]) == value
    other_fields = EMPTY_FIELDS.keys() - {field} - ({"year"} if field == "release_date" else set())
    assert {name: answer[name] for name in other_fields} == {name: EMPTY_FIELDS[name] for name in other_fields}


def test_the_first_date_is_that_of_the_releases_that_the_source_has(api, blog):
    film = make_film()
    make_release(film, date="2009-05")
    make_citation(film, source=blog, release=make_release(film, date="2010-12-29"))
    answer = api.read(f"films/{film.pk}/", according_to=blog.pk, include="releases")
    assert (answer["release_date"], answer["year"]) == ("2010-12-29", 2010)
    assert [release["date"] for release in answer["releases"]] == ["2010-12-29"]


def test_a_part_is_the_same_alone_as_in_the_film_and_names_no_other_source(api, blog):
    film = whole_film(rows=2)
    make_relation(film)
    cite_all(film, blog)
    make_synopsis(film, source=blog)
    make_article(film, source=blog)
    make_question(film, readings=[(blog, "a well"), (make_source(), "a stream")])
    whole = api.read(f"films/{film.pk}/", according_to=blog.pk, include=EVERYTHING)
    assert whole["companies"]
    assert whole["based_on"]
    for part in PARTS:
        alone = api.read(f"films/{film.pk}/{part}/", according_to=blog.pk)["results"]
        assert alone == whole[part]
        assert alone or part in {"images", "events", "outside_ratings"}
        for row in alone:
            assert {source["id"] for source in row.get("sources", ())} <= {blog.pk}
            assert not row.get("source") or row["source"]["id"] == blog.pk


def test_a_name_that_the_source_lost_is_null_with_the_reason(api, blog):
    film = make_film()
    credit = make_credit(film, person=make_person(name="Peter Weir"), credited_as="P. Weir", characters=["Valka"])
    make_citation(film, credit=credit, quote="Weir")
    make_citation(film, source=blog, credit=credit, missing_reason="stripped")
    (row,) = api.read(f"films/{film.pk}/credits/", according_to=blog.pk)["results"]
    assert (row["person"], row["missing_reason"], row["credited_as"]) == (None, "stripped", None)
    assert [character["name"] for character in row["characters"]] == ["Valka"]
    assert "Weir" not in str(row)
    assert api.read(f"films/{film.pk}/credits/")["results"][0]["person"]["name"] == "Peter Weir"


def test_a_question_has_the_sources_readings_alone_and_no_ruling(api, blog):
    film = make_film()
    make_question(film, readings=[(blog, "a well"), (make_source(), "a stream")], ruling="A well.", reason="So it is.")
    make_question(film, readings=[(blog, "")])
    (question,) = api.read(f"films/{film.pk}/questions/", according_to=blog.pk)["results"]
    assert [reading["value"] for reading in question["readings"]] == ["a well"]
    assert (question["ruling"], question["reason"]) == (None, None)


@pytest.mark.parametrize("route", ["", "credits/", "synopses/", "citations/"])
def test_a_source_that_says_nothing_on_the_film_is_404(api, blog, route):
    film, silent_source = make_film(), make_source()
    make_article(film, source=blog, published_from=in_a_week())
    make_article(make_film(), source=silent_source)
    for source in (blog.pk, silent_source.pk, 999_999):
        problem = api.read(f"films/{film.pk}/{route}", status=404, according_to=source)
        assert problem["detail"] == "No published source with this id says anything on this film."


@pytest.mark.parametrize("junk", ["x", "0", "-1", "1.0", "9" * 30])
@pytest.mark.parametrize("route", ["", "credits/"])
def test_what_is_no_id_is_refused(api, route, junk):
    film = make_film()
    assert "according_to" in api.faults(f"films/{film.pk}/{route}", according_to=junk)


@pytest.mark.parametrize("route", ["films/", "films/{}/comments/", "films/{}/rating/", "people/"])
def test_a_route_that_no_source_tells_does_not_take_it(api, route):
    film = make_film()
    assert api.faults(route.format(film.pk), according_to=1) == {"according_to": "unknown"}


def test_the_price_does_not_grow_with_what_the_source_says(api, blog):
    costs = []
    for count in (1, 6):
        film = whole_film(credit_count=count, rows=count)
        cite_all(film, blog)
        parameters = {"according_to": blog.pk, "include": EVERYTHING}
        api.read(f"films/{film.pk}/", **parameters)
        with CaptureQueriesContext(connection) as queries:
            api.read(f"films/{film.pk}/", **parameters)
        costs.append(len(queries))
    assert costs[0] == costs[1]
