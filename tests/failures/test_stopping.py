"""However the server of `make run` is stopped, answers end whole, and it starts again at once."""

import signal
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from http.client import HTTPResponse

import pytest

from tests.failures.attacks import LARGE_FILE, send_head
from tests.failures.databases import count_rows, votes_waiting
from tests.failures.servers import PROJECT, free_port, quickstart_server, wait_until

VOTE = '{"stars": 4}'
VOTE_HEAD = (
    "PUT /api/v1/films/1/rating/ HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 12\n\n"
)


def send_vote(server):
    """Return the connection of a vote that the server works on."""
    connection = send_head(server, VOTE_HEAD + VOTE)
    assert server.ask("/healthz/").status == 200  # What came first is taken first.
    return connection


def read_answer(connection):
    """Return (status, declared length, bytes that arrived) of the answer on a connection."""
    with connection, HTTPResponse(connection) as response:
        response.begin()
        return response.status, int(response.getheader("Content-Length")), len(response.read())


def is_refusing(server):
    try:
        server.connect(1).close()
    except ConnectionRefusedError:
        return True
    except ConnectionResetError:
        return False  # It was accepted at the moment of the end.
    return False


def stop(server, number):
    server.process.send_signal(number)
    wait_until(lambda: is_refusing(server), 5, "new connections are refused")


@pytest.mark.parametrize(("database", "number"), [("sqlite", signal.SIGINT), ("postgres", signal.SIGTERM)])
def test_a_stopped_server_ends_the_answers_that_it_has_begun(request, database, number):
    site = request.getfixturevalue(f"{database}_site")
    with quickstart_server(site) as server:
        reader = send_head(server, f"GET {LARGE_FILE} HTTP/1.1\nHost: localhost\n\n", buffer=16_384)
        with votes_waiting(site):
            vote = send_vote(server)
            stop(server, number)
            assert server.process.poll() is None
        status, declared, arrived = read_answer(vote)
        assert (status, arrived) == (200, declared)
        assert count_rows(site, "catalog_vote") == 1
        status, declared, arrived = read_answer(reader)
        assert (status, arrived) == (200, declared)
        assert declared > 1_000_000
        assert server.process.wait(5) == 0


def test_a_second_ctrl_c_ends_at_once(sqlite_site):
    with quickstart_server(sqlite_site) as server, votes_waiting(sqlite_site):
        with closing(send_vote(server)):
            stop(server, signal.SIGINT)
            server.process.send_signal(signal.SIGINT)
            assert server.process.wait(2) == -signal.SIGINT
        assert count_rows(sqlite_site, "catalog_vote") == 0


@contextmanager
def unfinished_requests(server):
    """Hold an idle connection, one with a form of which a part is missing, and one whose answer nobody reads."""
    form = "POST / HTTP/1.1\nHost: localhost\nContent-Length: 900\n\nx"
    page = "GET / HTTP/1.1\nHost: localhost\n\n"
    with server.connect(), send_head(server, form), send_head(server, page):
        assert server.ask("/healthz/").status == 200
        yield


def test_a_server_that_was_stopped_or_killed_starts_again_on_its_port(sqlite_site):
    port = free_port()
    for number, status in [(signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGKILL, -signal.SIGKILL)]:
        with quickstart_server(sqlite_site, port) as server, unfinished_requests(server):
            server.process.send_signal(number)
            assert server.process.wait(3) == status
    with quickstart_server(sqlite_site, port) as server:
        assert server.ask("/films/").status == 200


def test_a_port_in_use_is_named_with_the_way_out(sqlite_site):
    with socket.create_server(("127.0.0.1", 0)) as program:
        port = program.getsockname()[1]
        start = subprocess.run(
            [sys.executable, "-m", "wayback.quickstart"],
            cwd=PROJECT,
            env=sqlite_site.environment | {"PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert start.returncode == 1
    assert f"Port {port} of this machine is in use. Choose another: make run PORT={port + 1}" in start.stderr
