"""Clients that try to stop a server: each holds connections of its own as long as its block runs."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

from tests.failures.servers import Server

PAUSE_SECONDS = 2
LARGE_FILE = "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js"  # over a megabyte


def film_page(server: Server) -> str:
    """Return the path of the first film's page."""
    match = re.search(r'href="(/films/[0-9][^"/]*/)"', server.ask("/films/").body.decode())
    assert match, "The list of films links no film."
    return match[1]


def send_head(server: Server, head: str, buffer: int = 4096) -> socket.socket:
    """Send a head on a new connection, which receives so few bytes ahead that the server can't leave an answer to the system."""
    connection = server.connect(timeout=30)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    connection.sendall(head.replace("\n", "\r\n").encode())
    return connection


@contextmanager
def hold_open(connections: list[socket.socket], step: str | None) -> Iterator[list[socket.socket]]:
    """Hold connections open. Every two seconds "send" or "receive" one byte on each of them, or do nothing."""
    end = Event()

    def trickle() -> None:
        alive = list(connections)
        while alive and not end.wait(PAUSE_SECONDS):
            alive = [connection for connection in alive if is_alive(connection, step)]

    thread = Thread(target=trickle)
    if step:
        thread.start()
    try:
        yield connections
    finally:
        end.set()
        if step:
            thread.join()
        for connection in connections:
            connection.close()


def is_alive(connection: socket.socket, step: str) -> bool:
    """Send or receive one byte; return whether the server still holds the connection."""
    try:
        return bool(connection.send(b"x") if step == "send" else connection.recv(1))
    except OSError:
        return False


@contextmanager
def slow_bodies(server: Server, count: int = 50) -> Iterator[list[socket.socket]]:
    """Declare a vote of 900 bytes on each connection, and send a byte of it every two seconds.

    The API reads the body before all else; a form without its cookie would be refused unread.
    """
    number = film_page(server).split("/")[2].partition("-")[0]
    head = f"PUT /api/v1/films/{number}/rating/ HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 900\n\n"
    with hold_open([send_head(server, head) for _ in range(count)], "send") as connections:
        yield connections


@contextmanager
def slow_headers(server: Server, count: int = 50) -> Iterator[list[socket.socket]]:
    """Send a byte of a header every two seconds on each connection."""
    head = f"GET {film_page(server)} HTTP/1.1\nHost: localhost\nX-Slow: "
    with hold_open([send_head(server, head) for _ in range(count)], "send") as connections:
        yield connections


@contextmanager
def slow_readers(server: Server, count: int = 50, requests: int = 30) -> Iterator[list[socket.socket]]:
    """Ask for large answers, many times on each connection at once; when they have begun, read a byte every two seconds."""
    paths = [LARGE_FILE, "/api/v1/films/1/?include=credits,questions,synopses,releases,events"]
    heads = [f"GET {path} HTTP/1.1\nHost: localhost\n\n" * requests for path in paths]
    connections = [send_head(server, heads[number % len(heads)]) for number in range(count)]
    for connection in connections:
        connection.recv(1)
    with hold_open(connections, "receive"):
        yield connections


@contextmanager
def idle_connections(server: Server, count: int = 50) -> Iterator[list[socket.socket]]:
    """Open connections, and send nothing."""
    with hold_open([server.connect() for _ in range(count)], None) as connections:
        yield connections


@contextmanager
def all_together(server: Server, count: int = 50) -> Iterator[list[socket.socket]]:
    """Make all four attacks at once."""
    with ExitStack() as stack:
        yield [connection for attack in ATTACKS for connection in stack.enter_context(attack(server, count))]


ATTACKS = [slow_bodies, slow_headers, slow_readers, idle_connections]


def slowest_answer(server: Server, probes: int = 10) -> float:
    """Return how many seconds the slowest of so many probes of /healthz/ and of the film's page took; all must be 200.

    Before, it lets pass what an attack asked for all at once: that is many requests, and not slow ones.
    """
    paths = ["/healthz/", film_page(server)]
    for path in paths * 2:
        server.ask(path, timeout=30)
    answers = [server.ask(path, timeout=10) for path in paths * probes]
    assert {answer.status for answer in answers} == {200}
    return max(answer.seconds for answer in answers)
