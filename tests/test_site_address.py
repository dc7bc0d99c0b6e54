"""Absolute addresses begin with SITE_URL, whatever host and port a request names."""

import ast
import re
from itertools import islice

import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalog.views.sitemaps import RANGE
from tests.admin.logins import PASSWORD
from tests.crawl import api_queries, page_queries, route_addresses, routes
from tests.factories import make_film
from tests.previews import make_link, preview_address
from tests.secret_catalogue import seed

pytestmark = pytest.mark.django_db
SITE_URL = "https://films.example.org"
PORT = "6666"
HERE = f"localhost:{PORT}"
# A row may have the same number as the port, so the port counts behind a host or a header's name alone.
ECHO = re.compile(rf"localhost|testserver|[\w.\]]:\s?{PORT}\b")
# An allowed host, with a port that is not the site's.
HEADERS = {
    "Host": HERE,
    "X-Forwarded-Host": HERE,
    "X-Forwarded-Port": PORT,
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Server": HERE,
    "Forwarded": f"host={HERE};proto=http",
    "X-Original-Host": HERE,
    "X-Rewrite-URL": f"http://{HERE}/",
}
MOST_OF_A_ROUTE = 3
# What makes absolute addresses, or the host for them, of a request.
HOST_READERS = {"build_absolute_uri", "get_host", "get_port", "get_current_site", "RequestSite"}
FORWARDED = {"USE_X_FORWARDED_HOST", "USE_X_FORWARDED_PORT"}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE_URL
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.TRUSTED_PROXIES = 1


@pytest.fixture
def administrator():
    return User.objects.create_superuser("ada", password=PASSWORD)


@pytest.fixture
def visitor():
    return Client(headers=HEADERS)


def whole_text(response):
    """Return the headers and the content of a response as one text."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return "\n".join(f"{name}: {value}" for name, value in response.items()) + body.decode(errors="replace")


def all_addresses(catalogue):
    """Yield addresses of every route, of pages with their queries and of the API with its parameters."""
    film, unseen_film = catalogue.film, catalogue.unseen_films[0]
    for route in routes():
        yield from islice(route_addresses(*route), MOST_OF_A_ROUTE)
    yield from page_queries(film, unseen_film)
    addresses_by_path = {}
    for address in api_queries(film, unseen_film):
        addresses_by_path.setdefault(address.partition("?")[0], []).append(address)
    for addresses in addresses_by_path.values():
        yield from addresses[:MOST_OF_A_ROUTE]
    yield from (
        "/api/v1/films/?limit=1&count=true",
        "/nothing/",
        "/films/?page=99",
        film.get_absolute_url().rstrip("/"),
    )


def test_no_answer_names_the_host_or_the_port_of_the_request(visitor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    catalogue = seed()
    statuses, echoes = set(), []
    for address in all_addresses(catalogue):
        response = visitor.get(address)
        statuses.add(response.status_code)
        text = whole_text(response)
        if ECHO.search(text):
            echoes.append(address)
    assert not echoes
    assert {200, 301, 302, 404} <= statuses


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/robots.txt", "Sitemap: {site}/sitemap.xml"),
        ("/sitemap.xml", "<loc>{site}/sitemap-films.xml{range}</loc>"),
        ("/sitemap-films.xml{range}", "<loc>{site}{film}</loc>"),
        ("/feeds/films/", '<link href="{site}{film}" rel="alternate"'),
        ("/feeds/films/", '<link href="{site}/feeds/films/" rel="self"'),
        ("/feeds/films/{pk}/", '<link href="{site}{film}" rel="alternate"'),
        ("{film}", '"url": "{site}{film}"'),
        ("{film}", '<link rel="canonical" href="{site}{film}">'),
        ("/api/", '"url":"{site}/api/v1/"'),
        ("/api/v1/films/", '"url":"{site}{film}"'),
        ("/api/v1/films/?limit=1", "Link: <{site}/api/v1/films/?"),
        ("/api/v1/films/?limit=1", '"next":"{site}/api/v1/films/?'),
        ("/api/v1/search/?q=walk", '"api_url":"{site}/api/v1/films/{pk}/"'),
    ],
)
def test_an_absolute_address_is_that_of_the_site(visitor, address, line):
    film = make_film(title="The Walk")
    make_film(title="Another Walk")
    place = (film.pk - 1) // RANGE + 1
    names = {
        "site": SITE_URL,
        "film": film.get_absolute_url(),
        "pk": film.pk,
        "range": f"?p={place}" if place > 1 else "",
    }
    assert line.format(**names) in whole_text(visitor.get(address.format(**names)))


def test_a_link_to_a_preview_is_that_of_the_site(client, administrator):
    link = make_link(make_film(state="draft"))
    client.force_login(administrator)
    page = client.get(reverse("admin:catalog_film_preview_links", args=[link.film_id]), headers=HEADERS).text
    assert f"{SITE_URL}{preview_address(link)}" in page
    assert PORT not in page


@pytest.mark.parametrize("back", [f"//{HERE}/x", f"http://{HERE}/x", f"\\\\{HERE}/x", f"/\\{HERE}/x"])
def test_a_form_leads_back_to_a_path_alone(visitor, back):
    response = visitor.post("/spoilers/", {"level": "1", "next": back})
    assert response["Location"] == "/"


def test_a_redirect_to_https_leads_to_the_site(settings):
    settings.SECURE_SSL_REDIRECT = True
    response = Client(headers=HEADERS).get("/films/?page=1")
    assert response["Location"] == f"https://{project.SECURE_SSL_HOST}/films/?page=1"
    assert PORT not in response["Location"]


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (f"http://{HERE}", 302),
        (SITE_URL, 302),
        ("http://localhost:7777", 403),
        ("https://elsewhere.example", 403),
        ("null", 403),
    ],
)
def test_forms_come_from_the_site_or_from_the_address_at_which_it_was_opened(settings, administrator, origin, status):
    settings.CSRF_TRUSTED_ORIGINS = [SITE_URL]
    browser = Client(enforce_csrf_checks=True, headers=HEADERS)
    browser.get(reverse("admin:login"))
    token = browser.cookies["csrftoken"].value
    fields = {"username": administrator.username, "password": PASSWORD, "csrfmiddlewaretoken": token, "next": "/admin/"}
    assert browser.post(reverse("admin:login"), fields, headers={"Origin": origin}).status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [(f"http://{HERE}", 200), (SITE_URL, 200), ("http://localhost:7777", 403), ("https://elsewhere.example", 403)],
)
def test_votes_come_from_the_site_or_from_the_address_at_which_it_was_opened(visitor, origin, status):
    route = f"/api/v1/films/{make_film().pk}/rating/"
    response = visitor.put(route, '{"stars": 4}', content_type="application/json", headers={"Origin": origin})
    assert response.status_code == status


def test_no_code_but_that_of_the_site_address_reads_the_host_of_a_request():
    readers = [
        f"{path.relative_to(project.BASE_DIR)}:{node.lineno}"
        for folder in ("catalog", "wayback")
        for path in sorted((project.BASE_DIR / folder).rglob("*.py"))
        if path.name != "site_address.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if (getattr(node, "attr", None) or getattr(node, "id", None)) in HOST_READERS
    ]
    assert not readers, "Make absolute addresses with catalog.site_address.absolute:\n" + "\n".join(readers)
    assert not any(getattr(project, name) for name in FORWARDED)
