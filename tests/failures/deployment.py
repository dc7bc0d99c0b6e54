"""A site as `deploy/` runs it: gunicorn by the unit's command on a socket that outlives it, nginx by its own file before it."""

import os
import re
import shlex
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any, NamedTuple

from tests.failures.servers import PROJECT, Answer, Server, Site, free_port, started_server

UNIT = PROJECT / "deploy" / "wayback.service"
NGINX_SITE = PROJECT / "deploy" / "nginx.conf"
INSTALLED = "/opt/wayback"
DOMAIN = "films.example.org"
# What /etc/wayback/environment says for the address of the tests, with a limit that few votes reach.
VARIABLES = {
    "SITE_URL": "https://127.0.0.1",
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
    "TRUSTED_PROXIES": "1",
    "LIMIT_VOTES": "3/hour",
}
# Hands a socket over as systemd does: as file 3, to the process that becomes the server.
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""
NGINX_MAIN = """
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


class SecureServer(Server):
    """nginx, with a certificate that the tests made themselves."""

    def connect(self, timeout: float = 10) -> socket.socket:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(super().connect(timeout))

    def answers(self) -> bool:
        """Whether nginx accepts connections: there may be no application behind it yet."""
        try:
            self.connect(2).close()
        except OSError:
            return False
        return True


class ProxiedServer(Server):
    """A server that is asked as nginx asks it for a visitor who came by https."""

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: Any = None,
        headers: dict[str, str] | None = None,
        timeout: float = 10,
    ) -> Answer:
        return super().ask(path, method, body, {"X-Forwarded-Proto": "https"} | (headers or {}), timeout)


class Nginx(NamedTuple):
    """nginx as visitors ask it, by https and by http, and the folder of its files."""

    https: SecureServer
    http: Server
    folder: Path


class Deployment(NamedTuple):
    """A site, its gunicorn, and nginx before it."""

    site: Site
    application: Server
    nginx: Nginx


def unit_command() -> list[str]:
    """Return the command of the unit, with the gunicorn of this Python."""
    line = re.search(r"^ExecStart=((?:.*\\\n)*.*)$", UNIT.read_text(), re.MULTILINE).group(1)
    program, *options = shlex.split(line.replace("\\\n", " "))
    assert program == f"{INSTALLED}/.venv/bin/gunicorn"
    return [str(Path(sys.executable).with_name("gunicorn")), *options]


@contextmanager
def listening_socket(path: Path) -> Iterator[socket.socket]:
    """Listen on a Unix socket, as systemd does for the service for as long as the machine runs."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen(4096)
        yield listener


@contextmanager
def started_application(site: Site, listener: socket.socket) -> Iterator[Server]:
    """Start gunicorn by the unit's command on a socket that listens already."""
    descriptor = listener.fileno()
    command = [sys.executable, "-c", HAND_OVER, str(descriptor), *unit_command()]
    environment = site.environment | VARIABLES
    address, log = Path(listener.getsockname()), site.home / "gunicorn.log"
    with started_server(command, address, log, environment, ProxiedServer, pass_fds=(descriptor,)) as server:
        yield server


@contextmanager
def started_nginx(folder: Path, upstream: Path) -> Iterator[Nginx]:
    """Start nginx by the site's file before a socket, with all that it writes in a new folder."""
    http, https = (f"127.0.0.1:{free_port()}" for _ in range(2))
    write_nginx_files(folder, upstream, http, https)
    command, log = [*nginx_command(folder), "-g", "daemon off;"], folder / "nginx.log"
    with started_server(command, https, log, dict(os.environ), SecureServer) as server:
        yield Nginx(server, Server(server.process, http, log), folder)


@contextmanager
def started_deployment(site: Site, folder: Path) -> Iterator[Deployment]:
    """Start gunicorn and nginx by the files in `deploy/`."""
    folder.mkdir()
    socket_path = folder / "wayback.sock"
    with (
        listening_socket(socket_path) as listener,
        started_application(site, listener) as application,
        started_nginx(folder / "nginx", socket_path) as nginx,
    ):
        yield Deployment(site, application, nginx)


def write_nginx_files(folder: Path, upstream: Path, http: str, https: str) -> None:
    """Write nginx's configuration for a new folder: the site's file with its own paths and addresses, and what includes it."""
    make_certificate(folder / "tls")
    replacements = {
        "/run/wayback.sock": str(upstream),
        "/dev/shm/nginx-wayback": f"{folder}/cache",  # noqa: S108
        f"/etc/letsencrypt/live/{DOMAIN}": f"{folder}/tls",
        INSTALLED: str(PROJECT),
        "listen 80;": f"listen {http};",
        "listen 443 ": f"listen {https} ",
        DOMAIN: "127.0.0.1",
    }
    site = re.sub(r"\n *listen \[::\].*", "", NGINX_SITE.read_text())
    for text, replacement in replacements.items():
        assert text in site, f"{NGINX_SITE} no longer contains “{text}”."
        site = site.replace(text, replacement)
    (folder / "site.conf").write_text(site)
    user = "user root root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX_MAIN.format(folder=folder, user=user))


def make_certificate(folder: Path) -> None:
    folder.mkdir(parents=True)
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)  # noqa: S603


def nginx_command(folder: Path) -> list[str]:
    program = which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "nginx is not installed. Debian: apt install nginx"
    return [program, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
