"""One import runs at a time; others wait, and say so."""

import threading

import pytest
from django.db import connection

from catalog.exchange.bringing_in.lock import only_import

pytestmark = pytest.mark.django_db(transaction=True)
# So long a second import is given for what it must not do.
SECONDS = 0.5


def test_a_second_import_tells_that_it_waits_and_begins_when_the_first_ends():
    events, is_waiting = [], threading.Event()

    def tell_waiting():
        events.append("second waits")
        is_waiting.set()

    def run_second():
        try:
            with only_import(tell_waiting):
                events.append("second runs")
        finally:
            connection.close()

    second = threading.Thread(target=run_second)
    with only_import():
        second.start()
        is_waiting.wait(timeout=10)
        second.join(timeout=SECONDS)
        events.append("first ends")
    second.join(timeout=10)
    assert events == ["second waits", "first ends", "second runs"]


def test_what_runs_alone_does_not_wait():
    events = []
    with only_import(lambda: events.append("waits")):
        pass
    with only_import(lambda: events.append("waits")):
        pass
    assert events == []
