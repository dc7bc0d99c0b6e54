"""What each server survives and costs, as the table in docs/running.md: `python -m bench.server_survival [names]`.

It starts each server with the first film on SQLite, attacks it, kills its processes and measures it; some minutes a server.
"""

import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from tests.failures.attacks import film_page, idle_connections, slow_bodies, slow_headers, slow_readers
from tests.failures.conftest import fill, site_at
from tests.failures.deployment import started_deployment, unit_command
from tests.failures.servers import Server, Site, free_port, quickstart_server, started_server

PROBES = 20
# Longer than a film's page takes on a busy machine: who is not answered then waits for an attacker.
PROBE_SECONDS = 2
TRIVIAL_REQUESTS = 1000
FILM_REQUESTS = 200
CLIENTS = 4
COMEBACK_SECONDS = 10
# After so much CPU time of a server its requests are being answered.
BUSY_SECONDS = 0.03
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
APPLICATION = "wayback.wsgi:application"


class Running(NamedTuple):
    """A server as visitors ask it, the main processes of all that it takes, and that of the application."""

    visitors: Server
    roots: list[int]
    main: int


@contextmanager
def waitress(site: Site) -> Iterator[Running]:
    with quickstart_server(site) as server:
        yield Running(server, [server.process.pid], server.process.pid)


@contextmanager
def nginx_and_gunicorn(site: Site) -> Iterator[Running]:
    with (
        tempfile.TemporaryDirectory() as folder,
        started_deployment(site, Path(folder) / "run") as deployment,
    ):
        main = deployment.application.process.pid
        yield Running(deployment.nginx.https, [main, deployment.nginx.https.process.pid], main)


@contextmanager
def alone(site: Site, command: list[str], address: str) -> Iterator[Running]:
    with started_server(command, address, site.home / "server.log", site.environment) as server:
        yield Running(server, [server.process.pid], server.process.pid)


@contextmanager
def gunicorn(site: Site) -> Iterator[Running]:
    address = f"127.0.0.1:{free_port()}"
    with alone(site, [*unit_command(), "--bind", address], address) as running:
        yield running


@contextmanager
def granian(site: Site) -> Iterator[Running]:
    port = free_port()
    options = f"--interface wsgi --host 127.0.0.1 --port {port} --workers 2 --blocking-threads 2 --log-level warning"
    with alone(site, [program("granian"), *options.split(), APPLICATION], f"127.0.0.1:{port}") as running:
        yield running


@contextmanager
def uwsgi(site: Site) -> Iterator[Running]:
    address = f"127.0.0.1:{free_port()}"
    options = f"--http-socket {address} --master --die-on-term --processes 2 --threads 2 --module {APPLICATION}"
    # It closes each connection after an answer, and does not say so itself.
    command = [program("uwsgi"), *options.split(), "--virtualenv", sys.prefix, "--add-header", "Connection: close"]
    with alone(site, command, address) as running:
        yield running


SERVERS = {
    "waitress (`make run`)": waitress,
    "nginx and gunicorn (`deploy/`)": nginx_and_gunicorn,
    "gunicorn alone": gunicorn,
    "granian alone": granian,
    "uWSGI alone": uwsgi,
}


def program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def is_installed(label: str) -> bool:
    name = label.split()[0].lower()
    return not label.endswith("alone") or Path(program(name)).exists()


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(descendant for child in children for descendant in descendants(int(child)))]


def pss_megabytes(running: Running) -> float:
    """Return the memory of all processes; what several share is counted once."""
    kilobytes = 0
    for root in running.roots:
        for pid in descendants(root):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def cpu_seconds(running: Running) -> float:
    ticks = 0
    for root in running.roots:
        for pid in descendants(root):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])  # utime, stime
    return ticks / TICKS_PER_SECOND


def status(server: Server, path: str, timeout: float) -> int:
    """Return the status of an answer, or 0 where none comes in time."""
    try:
        return server.ask(path, timeout=timeout).status
    except OSError:
        return 0


def answered(server: Server, paths: list[str]) -> str:
    """Count the probes that are answered by 200 in time, after what an attack asked for had time to be answered."""
    status(server, "/films/", timeout=10)
    statuses = [status(server, path, timeout=PROBE_SECONDS) for path in paths]
    return f"{statuses.count(200)} of {len(statuses)}"


def ask_many(server: Server, path: str, count: int) -> None:
    """Ask for a page many times, on a connection that is kept as long as the server keeps it."""
    connection = None
    for _ in range(count):
        if connection is None:
            connection = HTTPConnection("127.0.0.1")
            connection.sock = server.connect()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        assert response.status == 200, f"{path} was answered {response.status}."
        if response.will_close:
            connection = None


def cpu_milliseconds(running: Running, act: Callable[[], None], count: int) -> float:
    start = cpu_seconds(running)
    act()
    return (cpu_seconds(running) - start) / count * 1000


def ask_together(server: Server, path: str) -> None:
    share = FILM_REQUESTS // CLIENTS
    clients = [threading.Thread(target=ask_many, args=(server, path, share)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()


def costs(running: Running, path: str) -> list[str]:
    """Return memory when idle, CPU time of a trivial request and of a film's page, and how many of these a second."""
    server = running.visitors
    memory = pss_megabytes(running)
    trivial = cpu_milliseconds(running, lambda: ask_many(server, "/healthz/", TRIVIAL_REQUESTS), TRIVIAL_REQUESTS)
    start = time.perf_counter()
    film = cpu_milliseconds(running, lambda: ask_together(server, path), FILM_REQUESTS)
    rate = FILM_REQUESTS / (time.perf_counter() - start)
    return [f"{memory:.0f} MB", f"{trivial:.2f} ms", f"{film:.0f} ms", f"{rate:.0f}"]


def kill_worker(running: Running) -> str:
    """Kill a worker, and say whether the server answers then, and how soon."""
    workers = descendants(running.main)[1:]
    if not workers:
        return "has none"
    os.kill(workers[-1], signal.SIGKILL)
    start = time.perf_counter()
    while status(running.visitors, "/healthz/", timeout=1) != 200:
        if time.perf_counter() - start > COMEBACK_SECONDS:
            return "answers no more"
    return f"answers after {time.perf_counter() - start:.1f} s"


def kill_main(running: Running) -> str:
    """Kill the main process, and say whether processes of it are left that hold the port."""
    workers = descendants(running.main)[1:]
    os.kill(running.main, signal.SIGKILL)
    time.sleep(COMEBACK_SECONDS / 2)
    orphans = [pid for pid in workers if Path(f"/proc/{pid}/exe").exists()]
    return f"{len(orphans)} orphans hold the port" if orphans else "ends whole"


def terminate(running: Running, path: str) -> str:
    """Send SIGTERM while requests are being answered, and count those that are."""
    statuses: list[int] = []
    clients = [
        threading.Thread(target=lambda: statuses.append(status(running.visitors, path, timeout=10)))
        for _ in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    start = cpu_seconds(running)
    while cpu_seconds(running) < start + BUSY_SECONDS:
        time.sleep(0.01)
    os.kill(running.main, signal.SIGTERM)
    for client in clients:
        client.join()
    return f"{statuses.count(200)} of {len(statuses)}"


def measure(start: Callable, site: Site) -> list[str]:
    """Return the cells of a server's row."""
    cells = []
    with start(site) as running:
        server, path = running.visitors, film_page(running.visitors)
        ask_many(server, path, PROBES)
        prices = costs(running, path)
        ends = kill_worker(running)
    for attack in (slow_bodies, slow_headers, slow_readers, idle_connections):
        with start(site) as running, attack(running.visitors):
            cells.append(answered(running.visitors, ["/healthz/", path] * (PROBES // 2)))
    cells.append(ends)
    for act in (kill_main, lambda running: terminate(running, path)):
        with start(site) as running:
            cells.append(act(running))
    return cells + prices


COLUMNS = (
    "server, 50 slow bodies, 50 slow headers, 50 slow readers, 50 idle, worker killed, main process killed, "
    "answered after SIGTERM, memory idle (PSS), CPU a trivial request, CPU a film page, film pages a second"
)


def main() -> None:
    names = [name.lower() for name in sys.argv[1:]]
    columns = COLUMNS.split(", ")
    print("| " + " | ".join(columns) + " |\n|" + " --- |" * len(columns), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        site = site_at(home, f"sqlite:///{home}/db.sqlite3")
        fill(site)
        for label, start in SERVERS.items():
            if names and not any(name in label.lower() for name in names):
                continue
            cells = measure(start, site) if is_installed(label) else ["not installed"]
            print(f"| {label} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
