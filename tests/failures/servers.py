"""Real servers for the failure tests: a site with the first film, started by the commands that its owner uses."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

PROJECT = Path(__file__).resolve().parents[2]
READY_SECONDS = 60
# Variables of the test run itself, which a site must not inherit.
FOREIGN_VARIABLES = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "WAYBACK_HOME", "SECRET_KEY", "SITE_URL")


class Answer(NamedTuple):
    """What a server answered: status, headers (names in lower case, a line for each of the same name), body, seconds it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Site(NamedTuple):
    """The folder of a site, and the environment variables that its programs run with."""

    home: Path
    environment: dict[str, str]

    def run(self, *arguments: str, text: str = "") -> str:
        """Run a command of `manage.py` for this site, which reads `text`; return what it prints.

        Raise CalledProcessError where it fails.
        """
        result = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environment,
            check=True,
            input=text,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        return result.stdout


class Server:
    """A running server of a site, its main process, and what it printed."""

    def __init__(self, process: subprocess.Popen, address: str | Path, log: Path) -> None:
        self.process, self.address, self.log = process, address, log

    def connect(self, timeout: float = 10) -> socket.socket:
        """Open a connection: to the port, or to the Unix socket where the address is a path."""
        if isinstance(self.address, Path):
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(timeout)
            try:
                connection.connect(str(self.address))
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = self.address.partition(":")
        return socket.create_connection((host, int(port)), timeout)

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: dict[str, str] | None = None,
        timeout: float = 10,
    ) -> Answer:
        """Send one request on a connection of its own. Raise OSError where no answer comes within `timeout` seconds."""
        start = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", timeout=timeout)
        connection.sock = self.connect(timeout)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        headers_by_name: dict[str, str] = {}
        for name, value in response.getheaders():
            earlier = headers_by_name.get(name.lower())
            headers_by_name[name.lower()] = value if earlier is None else f"{earlier}\n{value}"
        return Answer(response.status, headers_by_name, content, time.perf_counter() - start)

    def answers(self) -> bool:
        try:
            return self.ask("/healthz/", timeout=2).status == 200
        except OSError:
            return False

    def output(self) -> str:
        return self.log.read_text(errors="replace")


def wait_until(condition: Callable[[], Any], seconds: float, goal: str) -> None:
    """Ask until the condition holds; raise TimeoutError with the `goal` after so many seconds."""
    pause, end = Event(), time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"After {seconds} s still not: {goal}.")
        pause.wait(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def plain_environment(**variables: str) -> dict[str, str]:
    """Return this process's environment without the variables of the test run, and with those named here."""
    return {name: value for name, value in os.environ.items() if name not in FOREIGN_VARIABLES} | variables


@contextmanager
def started_server(
    command: list[str],
    address: str | Path,
    log: Path,
    environment: dict[str, str],
    server_class: type[Server] = Server,
    pass_fds: tuple[int, ...] = (),
) -> Iterator[Server]:
    """Start a server in a process group of its own, wait until it answers, and end the whole group afterwards."""
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603
            command,
            cwd=PROJECT,
            env=environment,
            stdout=file,
            stderr=file,
            start_new_session=True,
            pass_fds=pass_fds,
        )
    server = server_class(process, address, log)
    try:
        wait_until(lambda: server.answers() or process.poll() is not None, READY_SECONDS, "the server answers")
        assert process.poll() is None, f"The server ended at once:\n{server.output()}"
        yield server
    finally:
        end_group(process)


def end_group(process: subprocess.Popen) -> None:
    """Kill a process and all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # All of them have ended already.
    finally:
        process.wait(10)


@contextmanager
def quickstart_server(site: Site, port: int | None = None, **variables: str) -> Iterator[Server]:
    """Start what `make run` starts, on a port or a free one."""
    port = port or free_port()
    environment = site.environment | {"PORT": str(port)} | variables
    command = [sys.executable, "-m", "wayback.quickstart"]
    with started_server(command, f"127.0.0.1:{port}", site.home / "server.log", environment) as server:
        yield server
