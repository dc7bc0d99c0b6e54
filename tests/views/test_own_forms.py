"""Forms of visitors: from this site's pages alone, without a token, so that a page is the same for all who have no cookie."""

import re
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from catalog.models import Comment, Company, Film, Person, Source, Vote
from catalog.views.core.spoilers import COOKIE
from tests.crawl import routes
from tests.factories import (
    make_comment,
    make_credit,
    make_event,
    make_film,
    make_film_company,
    make_source,
    make_synopsis,
)

pytestmark = pytest.mark.django_db

FORM = {"stars": 4, "name": "Ann", "body": "Good.", "level": 3, "next": "/"}
ELSEWHERE = [
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "http://testserver:8080"},
]
HERE = [
    {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"},
    {"Origin": settings.SITE_URL, "Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    # Browsers of before 2020 send neither.
    {},
]
TEMPLATES = Path(settings.BASE_DIR, "templates")


@pytest.fixture
def film(db):
    """A published film whose pages have all their forms."""
    film = make_film(title="The Way Back")
    make_event(film, happens="They get home.", spoiler_level=3)
    make_synopsis(film, spoiler_level=3)
    make_synopsis(film, spoiler_level=3, language_id="pl")
    make_comment(film)
    make_credit(film)
    make_film_company(film)
    make_source()
    return film


def browser():
    """A browser without cookies, in which Django checks tokens."""
    return Client(enforce_csrf_checks=True)


def addresses(film):
    """Yield an address of each route that is no page of the desk."""
    nouns = {"films": Film, "people": Person, "companies": Company, "sources": Source}
    keys = {part: noun.objects.first().pk for part, noun in nouns.items()}
    values = {"slug": "", "token": "x", "rest": "", "section": "films", "stem": "0" * 32, "name": "1.webp"}
    for template, names in routes():
        if not template.startswith("/admin/"):
            key = next((key for part, key in keys.items() if f"/{part}/" in template), 1)
            yield template % {name: values.get(name, key) for name in names}


def takes_post(address):
    return Client().post(address, FORM).status_code not in {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_FOUND}


def test_what_takes_a_form_takes_none_of_another_site(film):
    form_addresses = [address for address in addresses(film) if takes_post(address)]
    votes, comments = Vote.objects.count(), Comment.objects.count()
    for address in form_addresses:
        for headers in ELSEWHERE:
            response = browser().post(address, FORM | {"body": "Bad."}, headers=headers)
            assert response.status_code == HTTPStatus.FORBIDDEN, (address, headers)
            assert not response.cookies
    assert (Vote.objects.count(), Comment.objects.count()) == (votes, comments)
    names = {resolve(address).url_name for address in form_addresses}
    assert {"film_rating", "film_comments", "spoilers"} <= names


@pytest.mark.parametrize("headers", HERE)
def test_a_form_of_this_site_is_taken_without_a_token(film, headers):
    for part in ("rating", "comments"):
        address = f"{film.get_absolute_url()}{part}/"
        assert browser().post(address, FORM, headers=headers).status_code == HTTPStatus.SEE_OTHER
    assert browser().post("/spoilers/", FORM, headers=headers).cookies[COOKIE].value == "3"
    assert (Vote.objects.count(), Comment.objects.filter(body="Good.").count()) == (1, 1)


def test_the_refusal_says_where_to_do_it_and_never_to_go_back_or_reload(film):
    text = browser().post(f"{film.get_absolute_url()}comments/", FORM, headers={"Origin": "null"}).text
    assert "nothing was saved" in text
    assert "open the film in a window of its own" in text
    assert not re.search(r"\breload|\bgo back", text, re.I)


def test_the_cookies_of_a_visitor_go_along_with_no_form_of_another_site(film):
    """So a browser that tells no Origin changes no vote and no level of its reader for another site."""
    rating = browser().post(f"{film.get_absolute_url()}rating/", FORM)
    level = browser().post("/spoilers/", FORM)
    for cookie in (rating.cookies[settings.VOTER_COOKIE], level.cookies[COOKIE]):
        assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("path", sorted(map(str, TEMPLATES.rglob("*.html"))), ids=lambda path: Path(path).name)
def test_no_public_template_has_a_token(path):
    is_desk = Path(path).relative_to(TEMPLATES).parts[0] in {"admin", "registration"}
    assert is_desk or "csrf" not in Path(path).read_text()


def test_a_page_is_the_same_for_two_visitors_without_cookies(film):
    page_count = 0
    for address in addresses(film):
        first, second = browser().get(address), browser().get(address)
        if first.streaming:
            continue
        assert not first.cookies, address
        assert "csrf" not in first.text.lower() or address.startswith("/api/"), address
        if first.status_code == HTTPStatus.OK and not address.endswith("z/"):
            assert (first.content, first.get("ETag")) == (second.content, second.get("ETag")), address
            page_count += 1
    assert page_count > 20


@pytest.mark.parametrize("address", ["/films/", "/people/", "/top/", "/search/", "/feeds/films/"])
def test_a_page_without_anything_of_the_visitor_varies_by_no_cookie(film, address):
    response = browser().get(address)
    assert "Cookie" not in response.get("Vary", "")
    assert "private" not in response.get("Cache-Control", "")


def test_the_answer_to_a_form_stands_on_the_next_page_and_is_gone_on_the_one_after(film):
    visitor = browser()
    visitor.post(f"{film.get_absolute_url()}rating/", FORM, headers=HERE[0])
    page, next_page = visitor.get(film.get_absolute_url()), visitor.get(film.get_absolute_url())
    assert "Your rating is saved." in page.text
    assert "Your rating is saved." not in next_page.text
    assert not next_page.cookies
