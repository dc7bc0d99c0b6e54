"""Django's cache in Redis, which counts as empty while Redis is gone: no request fails for it, and none waits long."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import Any

from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from redis import RedisError

# How long one call may wait, whatever for: a name look-up, a connection, an answer. A request makes two calls at most.
CALL_SECONDS = 0.1
# How long nobody asks Redis after it failed.
PAUSE_SECONDS = 10
MOST_WAITING_CALLS = 32

logger = logging.getLogger(__name__)


class Outage:
    """What all threads of a process know of Redis: whether it answers, and if not, when to ask it again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, executor: Executor | None = None) -> None:
        self.clock, self.lock = clock, Lock()
        # Only another thread bounds every wait of a call: look-ups of names have no time-out, and each read has its own.
        self.executor = executor or ThreadPoolExecutor(MOST_WAITING_CALLS, thread_name_prefix="redis")
        self.retry_at: float | None = None

    def call(self, command: Callable[[], Any], substitute: Callable[[], Any]) -> Any:
        """Return the result of a command to Redis; that of the substitute while Redis is gone."""
        with self.lock:
            is_trial = self.retry_at is not None
            if self.retry_at is not None:
                if self.clock() < self.retry_at:
                    return substitute()
                # One call tries; until it knows, all others go on without Redis.
                self.retry_at = self.clock() + PAUSE_SECONDS
        future = self.executor.submit(command)
        try:
            error = future.exception(CALL_SECONDS)
        except TimeoutError as timeout:
            future.cancel()
            error = timeout
        if isinstance(error, RedisError | OSError):
            self.begin(error)
            return substitute()
        if is_trial:
            self.end()
        return future.result()

    def begin(self, error: Exception) -> None:
        with self.lock:
            is_new, self.retry_at = self.retry_at is None, self.clock() + PAUSE_SECONDS
        if is_new:
            reason = str(error) or f"no answer within {CALL_SECONDS * 1000:.0f} ms"
            logger.warning(
                "Redis is gone (%s): the site goes on without it, and requests to the API are not limited. "
                "It is tried every %s s; see “When Redis is gone” in docs/running.md.",
                reason,
                PAUSE_SECONDS,
            )

    def end(self) -> None:
        with self.lock:
            is_over, self.retry_at = self.retry_at is not None, None
        if is_over:
            logger.warning("Redis answers again: requests to the API are limited again.")


def bounded(name: str) -> Any:
    """Make the cache's method of that name: Django's own, or that of an empty cache while Redis is gone."""
    method = getattr(DjangoRedisCache, name)

    def call(self: "RedisCache", *args: Any, **kwargs: Any) -> Any:
        substitute = getattr(self.empty, name)
        return self.outage.call(partial(method, self, *args, **kwargs), partial(substitute, *args, **kwargs))

    call.__name__ = name
    return call


class RedisCache(DjangoRedisCache):
    """Django's cache in Redis with bounded waits. Each thread has its own; they share what they know of an outage."""

    outage = Outage()

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        # Without these, a thread that nobody waits for any more would keep its connection for five seconds.
        bounds = {"socket_connect_timeout": CALL_SECONDS, "socket_timeout": CALL_SECONDS}
        super().__init__(server, params | {"OPTIONS": bounds | params.get("OPTIONS", {})})
        self.empty = DummyCache("", params)

    add = bounded("add")
    get = bounded("get")
    set = bounded("set")
    touch = bounded("touch")
    delete = bounded("delete")
    get_many = bounded("get_many")
    has_key = bounded("has_key")
    incr = bounded("incr")
    set_many = bounded("set_many")
    delete_many = bounded("delete_many")
    clear = bounded("clear")
