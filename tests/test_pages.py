"""Rules for every page: a table with one row for each page, and tests over all its rows."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.api.films import PARTS
from catalog.models import Country, Credit, Film, Genre
from tests.factories import (
    in_a_week,
    make_article,
    make_award,
    make_citation,
    make_comment,
    make_company,
    make_credit,
    make_event,
    make_film,
    make_film_company,
    make_image,
    make_job,
    make_person,
    make_question,
    make_relation,
    make_release,
    make_source,
    make_subject,
    make_synopsis,
    make_title,
    make_vote,
    make_work,
    set_leading,
)
from tests.views.visible_text import text_outside_folds

pytestmark = pytest.mark.django_db

OF_FILM = (
    "film",
    "film_credits",
    "film_releases",
    "film_sources",
    "film_questions",
    "film_synopses",
    "film_compare",
)
ALONE = {
    "home": "",
    "films": "",
    "films filtered": "?year_min=1900&ordering=-rating",
    "people": "",
    "top": "",
    "search": "?q=weir",
}
PAGES = [*OF_FILM, *ALONE, "person", "company", "source"]
FOLDING = ("film", "film_sources", "film_questions", "film_synopses", "film_compare")
LANDMARKS = {"header", "main", "footer", "nav"}


@dataclass
class Catalogue:
    """A film with rows of all kinds, and the people, companies and sources on its pages."""

    film: Film
    person: object
    company: object
    source: object

    def address(self, where):
        if where in OF_FILM:
            return reverse(where, args=[self.film.pk, self.film.slug])
        if where in ALONE:
            return reverse(where.split()[0]) + ALONE[where]
        return getattr(self, where).get_absolute_url()


def make_catalogue(credit_count=3):
    """Make a published film with cited credits; half of them are cast with a character."""
    film = make_film(title="The Walk", original_title="Marsz", logline="They walk.", runtime_minutes=133, featured=True)
    film.countries.add(Country.objects.get(pk="PL"))
    set_leading(film, languages=["pl"])
    film.genres.add(Genre.objects.get(slug="drama"))
    person, company, source = make_person(name="Peter Weir"), make_company(), make_source()
    subject = make_subject()
    subject.external_ids.create(scheme_id="wikidata", value=f"Q{subject.pk}")
    film.subjects.add(subject)
    director = make_job("Director", "Directing")
    make_credit(film, person=person, job=director)
    for number in range(credit_count - 1):
        if number % 2:
            credit = make_credit(film, characters=["Valka"], billing_order=number, credited_as="P. W.")
        else:
            credit = make_credit(film, job=make_job("Producer", "Production"), missing_reason="stripped")
        make_citation(film, source=source, credit=credit)
        make_citation(film, source=make_source() if number < 1 else source_of(film), credit=credit, missing_reason="")
    make_release(film, country_id="US", event="Telluride", certification="PG-13")
    make_title(film, language_id="pl")
    make_relation(film)
    make_relation(make_film(), film)
    make_film_company(film, company=company)
    make_work(film, authors=[make_person()])
    make_award(film, recipients=[person])
    make_synopsis(film, lead=True, source=source, spoiler_level=3, body="## At home\n\nHe walks.")
    make_synopsis(film, source=source, body="## At home\n\nHe walks on.")
    make_article(film, source=source)
    make_question(film, readings=[(source, "a man"), (make_source(), "")])
    make_image(film, kind="poster")
    make_image(film, kind="still")
    make_image(person=person, kind="portrait")
    make_citation(film, source=source, field="runtime_minutes")
    make_vote(film)
    make_comment(film)
    return Catalogue(film, person, company, source)


def source_of(film):
    return film.citations.order_by("-source_id").first().source


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
def test_no_page_shows_what_is_not_published(client, where):
    catalogue = make_catalogue()
    secrets = hide_things(catalogue)
    html = client.get(catalogue.address(where)).content.decode()
    assert [secret for secret in secrets if secret in html] == []


def hide_things(catalogue):
    """Add unpublished rows besides all published ones. Return the words that no page may show."""
    film, source = catalogue.film, catalogue.source
    for fields_that_hide in (
        {"state": "draft"},
        {"state": "in_review"},
        {"state": "withdrawn"},
        {"published_from": in_a_week()},
    ):
        draft = make_film(title="HIDDEN Weir film", featured=True, **fields_that_hide)
        make_credit(draft, person=catalogue.person, characters=["HIDDEN role"])
        make_credit(draft, person=make_person(name="HIDDEN Weir person"))
        make_film_company(draft, company=catalogue.company)
        make_film_company(draft, company=make_company(name="HIDDEN Weir company"))
        make_work(draft, title="HIDDEN work", authors=[catalogue.person])
        make_award(draft, category="HIDDEN prize", recipients=[catalogue.person])
        make_citation(draft, source=source, field="title")
        make_vote(draft, stars=5)
        make_synopsis(film, title="HIDDEN synopsis", source=make_source(title="HIDDEN source"), **fields_that_hide)
        make_article(film, title="HIDDEN article", source=source, **fields_that_hide)
        make_question(film, question="HIDDEN question", readings=[(source, "HIDDEN reading")], **fields_that_hide)
        make_image(film, kind="poster", alt="HIDDEN poster", position=0, **fields_that_hide)
        make_image(person=catalogue.person, kind="portrait", alt="HIDDEN portrait", **fields_that_hide)
    for state in ("pending", "rejected", "spam"):
        make_comment(film, name="HIDDEN visitor", body="HIDDEN comment", state=state)
    return ["HIDDEN"]


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


@pytest.mark.parametrize("where", PAGES)
def test_no_page_tells_more_than_the_premise_unasked(client, where):
    catalogue = make_catalogue()
    give_away(catalogue)
    html = client.get(catalogue.address(where)).content.decode()
    assert "SPOILER" not in text_outside_folds(html)
    assert "SPOILER" not in html[: html.index("<main")]


@pytest.mark.parametrize("route", ["", "?include=EVERYTHING", *(f"{part}/" for part in (*PARTS, "comments"))])
def test_neither_the_api_nor_a_feed_tells_more_than_the_premise_unasked(client, route):
    catalogue = make_catalogue()
    give_away(catalogue)
    response = client.get(f"/api/v1/films/{catalogue.film.pk}/{route.replace('EVERYTHING', ','.join(PARTS))}")
    assert response.status_code == 200
    assert "SPOILER" not in response.content.decode()
    assert "SPOILER" not in client.get(f"/feeds/films/{catalogue.film.pk}/").content.decode()


def give_away(catalogue):
    """Add texts that give away the story to each place of the film that can have one."""
    film, source = catalogue.film, catalogue.source
    for level in (2, 3):
        whole = {"title": "SPOILER title", "body": "## SPOILER\n\nSPOILER.", "spoiler_level": level}
        part = {"body": f"They walk.\n\n## SPOILER {{spoiler={level}}}\n\nSPOILER.", "spoiler_level": 0}
        for fields in (whole, part):
            make_synopsis(film, source=source, position=level, **fields)
            make_article(film, source=source, kind="overview", **fields)
        readings = [(source, "SPOILER reading")]
        make_question(
            film, question="SPOILER?", readings=readings, ruling="SPOILER", reason="SPOILER", spoiler_level=level
        )
        for kind in ("poster", "still"):
            make_image(film, kind=kind, alt="SPOILER", caption="SPOILER", spoiler_level=level)
        make_image(person=catalogue.person, kind="portrait", alt="SPOILER", spoiler_level=level)
        make_comment(film, body="SPOILER", spoiler_level=level)
        event = make_event(film, place="SPOILER", time="SPOILER", happens="SPOILER", spoiler_level=level)
        make_citation(film, source=source, event=event, quote="SPOILER")


def test_the_pages_of_an_empty_catalogue_say_so(client):
    for where in ALONE:
        assert client.get(reverse(where.split()[0])).status_code == 200


@pytest.mark.parametrize("where", [*OF_FILM, "person", "company", "source"])
def test_a_page_of_what_is_withdrawn_is_not_there(client, where):
    catalogue = make_catalogue()
    address = catalogue.address(where)
    Film.objects.all().withdraw()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("where", OF_FILM)
def test_a_film_with_nothing_but_a_title_has_no_empty_heading(client, where):
    film = make_film(title="Bare")
    html = client.get(reverse(where, args=[film.pk, film.slug])).content.decode()
    assert not re.findall(r"<(h[1-6]|dl|ul|ol|aside|table)[^>]*>\s*</\1>", html)
    assert "Cast</h2>" not in html
    assert not Credit.objects.exists()
