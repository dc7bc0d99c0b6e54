"""`make run`: make a key, a database with a film, four accounts and the static files, then start the server and the worker."""

import errno
import os
import secrets
import socket
import sys
from contextlib import redirect_stdout
from hashlib import blake2b
from pathlib import Path
from typing import Any, TextIO

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connections

from wayback import env
from wayback.failures import FULL_DISK

WORD_LENGTH = 16


class Output:
    """Standard output. Where it goes to a full disk, what finds no room there is lost: that stops no site."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        try:
            self.stream.write(text)
            self.stream.flush()
        except OSError as error:
            if error.errno not in FULL_DISK:
                raise
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def main() -> None:
    try:
        with redirect_stdout(Output(sys.stdout)):
            run()
    except ImproperlyConfigured as error:
        sys.exit(f"{error}")
    except KeyboardInterrupt:
        sys.exit("Stopped before the server started. Start again at any time.")


def run() -> None:
    port = env.number("PORT", 8000, minimum=1)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayback.settings")
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    if is_in_use(port):
        sys.exit(port_in_use(port))
    if not os.environ.get("SECRET_KEY"):
        env.make_secret_key(env.key_file())
    django.setup()
    print("Preparing the database …", flush=True)
    call_command("migrate", verbosity=0)  # brings the vocabulary in step, too
    call_command("load_demo")
    for name, password in first_accounts():
        print(f"Account made: {name}, password {password}  (shown this once; change it at /admin/)", flush=True)
    collect_static()
    # All is in the one file then; and where the disk is full, the next connection waits until this one is closed.
    connections.close_all()
    serve(port)


def is_in_use(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def port_in_use(port: int) -> str:
    return f"Port {port} of this machine is in use. Choose another: make run PORT={port + 1}"


def first_accounts() -> list[tuple[str, str]]:
    """Make a superuser, an editor, a reviewer and a moderator in a database without accounts. Return [(name, password)]."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.db import transaction

    from catalog.roles import EDITOR, MODERATOR, REVIEWER

    users = get_user_model().objects
    with transaction.atomic():
        if users.exists():
            return []
        passwords = {name: secrets.token_urlsafe(WORD_LENGTH) for name in ("admin", "editor", "reviewer", "moderator")}
        users.create_superuser("admin", password=passwords["admin"])
        for name, role in (("editor", EDITOR), ("reviewer", REVIEWER), ("moderator", MODERATOR)):
            account = users.create_user(name, password=passwords[name], is_staff=True)
            account.groups.add(Group.objects.get(name=role))
    return list(passwords.items())


def collect_static() -> None:
    """Collect, hash and compress the static files, if any of them has changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    digest = blake2b(digest_size=16)
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not stamp.is_file() or stamp.read_text() != digest.hexdigest():
        print("Preparing the static files …", flush=True)
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["redoc*"])
        stamp.write_text(digest.hexdigest())


def welcome(site: str) -> str:
    return f"""
Wayback is at   {site}/
Editors log in  {site}/admin/   (a lost password: .venv/bin/python manage.py changepassword admin)
Programs read   {site}/api/v1/   and its guide {site}/api/docs/
Ctrl-C stops it.
"""


def serve(port: int) -> None:
    """Answer requests until a signal ends it, with the worker of the queue beside."""
    from django.conf import settings

    from wayback.server import make_server
    from wayback.worker_process import WorkerProcess
    from wayback.wsgi import application

    threads = env.number("THREADS", 4, minimum=1)
    try:
        server = make_server(application, port, threads, settings.TRUSTED_PROXIES)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.exit(port_in_use(port))
    print(welcome(settings.SITE_URL), flush=True)
    worker = WorkerProcess()
    worker.start()
    try:
        server.run()
    finally:
        worker.end()


if __name__ == "__main__":
    main()
