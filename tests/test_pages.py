"""Rules for every page of the table in page_catalogue.py."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Credit, Film
from tests.factories import (
    make_film,
)
from tests.page_catalogue import ALONE, OF_FILM, PAGES, make_catalogue

pytestmark = pytest.mark.django_db
FOLDING = (
    "film",
    "film_sources",
    "film_story",
    "film_pictures",
    "film_questions",
    "film_synopses",
    "film_compare",
    "film_comments",
)
LANDMARKS = {"header", "main", "footer", "nav"}


@pytest.fixture(scope="module")
def responses(django_db_setup, django_db_blocker):
    """Return {where: the response to a visitor} of each page of one catalogue, which is gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        catalogue = make_catalogue()
        responses = {where: open_page(catalogue.address(where)) for where in PAGES}
        transaction.set_rollback(True)
    return responses


def open_page(address):
    """Return the response to a visitor's first request."""
    cache.clear()
    return Client().get(address)


def price(client, address):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return [query["sql"] for query in queries]


class Elements(HTMLParser):
    """The start tags of a page, and the text of its first title."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.title, self._open = [], "", None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, tag):
        self._open = None

    def handle_data(self, text):
        if self._open == "title" and not self.title:
            self.title = text.strip()

    def with_tag(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def test_each_page_costs_the_same_queries_for_a_film_of_130_and_of_300_credits(client):
    # With fewer people their list has one page, and no letters to enter it by.
    catalogue = make_catalogue(130)
    small = {where: price(client, catalogue.address(where)) for where in PAGES}
    Film.objects.update(featured=False)
    catalogue = make_catalogue(300)
    large = {where: price(client, catalogue.address(where)) for where in PAGES}
    assert {where: queries for where, queries in large.items() if len(queries) != len(small[where])} == {}


@pytest.mark.parametrize("where", PAGES)
def test_a_page_is_whole_html(responses, where):
    elements = Elements(responses[where].text)
    assert len(elements.with_tag("h1")) == 1
    assert elements.title
    assert elements.with_tag("html") == [{"lang": "en", "dir": "ltr"}]
    assert {tag for tag, _ in elements.tags} >= LANDMARKS
    assert [attrs for attrs in elements.with_tag("meta") if attrs.get("name") == "description" and attrs["content"]]


@pytest.mark.parametrize("where", [*PAGES, "nothing"])
def test_the_head_of_each_page_has_the_search_which_works_without_a_script(responses, client, where):
    html = (client.get("/nothing-here/") if where == "nothing" else responses[where]).text
    elements = Elements(html[html.index("<header") : html.index("</header>")])
    [form] = elements.with_tag("form")
    [field] = elements.with_tag("input")
    assert (form["action"], form["role"], field["name"]) == (reverse("search"), "search", "q")
    assert "method" not in form
    assert [label["for"] for label in elements.with_tag("label")] == [field["id"]]
    assert "type" not in elements.with_tag("button")[0]


@pytest.mark.parametrize("where", PAGES)
def test_no_id_stands_twice_on_a_page(responses, where):
    elements = Elements(responses[where].text)
    ids = [attrs["id"] for _, attrs in elements.tags if "id" in attrs]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("where", PAGES)
def test_a_page_has_no_inline_script_or_style(responses, where):
    elements = Elements(responses[where].text)
    assert not elements.with_tag("style")
    for tag, attrs in elements.tags:
        assert "style" not in attrs, (tag, attrs)
        assert not [name for name in attrs if name.startswith("on")], (tag, attrs)
    assert all(script.get("src") or script["type"] == "application/ld+json" for script in elements.with_tag("script"))


@pytest.mark.parametrize("where", PAGES)
def test_each_headings_level_is_at_most_one_below_the_one_before(responses, where):
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", responses[where].text)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_a_name_with_html_in_it_is_shown_as_text():
    catalogue = make_catalogue()
    for noun in ("film", "person", "company", "source"):
        row = getattr(catalogue, noun)
        field = "title" if noun in {"film", "source"} else "name"
        setattr(row, field, f'Weir {noun} <script>alert("{noun}")</script> <b onmouseover="{noun}">')
        row.save()
    for where in PAGES:
        html = open_page(catalogue.address(where)).text
        assert not re.findall(r"<script>alert.*", html), where
        assert not re.findall(r"<b onmouseover.*", html), where


def test_an_unchanged_page_is_answered_by_304():
    catalogue = make_catalogue()
    for where in PAGES:
        address, client = catalogue.address(where), Client()
        cache.clear()
        client.get(address)
        etag = client.get(address)["ETag"]
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304, where


@pytest.mark.parametrize("where", [where for where in PAGES if where not in FOLDING])
def test_a_page_without_a_form_to_send_sets_no_cookie(responses, where):
    response = responses[where]
    assert not response.cookies
    assert ("Cookie" in response.get("Vary", "")) == (where == "home")


def test_the_pages_of_an_empty_catalogue_say_so(client):
    for where in ALONE:
        assert client.get(reverse(where.split()[0])).status_code == 200


@pytest.mark.parametrize("where", OF_FILM)
def test_a_film_with_nothing_but_a_title_has_no_empty_heading(client, where):
    film = make_film(title="Bare")
    html = client.get(reverse(where, args=[film.pk, film.slug])).content.decode()
    assert not re.findall(r"<(h[1-6]|dl|ul|ol|aside|table)[^>]*>\s*</\1>", html)
    assert "Cast</h2>" not in html
    assert not Credit.objects.exists()
