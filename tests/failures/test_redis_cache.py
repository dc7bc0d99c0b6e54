"""The cache in Redis while Redis is frozen, stopped, unreachable or broken: it counts as empty, and waits are bounded."""

import logging
import signal
import socket
import struct
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier

import pytest
from django.test import RequestFactory
from rest_framework.request import Request

from catalog.api.core.throttles import ReadThrottle
from tests.failures.redis_servers import Redis, peer
from tests.failures.servers import wait_until
from wayback.redis_cache import CALL_SECONDS, PAUSE_SECONDS, Outage, RedisCache

REQUESTS = 20


class Clock:
    """A clock that goes on only when a test says so."""

    def __init__(self):
        self.seconds = 1000.0

    def __call__(self):
        return self.seconds


class CountingExecutor(ThreadPoolExecutor):
    """Runs commands in other threads, and counts them."""

    def __init__(self):
        super().__init__(32)
        self.commands = 0

    def submit(self, *args):
        self.commands += 1
        return super().submit(*args)


class FrozenExecutor:
    """Never answers: who waits for it moves the clock on by the whole time that it would wait."""

    def __init__(self, clock):
        self.clock, self.waits = clock, []

    def submit(self, command):
        executor = self

        class Unanswered(Future):
            def exception(self, timeout):
                executor.waits.append(timeout)
                executor.clock.seconds += timeout
                raise TimeoutError

        return Unanswered()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def make_cache(clock):
    """Make a cache as each thread of a server has it; all of them share one outage."""
    outage = Outage(clock, CountingExecutor())

    def make(url):
        cache = RedisCache(url, {})
        cache.outage = outage
        return cache

    yield make
    outage.executor.shutdown()


def messages(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "wayback.redis_cache"]


def commands_of(cache):
    return cache.outage.executor.commands


def test_a_frozen_redis_costs_the_first_request_its_bound_and_the_next_nothing(clock):
    executor = FrozenExecutor(clock)
    cache = RedisCache("redis://127.0.0.1:1", {})
    cache.outage = Outage(clock, executor)
    for _ in range(REQUESTS):
        assert cache.get("key", []) == []
        cache.set("key", [1], 60)
    assert executor.waits == [CALL_SECONDS]
    # A request makes two calls, and the first of them may be answered at the last moment.
    assert 2 * CALL_SECONDS <= 0.2


def test_nobody_asks_for_ten_seconds_then_one_call_does(clock):
    executor = FrozenExecutor(clock)
    cache = RedisCache("redis://127.0.0.1:1", {})
    cache.outage = Outage(clock, executor)
    cache.get("key")
    for command_count, seconds in ((1, 9.9), (2, 0.2), (2, 9.0)):
        clock.seconds += seconds
        for _ in range(5):
            cache.get("key")
        assert len(executor.waits) == command_count
    assert PAUSE_SECONDS == 10


def test_all_calls_answer_as_for_an_empty_cache_while_redis_is_gone(make_cache, redis):
    cache = make_cache(redis.url)
    cache.set_many({"a": 1, "b": 2})
    redis.end()
    assert cache.get("a") is None
    assert cache.get("a", "default") == "default"
    assert cache.get_many(["a", "b"]) == {}
    assert cache.get_or_set("a", 7) == 7
    assert (cache.add("c", 1), cache.touch("a"), cache.delete("a"), cache.has_key("a"), "a" in cache) == (
        *(True, False, False, False),
        False,
    )
    assert cache.set_many({"a": 1}) == []
    cache.delete_many(["a"])
    cache.clear()
    for change in (cache.incr, cache.decr):
        with pytest.raises(ValueError, match="not found"):
            change("a")
    assert commands_of(cache) == 2


@pytest.mark.parametrize("fault", ["frozen", "stopped"])
def test_redis_goes_and_comes_with_one_line_each_from_all_threads(make_cache, redis, clock, caplog, fault):
    caplog.set_level(logging.INFO)
    first = make_cache(redis.url)
    first.set("key", 1, 3600)
    redis.send(signal.SIGSTOP) if fault == "frozen" else redis.end()
    barrier = Barrier(8)

    def ask():
        cache = make_cache(redis.url)
        barrier.wait(10)
        for _ in range(REQUESTS):
            assert cache.get("key") is None

    with ThreadPoolExecutor(8) as threads:
        for future in [threads.submit(ask) for _ in range(8)]:
            future.result(30)
    # Those that asked at the same moment waited beside each other; nobody asked again.
    assert commands_of(first) <= 1 + 8
    if fault == "frozen":
        redis.send(signal.SIGCONT)
        wait_until(redis.answers, 10, "Redis answers")
    else:
        redis.process = Redis(redis.port).process
    assert first.get("key", "gone") == "gone"
    clock.seconds += PAUSE_SECONDS
    first.set("key", 2, 3600)
    assert make_cache(redis.url).get("key") == 2
    first_line, last_line = messages(caplog)
    assert "Redis is gone" in first_line
    assert "docs/running.md" in first_line
    assert "answers again" in last_line


def test_a_late_answer_is_never_read_as_that_of_another_call(make_cache, redis, clock):
    cache = make_cache(redis.url)
    cache.set_many({"mine": "my answer", "other": "its answer"})
    redis.send(signal.SIGSTOP)
    assert cache.get("mine") is None
    redis.send(signal.SIGCONT)
    wait_until(redis.answers, 10, "Redis answers")
    clock.seconds += PAUSE_SECONDS
    assert cache.get("other") == "its answer"
    assert cache.get("mine") == "my answer"


@pytest.mark.parametrize(
    "line",
    [
        "LOADING Redis is loading the dataset in memory",
        "OOM command not allowed when used memory > 'maxmemory'.",
        "READONLY You can't write against a read only replica.",
        "MISCONF Redis is configured to save RDB snapshots, but it can't persist to disk.",
        "NOAUTH Authentication required.",
        "MASTERDOWN Link with MASTER is down",
    ],
    ids=lambda line: line.split()[0],
)
def test_a_redis_that_answers_errors_counts_as_gone(make_cache, caplog, line):
    def answer(connection):
        with connection:
            while connection.recv(4096):
                connection.sendall(f"-{line}\r\n".encode())

    with peer(answer) as url:
        cache = make_cache(url)
        for _ in range(REQUESTS):
            cache.set("key", 1)
            assert cache.get("key") is None
    assert commands_of(cache) == 1
    assert len(messages(caplog)) == 1


def test_a_connection_reset_in_the_middle_of_an_answer_counts_as_gone(make_cache, caplog):
    def answer(connection):
        connection.recv(4096)
        connection.sendall(b"$10\r\nhalf")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    with peer(answer) as url:
        cache = make_cache(f"{url}")
        for _ in range(REQUESTS):
            assert cache.get("key", "default") == "default"
    assert commands_of(cache) == 1
    assert len(messages(caplog)) == 1


def test_a_host_that_drops_packets_counts_as_gone(make_cache, caplog):
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, socket.socket() as waiting:
        # The queue of the listener is full with this one: the system drops what comes after it.
        waiting.connect(listener.getsockname())
        cache = make_cache(f"redis://127.0.0.1:{listener.getsockname()[1]}")
        for _ in range(REQUESTS):
            assert cache.get("key", "default") == "default"
    assert commands_of(cache) == 1
    assert len(messages(caplog)) == 1


def test_an_error_of_ours_is_raised_and_is_no_outage(make_cache, redis, caplog):
    cache = make_cache(redis.url)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("never-set")
    assert messages(caplog) == []


def test_counts_of_reads_go_on_when_redis_is_back(make_cache, redis, clock):
    class Throttle(ReadThrottle):
        cache = make_cache(redis.url)
        rate = "2/hour"

    def is_allowed():
        return Throttle().allow_request(Request(RequestFactory().get("/api/v1/films/")), None)

    assert is_allowed()
    redis.send(signal.SIGSTOP)
    assert all(is_allowed() for _ in range(5))
    redis.send(signal.SIGCONT)
    wait_until(redis.answers, 10, "Redis answers")
    clock.seconds += PAUSE_SECONDS
    # The one before the outage counts, those meanwhile don't.
    assert [is_allowed(), is_allowed()] == [True, False]
