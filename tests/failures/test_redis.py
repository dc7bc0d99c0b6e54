"""A site whose Redis freezes or stops: it goes on, says so once, and limits nobody until Redis is back."""

import signal

import pytest

from tests.failures.servers import quickstart_server

REQUESTS = 20


@pytest.mark.parametrize("fault", [signal.SIGSTOP, signal.SIGKILL], ids=["frozen", "stopped"])
def test_the_site_goes_on_without_redis(sqlite_site, redis, fault):
    with quickstart_server(sqlite_site, REDIS_URL=redis.url) as server:
        before = server.ask("/api/v1/films/")
        assert before.headers["ratelimit"].startswith('"read";r=599;')
        assert server.ask("/readyz/").status == 200
        redis.send(fault)
        answers = [server.ask("/api/v1/films/") for _ in range(REQUESTS)]
        assert {answer.status for answer in answers} == {200}
        assert {answer.headers["ratelimit"] for answer in answers} == {'"read";r=599;t=60'}
        ready = server.ask("/readyz/")
        assert (ready.status, ready.body) == (503, b'{"database": "up", "cache": "down"}')
        assert server.ask("/").status == 200
        assert server.output().count("Redis is gone (") == 1
        assert "Traceback" not in server.output()
