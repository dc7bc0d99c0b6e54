"""How much of a story the pages show before readers ask for more."""

import re

import pytest
from django.urls import reverse

from catalog.models import EventCharacter
from tests.factories import (
    make_article,
    make_citation,
    make_comment,
    make_event,
    make_image,
    make_question,
    make_source,
    make_synopsis,
)
from tests.views.visible_text import text_outside_folds

pytestmark = pytest.mark.django_db

COOKIE = "wayback_spoilers"
LEVELS = range(4)
FOLDING = ("film", "film_synopses", "film_questions", "film_sources", "film_story", "film_pictures")


def read(client, film, part="film"):
    return client.get(reverse(part, args=[film.pk, film.slug])).content.decode()


def choose(client, level, back="/films/", **more):
    return client.post(reverse("spoilers"), {"level": level, "next": back}, **more)


def tell(film, level):
    """Add a row of each kind with a spoiler level; its texts have the word TOLD and the level."""
    text = f"TOLD-{level}"
    source = make_source()
    make_synopsis(film, lead=level == 3, body=f"## {text}\n\n{text}", title=text, spoiler_level=level, source=source)
    make_synopsis(film, body=f"A walk.\n\n## {text} {{spoiler={level}}}\n\n{text}", spoiler_level=0)
    make_article(film, kind="legacy", body=f"## {text}\n\n{text}", title=text, spoiler_level=level)
    make_question(film, question=text, readings=[(source, text)], ruling=text, reason=text, spoiler_level=level)
    make_image(film, kind="still", alt=text, caption=text, spoiler_level=level)
    make_comment(film, body=text, spoiler_level=level)
    event = make_event(film, order=level, place=text, time=text, happens=text, spoiler_level=level)
    EventCharacter.objects.filter(event=event).update(spoiler_level=level)
    make_citation(film, source=source, event=event, quote=text)


def levels_in(html):
    return {int(level) for level in re.findall(r"TOLD-(\d)", html)}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("part", FOLDING)
def test_a_reader_sees_what_gives_away_no_more_than_the_chosen_level(client, film, part, level):
    for level in LEVELS:
        tell(film, level)
    client.cookies[COOKIE] = str(level)
    html = read(client, film, part)
    assert levels_in(html if part == "film_sources" else text_outside_folds(html)) == set(range(level + 1))


@pytest.mark.parametrize("part", [part for part in FOLDING if part != "film_sources"])
def test_what_is_folded_can_be_opened_on_the_page(client, film, part):
    for level in LEVELS:
        tell(film, level)
    assert levels_in(read(client, film, part)) == set(LEVELS)


@pytest.mark.parametrize("junk", ["", "4", "-1", "1.0", "x", "%33", "3; 2", "3" * 5000])
def test_a_cookie_that_makes_no_sense_counts_as_the_premise(client, film, junk):
    for level in LEVELS:
        tell(film, level)
    client.cookies[COOKIE] = junk
    assert levels_in(text_outside_folds(read(client, film))) == {0, 1}


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_told_of_a_page_elsewhere_does_not_depend_on_the_reader(client, film, level):
    for level in (2, 3):
        tell(film, level)
    client.cookies[COOKIE] = str(level)
    html = read(client, film)
    assert not levels_in(html[: html.index("<main")])
    assert not levels_in(client.get(f"/feeds/films/{film.pk}/").content.decode())
    assert not levels_in(client.get("/").content.decode() + client.get("/search/?q=way").content.decode())


def test_a_fold_names_what_is_in_it_without_giving_it_away(client, film):
    make_question(film, question="Who dies?", spoiler_level=3)
    make_question(film, question="Who limps?", spoiler_level=2)
    for page in ("film", "film_questions"):
        html = text_outside_folds(read(client, film, page))
        assert "Question 1 of 2, on the story’s end" in html
        assert "Question 2 of 2, on a turn of the story" in html
        assert "Who" not in html


def test_a_fate_is_folded_by_its_own_level(client, film):
    event = make_event(film, order=1, people=[("Irena", "dies")], spoiler_level=0)
    event.people.update(spoiler_level=2)
    assert "dies" not in text_outside_folds(read(client, film))
    client.cookies[COOKIE] = "2"
    assert "dies" in text_outside_folds(read(client, film))


def test_a_picture_above_the_level_is_not_fetched_before_it_is_opened(client, film):
    make_image(film, kind="poster", alt="The well", spoiler_level=1)
    client.cookies[COOKIE] = "0"
    html = read(client, film)
    fold = html[html.index('<details class="spoiler">') : html.index("</details>")]
    assert 'alt="The well"' in fold
    assert 'loading="lazy"' in fold
    assert "fetchpriority" not in html


def test_who_wants_to_know_nothing_is_not_told_the_premise(client, film):
    film.logline, film.featured = "They walk home.", True
    film.save()
    client.cookies[COOKIE] = "0"
    for page in ("/", film.get_absolute_url()):
        html = client.get(page).content.decode()
        assert "They walk home." not in text_outside_folds(html[html.index("<main") :])


@pytest.mark.parametrize("level", "0123")
def test_the_form_keeps_a_level_and_leads_back(client, film, level):
    tell(film, 2)
    response = choose(client, level, film.get_absolute_url())
    assert (response.status_code, response["Location"]) == (303, film.get_absolute_url())
    cookie = response.cookies[COOKIE]
    assert (cookie.value, cookie["samesite"], cookie["httponly"], cookie["path"]) == (level, "Lax", True, "/")
    pressed = re.findall(r'value="(\d)" aria-pressed="true"', read(client, film))
    assert pressed == [level]


def test_the_form_is_there_only_where_something_can_be_hidden(client, film):
    assert "Story shown" not in read(client, film)
    tell(film, 0)
    assert "Story shown" not in read(client, film)
    tell(film, 1)
    assert "Story shown" in read(client, film)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "",
        "/" + "x" * 5000,
        " //evil.example",
    ],
)
def test_the_form_leads_to_no_other_site(client, elsewhere):
    response = choose(client, "2", elsewhere)
    assert (response.status_code, response["Location"]) == (303, "/")
    assert response.cookies[COOKIE].value == "2"


def test_a_line_end_in_the_place_to_go_back_to_is_no_header(client):
    response = choose(client, "2", "/films/\r\nSet-Cookie: a=b")
    assert response.status_code == 303
    assert "\n" not in response["Location"]


@pytest.mark.parametrize("level", ["", "4", "-1", "x", "\0", "1 "])
def test_a_level_that_is_none_is_refused_and_changes_nothing(client, level):
    response = choose(client, level)
    assert response.status_code == 400
    assert "is no spoiler level. Send level=0, 1, 2 or 3." in response.content.decode()
    assert COOKIE not in response.cookies


@pytest.mark.parametrize("part", FOLDING)
def test_a_page_that_folds_is_kept_by_no_shared_cache(client, film, part):
    tell(film, 2)
    response = client.get(reverse(part, args=[film.pk, film.slug]))
    assert "Cookie" in response["Vary"]
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert f'action="{reverse("spoilers")}"' in response.content.decode()


def test_a_page_kept_from_another_level_is_not_shown_for_this_one(client, film):
    tell(film, 2)
    etag = client.get(film.get_absolute_url())["ETag"]
    client.cookies[COOKIE] = "3"
    assert client.get(film.get_absolute_url(), headers={"if-none-match": etag}).status_code == 200


def test_each_page_leads_to_the_form_which_leads_back(client, film):
    assert f'href="{reverse("spoilers")}?next=/films/"' in client.get("/films/").content.decode()
    html = client.get(reverse("spoilers"), {"next": "/films/"}).content.decode()
    assert '<input type="hidden" name="next" value="/films/">' in html
    assert 'content="noindex"' in html
    html = client.get(reverse("spoilers"), {"next": "https://evil.example/"}).text
    assert '<input type="hidden" name="next" value="/">' in html
    # The page in other languages has the same query, which leads nowhere else there either.
    assert "evil" not in html.replace("/spoilers/?next=https%3A%2F%2Fevil.example%2F", "")
