"""What visitors get of a site that `deploy/` runs: nginx before gunicorn, on both databases."""

import json
import re

import pytest

from tests.failures.attacks import (
    all_together,
    idle_connections,
    slow_bodies,
    slow_headers,
    slow_readers,
    slowest_answer,
)
from tests.failures.deployment import VARIABLES, started_deployment
from tests.failures.servers import PROJECT, wait_until

FILM = "/films/1-the-way-back/"
RATING = "/api/v1/films/1/rating/"
MOST_SECONDS = 1
MEGABYTE = 1024 * 1024
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def deployment(shared_site, tmp_path_factory):
    with started_deployment(shared_site, tmp_path_factory.mktemp("deployment") / "run") as running:
        yield running


@pytest.fixture
def https(deployment):
    return deployment.nginx.https


def public_picture(https):
    """Return the address of a picture on the page of the first film."""
    return re.search(rb"/images/\d+/[0-9a-f]{32}/\d+\.webp", https.ask(FILM).body).group().decode()


def static_file(https):
    return re.search(rb'href="(/static/[^"]+\.css)"', https.ask(FILM).body).group(1).decode()


@pytest.mark.parametrize("attack", [slow_bodies, slow_headers, slow_readers, idle_connections, all_together])
def test_others_are_answered_within_a_second_beside_an_attack(https, attack):
    with attack(https):
        assert slowest_answer(https) < MOST_SECONDS


def test_http_leads_to_https(deployment):
    answer = deployment.nginx.http.ask("/films/?q=way", headers={"Host": "elsewhere.example"})
    assert (answer.status, answer.headers["location"]) == (301, "https://127.0.0.1/films/?q=way")


def test_pages_the_desk_the_api_and_pictures_are_answered(https):
    for path in (
        "/healthz/",
        "/readyz/",
        "/",
        FILM,
        "/admin/login/",
        "/api/v1/films/",
        public_picture(https),
        static_file(https),
    ):
        assert https.ask(path).status == 200


def test_a_visitor_can_not_choose_an_address(https):
    """Votes are counted by address: made-up ones count as the visitor's own."""
    names = ("X-Forwarded-For", "X_Forwarded_For", "X-Real-IP", "Forwarded")
    answers = [
        https.ask(RATING, "PUT", '{"stars": 4}', JSON | dict.fromkeys(names, f"198.51.100.{place}"))
        for place in range(int(VARIABLES["LIMIT_VOTES"].partition("/")[0]) + 1)
    ]
    assert [answer.status for answer in answers] == [200] * (len(answers) - 1) + [429]


def test_a_visitor_can_not_choose_the_scheme_or_the_host(https):
    headers = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Port": "1"}
    answer = https.ask("/api/v1/films/1/", headers=headers)
    assert answer.status == 200
    assert b"elsewhere.example" not in answer.body


@pytest.mark.parametrize(("path", "megabytes"), [(f"{FILM}comments/", 1), ("/admin/login/", 26)])
def test_a_body_that_is_too_large_is_refused_before_it_is_sent(https, path, megabytes):
    answer = https.ask(path, "POST", b"", {"Content-Length": str(megabytes * MEGABYTE)})
    assert answer.status == 413
    assert answer.body == (PROJECT / "deploy" / "pages" / "413.html").read_bytes()


def test_programs_are_told_of_a_body_that_is_too_large_in_json(https):
    answer = https.ask(RATING, "PUT", b"", JSON | {"Content-Length": str(MEGABYTE)})
    assert (answer.status, answer.headers["content-type"]) == (413, "application/problem+json")
    assert json.loads(answer.body)["status"] == 413


def test_nginx_hands_large_bodies_for_the_desk_on(https):
    """The application knows who is logged in, and refuses all others with a page of its own."""
    answer = https.ask("/admin/catalog/image/add/", "POST", bytes(24 * MEGABYTE), {"Cookie": "sessionid=made-up"})
    assert answer.status == 413
    assert answer.body != (PROJECT / "deploy" / "pages" / "413.html").read_bytes()
    assert "content-security-policy" in answer.headers


def test_a_body_in_chunks_arrives_whole(https):
    answer = https.ask(RATING, "PUT", iter([b'{"sta', b'rs": 9', b"}"]), JSON)
    assert answer.status == 400
    assert b"Give 1 to 5 stars" in answer.body


def test_answers_of_the_api_are_compressed_and_still_conditional(https):
    headers = {"Accept-Encoding": "gzip"}
    answer = https.ask("/api/v1/films/1/", headers=headers)
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["etag"].startswith('W/"')
    again = https.ask("/api/v1/films/1/", headers=headers | {"If-None-Match": answer.headers["etag"]})
    assert again.status == 304


@pytest.mark.parametrize("encoding", ["gzip", ""])
def test_static_files_come_as_the_browser_reads_them_and_are_kept(https, encoding):
    for _ in range(2):
        answer = https.ask(static_file(https), headers={"Accept-Encoding": encoding})
        assert answer.headers.get("content-encoding", "") == encoding
        assert "immutable" in answer.headers["cache-control"]


def test_a_withdrawn_picture_is_gone_in_ten_seconds_but_for_browsers_that_have_it(deployment, https):
    path = public_picture(https)
    caching = https.ask(path).headers["cache-control"].split(", ")
    # A browser never asks again for what it has; whatever stands between it and the site asks after ten seconds.
    assert {"immutable", "s-maxage=10"} <= set(caching)
    cache = deployment.nginx.folder / "cache"
    assert any(path.encode() in file.read_bytes() for file in cache.rglob("*") if file.is_file())
    withdraw = "from catalog.models import Image; Image.objects.withdraw()"
    deployment.site.run("shell", "-c", withdraw)
    wait_until(lambda: https.ask(path).status == 404, 15, "the withdrawn picture is gone")
