"""What a row quotes, captions or names takes the highest spoiler level of what it shows: on every public route, at each level."""

import re

import pytest
from django.urls import reverse

from catalog.api.films import PARTS
from catalog.models import Reading
from tests.factories import (
    make_article,
    make_citation,
    make_comment,
    make_credit,
    make_event,
    make_film,
    make_image,
    make_person,
    make_question,
    make_source,
    make_synopsis,
)
from tests.views.visible_text import text_outside_folds

pytestmark = pytest.mark.django_db
LEVELS = range(4)
# Pages that ask for the reader's level, and pages that are the same for all: those tell the premise and no more.
PERSONAL = ("film", "film_synopses", "film_questions", "film_sources", "film_compare", "film_story", "film_pictures")
SAME_FOR_ALL = ("/", "/films/", "/people/", "/top/", "/search/?q=told", "/feeds/films/", "/sitemap.xml")


def levels_in(text):
    return {int(level) for level in re.findall(r"TOLD-(\d)", text)}


def plant(film, source, level):
    """Give the film words of a level in whatever shows words of another row, or stands beside what is folded."""
    word = f"TOLD-{level}"
    body = f"They walk on.\n\n## Part {{spoiler={level}}}\n\n{word} they come to a wide river."
    for make, key in ((make_synopsis, "synopsis"), (make_article, "article")):
        text = make(film, body=body, spoiler_level=0, source=source)
        make(film, body="## Start {spoiler=0}\n\nThey wait.", title=word, spoiler_level=level, source=source)
        question = make_question(film, spoiler_level=0)
        for exact, prefix, suffix in (
            (f"{word} they come", "Part\n\n", " to a wide river."),
            ("They walk on.", "", f"\n\nPart\n\n{word} they"),
            (f"{word} they come to a river", "", ""),
        ):
            quote = {"quote_exact": exact, "quote_prefix": prefix, "quote_suffix": suffix}
            Reading.objects.create(question=question, source=source, value="so", **{key: text}, **quote)
    for kind in ("poster", "still"):
        words = dict.fromkeys(("alt", "caption", "credit_line", "licence"), word)
        make_image(film, kind=kind, source=source, spoiler_level=level, position=9 - level, **words)
    make_comment(film, name=word, body="Good.", spoiler_level=level)
    make_citation(film, event=make_event(film, happens=word, spoiler_level=level), source=source, quote=word)


@pytest.fixture
def film():
    film, source, person = make_film(title="Told", logline="TOLD-1", featured=True), make_source(), make_person()
    make_credit(film, person=person)
    make_citation(film, source=source, field="logline", quote="TOLD-1")
    for level in LEVELS:
        plant(film, source, level)
        make_image(
            person=person, kind="portrait", spoiler_level=level, alt=f"TOLD-{level}", credit_line=f"TOLD-{level}"
        )
    film.source, film.person = source, person
    return film


def personal_pages(film):
    pages = [reverse(name, args=[film.pk, film.slug]) for name in PERSONAL]
    return [*pages, f"{film.get_absolute_url()}?according_to={film.source.pk}"]


def pages_for_all(film):
    parts = [reverse(name, args=[film.pk, film.slug]) for name in ("film_credits", "film_releases")]
    nouns = [film.person.get_absolute_url(), film.source.get_absolute_url()]
    return [*SAME_FOR_ALL, *parts, *nouns, f"/feeds/films/{film.pk}/"]


def api_addresses(film, level):
    query, according_to = f"spoiler_max={level}", f"according_to={film.source.pk}"
    own = f"/api/v1/films/{film.pk}/"
    include = f"include={','.join(PARTS)}&{query}"
    parts = [f"{own}{part}/?{query}" for part, route in PARTS.items() if route.takes_spoiler_max]
    yield from [f"{own}?{include}", f"{own}?{include}&{according_to}", f"/api/v1/films/?{include}", *parts]
    yield from [f"{own}comments/?{query}", *(f"{part}&{according_to}" for part in parts)]
    yield from [f"/api/v1/people/{film.person.pk}/?{query}", f"/api/v1/people/?{query}"]


@pytest.mark.parametrize("level", LEVELS)
def test_no_page_shows_words_above_the_level_of_its_reader(client, film, level):
    client.cookies["wayback_spoilers"] = str(level)
    for page in personal_pages(film):
        response = client.get(page)
        assert response.status_code == 200, page
        head, main = response.content.decode().split("<main", 1)
        assert levels_in(text_outside_folds("<main" + main)) <= set(range(level + 1)), page
        assert levels_in(head) <= {0, 1}, page
    for page in pages_for_all(film):
        response = client.get(page)
        assert response.status_code == 200, page
        assert levels_in(response.content.decode()) <= {0, 1}, page


def test_what_is_folded_can_be_opened(client, film):
    assert levels_in(client.get(film.get_absolute_url()).content.decode()) == set(LEVELS)
    html = client.get(reverse("film_questions", args=[film.pk, film.slug])).content.decode()
    for level in LEVELS:
        assert html.count(f"<q>TOLD-{level} they come</q>") == 2
    client.cookies["wayback_spoilers"] = "3"
    for page in (film.get_absolute_url(), reverse("film_synopses", args=[film.pk, film.slug])):
        assert levels_in(text_outside_folds(client.get(page).content.decode())) == set(LEVELS)


@pytest.mark.parametrize("level", LEVELS)
def test_no_answer_of_the_api_has_words_above_spoiler_max(client, film, level):
    for address in api_addresses(film, level):
        response = client.get(address)
        assert response.status_code == 200, address
        assert levels_in(response.content.decode()) <= set(range(level + 1)), address
    whole = client.get(f"/api/v1/films/{film.pk}/questions/?spoiler_max={level}").content.decode()
    assert levels_in(whole) == set(range(level + 1))


def test_a_quote_takes_the_new_level_of_an_edited_text(film):
    text = film.synopses.get(body__contains="TOLD-0", title="")
    reading = text.readings.get(quote_exact="TOLD-0 they come")
    assert (reading.quote_level, reading.quote_context_level) == (0, 0)
    text.body = text.body.replace("spoiler=0", "spoiler=2")
    text.save()
    reading.refresh_from_db()
    assert (reading.quote_level, reading.quote_context_level) == (2, 2)
    text.delete()
    reading.refresh_from_db()
    reading.save()
    assert reading.quote_level == 2


def test_the_words_around_a_quote_are_left_out_alone_where_they_alone_give_away_more(client, film):
    answer = client.get(f"/api/v1/films/{film.pk}/questions/?spoiler_max=1").json()
    quotes = [reading["quote"] for question in answer["results"] for reading in question["readings"]]
    start = [quote for quote in quotes if quote and quote["exact"] == "They walk on."]
    assert {quote["suffix"][:6] for quote in start} == {"\n\nPart", ""}
