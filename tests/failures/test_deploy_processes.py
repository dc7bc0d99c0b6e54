"""Workers, main processes and whole applications end: what `deploy/` runs comes back, and visitors hardly notice."""

import json
import os
import re
import signal
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.failures.deployment import listening_socket, started_application, started_nginx
from tests.failures.servers import PROJECT, wait_until

RATING = "/api/v1/films/1/rating/"
WORKERS = 2
JSON_HEAD = (
    f"PUT {RATING} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\nContent-Type: application/json\r\n"
)


def children(process):
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def hears_signals(worker):
    """Tell whether a worker takes signals itself: one that comes before is lost. Of those that it takes, SIGABRT is the last."""
    caught_signals = re.search(r"^SigCgt:\s*(\w+)$", Path(f"/proc/{worker}/status").read_text(), re.MULTILINE)[1]
    return bool(int(caught_signals, 16) >> (signal.SIGABRT - 1) & 1)


def workers_run(process):
    return len(workers := children(process)) == WORKERS and all(map(hears_signals, workers))


@pytest.fixture
def listener(sqlite_site):
    with listening_socket(sqlite_site.home / "wayback.sock") as listening:
        yield listening


@pytest.fixture
def application(sqlite_site, listener):
    with started_application(sqlite_site, listener) as server:
        wait_until(lambda: workers_run(server.process), 10, "both workers run")
        yield server


def test_a_killed_worker_comes_back_and_the_other_answers_meanwhile(application):
    victim = children(application.process)[0]
    os.kill(victim, signal.SIGKILL)
    assert application.ask("/films/", timeout=5).status == 200
    wait_until(
        lambda: len(workers := children(application.process)) == WORKERS and victim not in workers,
        10,
        "two workers run",
    )
    assert all(application.ask("/healthz/").status == 200 for _ in range(10))


def test_a_killed_main_process_leaves_no_worker_and_a_restart_answers(sqlite_site, listener, application):
    workers = children(application.process)
    application.process.kill()
    application.process.wait(10)
    wait_until(lambda: not any(map(is_running, workers)), 10, "the workers of a killed main process end")
    with started_application(sqlite_site, listener) as successor:
        assert successor.ask("/films/").status == 200


def test_a_request_that_is_being_read_is_answered_after_sigterm(application):
    with application.connect() as connection:
        connection.sendall(f"{JSON_HEAD}Content-Length: 12\r\nExpect: 100-continue\r\n\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 100")  # A thread waits for the body.
        application.process.terminate()
        wait_until(lambda: "Handling signal: term" in application.output(), 5, "the main process heard SIGTERM")
        connection.sendall(b'{"stars": 4}')
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    assert application.process.wait(10) == 0


def test_a_restart_loses_no_request(sqlite_site, listener, tmp_path):
    """systemd holds the socket: requests wait there until the next process answers."""
    statuses, end = [], Event()

    def ask(nginx):
        while not end.is_set():
            statuses.append(nginx.https.ask("/healthz/", timeout=30).status)

    with started_nginx(tmp_path / "nginx", Path(listener.getsockname())) as nginx:
        visitor = Thread(target=ask, args=[nginx])
        with started_application(sqlite_site, listener) as application:
            visitor.start()
            wait_until(lambda: len(statuses) > 10, 10, "requests are answered")
            application.process.terminate()
            assert application.process.wait(30) == 0
        count = len(statuses)
        with started_application(sqlite_site, listener):
            wait_until(lambda: len(statuses) > count + 10, 10, "requests are answered again")
            end.set()
            visitor.join()
    assert set(statuses) == {200}


def test_nginx_answers_itself_while_the_application_is_stopped_and_heals(sqlite_site, tmp_path):
    path = tmp_path / "wayback.sock"
    with started_nginx(tmp_path / "nginx", path) as nginx:
        with listening_socket(path) as listener, started_application(sqlite_site, listener):
            sheet = re.search(rb'href="(/static/[^"]+\.css)"', nginx.https.ask("/films/").body).group(1).decode()
            assert nginx.https.ask(sheet).status == 200
        path.unlink()
        page, problem, copy = (nginx.https.ask(address) for address in ("/films/", "/api/v1/films/", sheet))
        assert (page.status, page.body) == (503, (PROJECT / "deploy" / "pages" / "503.html").read_bytes())
        assert (problem.status, json.loads(problem.body)["status"]) == (503, 503)
        upload = nginx.https.ask("/admin/catalog/image/add/", "POST", bytes(1024 * 1024))
        assert (upload.status, upload.body) == (page.status, page.body)
        assert page.headers["retry-after"] == problem.headers["retry-after"] == "30"
        assert copy.status == 200
        with listening_socket(path) as listener, started_application(sqlite_site, listener):
            assert nginx.https.ask("/films/").status == 200
