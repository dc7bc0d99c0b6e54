from xml.etree import ElementTree

import pytest
from django.conf import settings

from tests.factories import (
    in_a_week,
    make_article,
    make_comment,
    make_film,
    make_image,
    make_question,
    make_synopsis,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, url):
    answer = client.get(url)
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314


def titles(client, url):
    return [entry.findtext(f"{ATOM}title") for entry in entries(client, url)]


def test_the_films_feed_has_the_published_ones_last_published_first(client):
    make_film(title="Old", published_from="2020-01-01T00:00Z")
    make_film(title="New")
    make_film(title="Draft", state="draft")
    make_film(title="Ahead", published_from=in_a_week())
    assert titles(client, "/feeds/films/") == ["New", "Old"]


def test_a_films_feed_tells_what_is_new_on_it_and_nothing_unpublished(client, film):
    for state in ("published", "draft"):
        make_synopsis(film, state=state)
        make_article(film, state=state)
        make_image(film, state=state)
        make_question(film, state=state, question=f"A {state} question?")
    make_comment(film, name="Ann")
    make_comment(film, name="Bob", state="pending")
    assert sorted(titles(client, f"/feeds/films/{film.pk}/")) == [
        "The Way Back: A published question?",
        "The Way Back: a comment by Ann",
        "The Way Back: article, overview",
        "The Way Back: facts and credits",
        "The Way Back: image, still",
        "The Way Back: synopsis, full",
    ]


def test_a_feed_gives_no_story_away(client, film):
    make_question(film, question="Who dies?", spoiler_level=3)
    make_synopsis(film, title="How he dies", body="He dies.", spoiler_level=3)
    make_comment(film, body="He dies!", spoiler_level=3)
    assert b"dies" not in client.get(f"/feeds/films/{film.pk}/").content


def test_each_entry_has_an_id_of_its_own_an_address_and_a_moment(client, film):
    make_synopsis(film)
    make_synopsis(film)
    feed_entries = entries(client, f"/feeds/films/{film.pk}/")
    assert len({entry.findtext(f"{ATOM}id") for entry in feed_entries}) == len(feed_entries) == 3
    assert all(
        entry.find(f"{ATOM}link").get("href").startswith(f"{settings.SITE_URL}/films/") for entry in feed_entries
    )
    assert all(entry.findtext(f"{ATOM}updated") for entry in feed_entries)


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"state": "withdrawn"}, {"published_from": in_a_week()}])
def test_an_unpublished_film_has_no_feed(client, fields):
    film = make_film(**fields)
    assert client.get(f"/feeds/films/{film.pk}/").status_code == 404


def test_a_feed_of_no_film_is_a_404(client):
    assert client.get("/feeds/films/999999999999999999999999/").status_code == 404
