"""How long a vote takes alone, and while an editor opens the form of a big film's working copy again and again.

The product's own server answers on SQLite, on a disk: one process with four threads for both, then a process for each. The
median of the votes beside the forms is to stay within twice the median alone. The tests' database must be SQLite, too: on
PostgreSQL a vote waits for no form.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from bench.bench_desk import address, cited_film
from catalog.models import State
from tests.edits import save_fields
from tests.factories import make_film

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

VOTES = 200
START_SECONDS = 60
SERVE = "import sys; from wayback.quickstart import serve; serve(int(sys.argv[1]))"


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_server(database):
    """Start the server of `make run` on a database; yield its port when it answers."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], env=environment)
    try:
        start = perf_counter()
        while not is_open(port):
            assert server.poll() is None, "The server ended at its start."
            assert perf_counter() < start + START_SECONDS, "The server does not answer."
            sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


def is_open(port):
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(browser, method, path, body=None, **headers):
    browser.request(method, path, body, headers)
    answer = browser.getresponse()
    content = answer.read()
    assert answer.status == 200, content[:500]


def seconds_of_votes(port, film):
    """Return the seconds that each of VOTES votes takes, one after another."""
    browser, durations = http.client.HTTPConnection("127.0.0.1", port), []
    for number in range(VOTES):
        body, start = json.dumps({"stars": number % 5 + 1}), perf_counter()
        ask(browser, "PUT", f"/api/v1/films/{film.pk}/rating/", body, **{"Content-Type": "application/json"})
        durations.append(perf_counter() - start)
    browser.close()
    return durations


@contextmanager
def opening_again_and_again(port, page, cookie):
    """Open a page in a thread of its own, again as soon as it is there; yield the seconds that each opening took."""
    durations, first_opening, end = [], threading.Event(), threading.Event()

    def open_pages():
        browser = http.client.HTTPConnection("127.0.0.1", port)
        while not end.is_set():
            start = perf_counter()
            ask(browser, "GET", page, Cookie=cookie)
            durations.append(perf_counter() - start)
            first_opening.set()
        browser.close()

    thread = threading.Thread(target=open_pages, daemon=True)
    thread.start()
    assert first_opening.wait(START_SECONDS), "The form can't be opened."
    try:
        yield durations
    finally:
        end.set()
        thread.join()


@pytest.fixture
def database():
    """A copy of the tests' database with a big film, on a disk: /tmp may lie in memory."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        yield f"{folder}/votes.sqlite3"


def bench_votes_while_forms_are_opened(database):
    film, rated_film, client = cited_film(State.PUBLISHED), make_film(), Client()
    save_fields(film, logline="Waits.")
    client.force_login(User.objects.create_superuser("edda"))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [database])
    page = address("film", "change", film.pk)
    for label, count in (("one process", 1), ("two processes", 2)):
        with ExitStack() as servers:
            ports = [servers.enter_context(running_server(database)) for _ in range(count)]
            alone = median(seconds_of_votes(ports[0], rated_film))
            with opening_again_and_again(ports[-1], page, cookie) as openings:
                beside = median(seconds_of_votes(ports[0], rated_film))
            print(
                f"\na vote beside forms, {label}: {beside * 1000:.1f} ms, {beside / alone:.1f} × alone "
                f"({alone * 1000:.1f} ms); a form opens in {median(openings):.2f} s"
            )
