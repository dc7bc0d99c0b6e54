"""What is a visitor's own stands in at most three marked places of a page; all else is the same for all of one spoiler level."""

import re
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from catalog.models import SpoilerLevel
from tests.page_catalogue import PAGES, make_catalogue

pytestmark = pytest.mark.django_db
MARK = "data-own"
MOST_PLACES = 3
VOID_TAGS = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class MarkedPlaces(HTMLParser):
    """The marked places of a page as [(first character, character after the last)]."""

    def __init__(self, html):
        super().__init__()
        lines = html.split("\n")
        self.offsets = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
        self.places, self._depth, self._start = [], 0, 0
        self.feed(html)

    def position(self):
        line, column = self.getpos()
        return self.offsets[line - 1] + column

    def handle_starttag(self, tag, attrs):
        if tag in VOID_TAGS:
            return
        if not self._depth and MARK in dict(attrs):
            self._start, self._depth = self.position(), 1
        elif self._depth:
            self._depth += 1

    def handle_startendtag(self, tag, attrs):
        """A tag that closes itself, as of a drawing, has no depth."""

    def handle_endtag(self, tag):
        if self._depth:
            self._depth -= 1
            if not self._depth:
                self.places.append((self._start, self.position() + len(f"</{tag}>")))


def without_own_places(html):
    places = MarkedPlaces(html).places
    assert len(places) <= MOST_PLACES
    assert len(re.findall(rf"\b{MARK}\b", html)) == len(places), "No marked place stands in another one."
    for start, end in reversed(places):
        html = html[:start] + html[end:]
    return html


def set_level(client, level):
    assert client.post(reverse("spoilers"), {"level": level}).status_code == 303


def visitor_with_a_past(film, level):
    """Return a client that has rated a film, and is about to read that its comment was sent."""
    client = Client()
    set_level(client, level)
    assert client.post(reverse("film_rating", args=[film.pk, film.slug]), {"stars": 5}).status_code == 303
    assert "Your rating: 5" in client.get(film.get_absolute_url()).text
    comment = {"name": "Ann", "body": "I walked with them.", "spoiler": ""}
    assert client.post(reverse("film_comments", args=[film.pk, film.slug]), comment).status_code == 303
    return client


@pytest.mark.parametrize("level", [SpoilerLevel.NOTHING, SpoilerLevel.PREMISE, SpoilerLevel.ENDING])
def test_two_visitors_of_one_level_read_the_same_but_for_marked_places(level):
    catalogue = make_catalogue()
    visitor, newcomer = visitor_with_a_past(catalogue.film, level), Client()
    set_level(newcomer, level)
    has_own_place = set()
    for where in PAGES:
        cache.clear()
        address = catalogue.address(where)
        pages = [client.get(address).text for client in (visitor, newcomer)]
        if pages[0] != pages[1]:
            has_own_place.add(where)
        assert without_own_places(pages[0]) == without_own_places(pages[1]), where
    assert has_own_place == {"film"}
