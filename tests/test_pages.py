"""Rules for every page of the table in page_catalogue.py."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.db import connection
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


def test_each_page_costs_the_same_queries_for_a_film_of_10_and_of_300_credits(client):
    catalogue = make_catalogue(10)
    small = {where: price(client, catalogue.address(where)) for where in PAGES}
    Film.objects.update(featured=False)
    catalogue = make_catalogue(300)
    large = {where: price(client, catalogue.address(where)) for where in PAGES}
    assert {where: queries for where, queries in large.items() if len(queries) != len(small[where])} == {}


@pytest.mark.parametrize("where", PAGES)
def test_a_page_is_whole_html(client, where):
    response = client.get(make_catalogue().address(where))
    elements = Elements(response.content.decode())
    assert len(elements.with_tag("h1")) == 1
    assert elements.title
    assert elements.with_tag("html") == [{"lang": "en"}]
    assert {tag for tag, _ in elements.tags} >= LANDMARKS
    assert [attrs for attrs in elements.with_tag("meta") if attrs.get("name") == "description" and attrs["content"]]


@pytest.mark.parametrize("where", [*PAGES, "nothing"])
def test_the_head_of_each_page_has_the_search_which_works_without_a_script(client, where):
    address = "/nothing-here/" if where == "nothing" else make_catalogue().address(where)
    html = client.get(address).content.decode()
    elements = Elements(html[html.index("<header") : html.index("</header>")])
    [form] = elements.with_tag("form")
    [field] = elements.with_tag("input")
    assert (form["action"], form["role"], field["name"]) == (reverse("search"), "search", "q")
    assert "method" not in form
    assert [label["for"] for label in elements.with_tag("label")] == [field["id"]]
    assert "type" not in elements.with_tag("button")[0]


@pytest.mark.parametrize("where", PAGES)
def test_no_id_stands_twice_on_a_page(client, where):
    elements = Elements(client.get(make_catalogue().address(where)).content.decode())
    ids = [attrs["id"] for _, attrs in elements.tags if "id" in attrs]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("where", PAGES)
def test_a_page_has_no_inline_script_or_style(client, where):
    response = client.get(make_catalogue().address(where))
    elements = Elements(response.content.decode())
    assert not elements.with_tag("style")
    for tag, attrs in elements.tags:
        assert "style" not in attrs, (tag, attrs)
        assert not [name for name in attrs if name.startswith("on")], (tag, attrs)
    assert all(script.get("src") or script["type"] == "application/ld+json" for script in elements.with_tag("script"))


@pytest.mark.parametrize("where", PAGES)
def test_each_headings_level_is_at_most_one_below_the_one_before(client, where):
    html = client.get(make_catalogue().address(where)).content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize("noun", ["film", "person", "company", "source"])
def test_a_name_with_html_in_it_is_shown_as_text(client, where, noun):
    catalogue = make_catalogue()
    row = getattr(catalogue, noun)
    field = "title" if noun in {"film", "source"} else "name"
    setattr(row, field, 'Weir <script>alert(1)</script> <b onmouseover="x">')
    row.save()
    html = client.get(catalogue.address(where)).content.decode()
    assert "<script>alert" not in html
    assert "<b onmouseover" not in html


@pytest.mark.parametrize("where", PAGES)
def test_an_unchanged_page_is_answered_by_304(client, where):
    address = make_catalogue().address(where)
    client.get(address)
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize("where", [where for where in PAGES if where not in FOLDING])
def test_a_page_without_a_form_to_send_sets_no_cookie(client, where):
    response = client.get(make_catalogue().address(where))
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
