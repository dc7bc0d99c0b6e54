"""Bodies that are cut off, chunked or too large, sent to real servers: waitress, and gunicorn without a proxy."""

import os
import signal
import sys
from contextlib import closing, contextmanager, suppress
from http.client import HTTPResponse
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.failures.attacks import film_page, send_head
from tests.failures.databases import count_rows
from tests.failures.servers import Server, Site, quickstart_server, started_server

FORM = "name=Ann&body=He+gets+home.&spoiler=on"
FORM_TYPE = "application/x-www-form-urlencoded"
JSON_TYPE = "application/json"
MULTIPART_TYPE = "multipart/form-data; boundary=x"
FILE_PART = '--x\nContent-Disposition: form-data; name="file"; filename="a.png"\nContent-Type: image/png\n\n'
DECLARED = 300 * 1024 * 1024
SENT = 512 * 1024
TOO_LARGE = b"more than 128 KB, so nothing was saved"


class Running(NamedTuple):
    """A server, its site, and the only folder for its temporary files."""

    site: Site
    server: Server
    temporary: Path


@contextmanager
def gunicorn(site, **variables):
    address = site.home / "gunicorn.sock"
    command = [sys.executable, "-m", "gunicorn", "--worker-class=gthread", "--threads=4", f"--bind=unix:{address}"]
    log, environment = site.home / "gunicorn.log", site.environment | variables
    with started_server([*command, "wayback.wsgi"], address, log, environment) as server:
        yield server


@pytest.fixture(scope="module", params=[quickstart_server, gunicorn], ids=["waitress", "gunicorn"])
def running(request, shared_site):
    temporary = shared_site.home / f"tmp-{request.param.__name__}"
    temporary.mkdir()
    with request.param(shared_site, TMPDIR=str(temporary)) as server:
        yield Running(shared_site, server, temporary)


def begin(server, path, content_type, framing, method="POST"):
    """Send the head of a request; return the connection."""
    head = f"{method} {path} HTTP/1.1\nHost: localhost\nContent-Type: {content_type}\n"
    return send_head(server, f"{head}{framing}\nConnection: close\n\n")


def answer_of(connection):
    """Return (status, body) of the answer, or None where the connection ended without one."""
    with HTTPResponse(connection) as response:
        try:
            response.begin()
        except ConnectionError:
            return None
        return response.status, response.read()


def status_of(connection):
    answer = answer_of(connection)
    return answer and answer[0]


def comments(running):
    return film_page(running.server) + "comments/"


def test_a_form_that_is_cut_off_is_not_saved(running):
    before = count_rows(running.site, "catalog_comment")
    with begin(running.server, comments(running), FORM_TYPE, f"Content-Length: {len(FORM)}") as connection:
        connection.sendall(FORM.partition("&spoiler")[0].encode())
        connection.shutdown(1)
        assert status_of(connection) in (None, 400)  # Waitress calls no application for what did not arrive.
    assert count_rows(running.site, "catalog_comment") == before


def test_a_chunked_form_is_read_whole(running):
    before = count_rows(running.site, "catalog_comment")
    with begin(running.server, comments(running), FORM_TYPE, "Transfer-Encoding: chunked") as connection:
        form = f"{FORM}&name={running.temporary.name}"  # A comment of its own for each server.
        for part in (form[:20], form[20:], ""):
            connection.sendall(f"{len(part):x}\r\n{part}\r\n".encode())
        assert status_of(connection) == 303
    assert count_rows(running.site, "catalog_comment") == before + 1


def test_a_chunked_form_that_is_cut_off_is_not_saved(running):
    before = count_rows(running.site, "catalog_comment")
    with begin(running.server, comments(running), FORM_TYPE, "Transfer-Encoding: chunked") as connection:
        connection.sendall(f"{len(FORM):x}\r\n{FORM}\r\n".encode())
        connection.shutdown(1)
        assert status_of(connection) in (None, 400)
    assert count_rows(running.site, "catalog_comment") == before


def test_a_chunked_body_beyond_the_bound_is_refused(running):
    before = count_rows(running.site, "catalog_comment")
    with begin(running.server, comments(running), FORM_TYPE, "Transfer-Encoding: chunked") as connection:
        send_as_far_as_taken(connection, b"%x\r\n%s\r\n0\r\n\r\n" % (SENT, FORM.encode().ljust(SENT, b"x")))
        assert status_of(connection) in (None, 413)  # gunicorn may close while this sends.
    assert count_rows(running.site, "catalog_comment") == before


def send_as_far_as_taken(connection, body):
    """Send a body. What a server does not take any more stays unsent."""
    with suppress(ConnectionError):
        connection.sendall(body)


@pytest.mark.parametrize(
    ("path", "method", "content_type"),
    [
        ("comments", "POST", MULTIPART_TYPE),
        ("/admin/login/", "POST", MULTIPART_TYPE),
        ("/admin/catalog/image/add/", "POST", MULTIPART_TYPE),
        ("/api/v1/films/1/rating/", "PUT", JSON_TYPE),
    ],
)
def test_a_visitors_large_file_is_refused_and_leaves_nothing(running, path, method, content_type):
    path = comments(running) if path == "comments" else path
    framing = f"Content-Length: {DECLARED}"
    with begin(running.server, path, content_type, framing, method) as connection:
        status, body = answer_of(connection)
    assert (status, TOO_LARGE in body) == (413, True)
    assert list(running.temporary.iterdir()) == []


def test_who_still_sends_a_file_that_was_refused_reads_why(shared_server):
    path = film_page(shared_server) + "comments/"
    with begin(shared_server, path, MULTIPART_TYPE, f"Content-Length: {DECLARED}") as connection:
        connection.sendall(FILE_PART.encode().ljust(8 * SENT, b"x"))
        status, body = answer_of(connection)
    assert (status, TOO_LARGE in body) == (413, True)


def test_a_killed_server_leaves_no_upload_behind(sqlite_site, tmp_path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with quickstart_server(sqlite_site, TMPDIR=str(temporary)) as server:
        length = f"Content-Length: {20 * 1024 * 1024}\nCookie: sessionid=invented"
        with closing(begin(server, "/admin/catalog/image/add/", MULTIPART_TYPE, length)) as connection:
            connection.sendall(FILE_PART.encode().ljust(4 * SENT, b"x"))
            assert server.ask("/healthz/").status == 200
            os.kill(server.process.pid, signal.SIGKILL)
            server.process.wait(5)
    assert list(temporary.iterdir()) == []
