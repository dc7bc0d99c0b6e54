"""No route shows anything unpublished: not in a list, not by id, not inside another answer."""

import json

import pytest

from catalog.api.films import PARTS
from catalog.models import CommentState
from tests.factories import (
    in_a_week,
    make_article,
    make_award,
    make_citation,
    make_comment,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_person,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    make_title,
    make_vote,
    make_work,
)

HIDDEN = [
    {"state": "draft"},
    {"state": "in_review"},
    {"state": "withdrawn"},
    {"state": "published", "published_from": in_a_week()},
]
SECRET = "zzsecret"


def all_answers(api, films, people=(), companies=(), sources=()):
    """Return all answers of the API as one text."""
    query = f"include={','.join(PARTS)}&spoiler_max=3"
    paths = [f"films/?{query}", "people/", "companies/", "sources/", f"search/?q={SECRET}", "find/?imdb=tt7654321"]
    for film in films:
        paths += [f"films/{film.pk}/?{query}", f"films/{film.pk}/comments/?spoiler_max=3", f"films/{film.pk}/rating/"]
        paths += [f"films/{film.pk}/{part}/" for part in PARTS]
    for noun, rows in (("people", people), ("companies", companies), ("sources", sources)):
        paths += [f"{noun}/{row.pk}/" for row in rows]
    paths += [f"people/{row.pk}/credits/" for row in people]
    return "\n".join(api.get(f"/api/v1/{path}").content.decode() for path in paths)


@pytest.mark.parametrize("state", HIDDEN)
def test_an_unpublished_film_and_who_is_known_from_it_alone_are_nowhere(api, state):
    film = make_film(title=f"{SECRET} film", **state)
    person, author, winner = (make_person(name=f"{SECRET} {role}") for role in ("actor", "author", "winner"))
    company, source = make_company(name=f"{SECRET} pictures"), make_source(title=f"{SECRET} source")
    credit = make_credit(film, person=person, characters=[f"{SECRET} part"])
    make_citation(film, source=source, credit=credit)
    make_film_company(film, company=company)
    make_work(film, authors=[author], title=f"{SECRET} novel")
    make_award(film, recipients=[winner])
    make_title(film, title=f"{SECRET} title")
    make_release(film, event=SECRET)
    make_synopsis(film, source=source, body=SECRET)
    make_article(film, source=source, body=SECRET)
    make_question(film, question=SECRET, readings=[(source, SECRET)])
    make_image(film, alt=SECRET, source=source)
    make_image(person=person, film=None, kind="portrait", alt=SECRET)
    make_comment(film, body=SECRET)
    make_vote(film)
    film.external_ids.create(scheme_id="imdb", value="tt7654321")
    answers = all_answers(api, [film], [person, author, winner], [company], [source])
    assert SECRET not in answers
    assert "tt7654321" not in answers
    for route in ("", *(f"{part}/" for part in PARTS), "comments/", "rating/"):
        assert api.get(f"/api/v1/films/{film.pk}/{route}").status_code == 404
    for noun, row in (("people", person), ("people", author), ("companies", company), ("sources", source)):
        assert api.get(f"/api/v1/{noun}/{row.pk}/").status_code == 404
    for name, row in (("person", person), ("company", company), ("ids", film)):
        assert api.read("films/", **{name: row.pk})["results"] == []
    assert api.read("films/", imdb_id="tt7654321")["results"] == []


@pytest.mark.parametrize("state", HIDDEN)
def test_unpublished_parts_of_a_published_film_are_nowhere(api, film, state):
    source = make_source(title=f"{SECRET} source")
    texts = {"source": source, "body": SECRET, "spoiler_level": 0, **state}
    synopsis = make_synopsis(film, **texts)
    make_article(film, **texts)
    make_question(film, question=SECRET, spoiler_level=0, readings=[(source, SECRET)], **state)
    make_image(film, kind="poster", alt=SECRET, source=source, spoiler_level=0, **state)
    question = make_question(film, spoiler_level=0, readings=[(make_source(), "a well")])
    question.readings.update(synopsis=synopsis, quote_exact=SECRET)
    for comment_state in set(CommentState) - {CommentState.APPROVED}:
        make_comment(film, body=SECRET, state=comment_state)
    assert SECRET not in all_answers(api, [film], sources=[source])
    (reading,) = api.read(f"films/{film.pk}/questions/")["results"][0]["readings"]
    assert (reading["value"], reading["quote"], reading["synopsis"]) == ("a well", None, None)


def test_a_person_shows_credits_of_published_films_alone(api, film):
    person = make_person()
    make_credit(film, person=person)
    for state in HIDDEN:
        make_credit(make_film(title=SECRET, **state), person=person)
    (credit,) = api.read(f"people/{person.pk}/credits/")["results"]
    assert credit["film"]["id"] == film.pk


def test_an_unpublished_or_spoiling_portrait_is_not_shown(api, film):
    person = make_person()
    make_credit(film, person=person)
    for state in HIDDEN:
        make_image(person=person, film=None, kind="portrait", spoiler_level=0, **state)
    make_image(person=person, film=None, kind="portrait", spoiler_level=2)
    assert api.read(f"people/{person.pk}/")["portrait"] is None
    assert api.read(f"people/{person.pk}/", spoiler_max=2)["portrait"]


def test_what_editors_note_for_themselves_is_nowhere(api):
    film = make_film(note=SECRET)
    person, company = make_person(note=SECRET), make_company(note=SECRET)
    make_credit(film, person=person)
    make_film_company(film, company=company)
    assert SECRET not in all_answers(api, [film], [person], [company])


def test_no_answer_tells_states_voters_or_files(api, film):
    make_vote(film, voter="a-voter")
    make_image(film)
    content = all_answers(api, [film])
    assert "a-voter" not in content
    assert not {"state", "published_from", "search_text", "sort_key", "file", "voter"} & keys(
        json.loads(api.get(f"/api/v1/films/{film.pk}/?include={','.join(PARTS)}").content)
    )


def keys(answer):
    if isinstance(answer, list):
        return set().union(*map(keys, answer))
    return set(answer).union(*map(keys, answer.values())) if isinstance(answer, dict) else set()
