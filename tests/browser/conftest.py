"""A real Chromium and a live server. Without Chromium the tests fail; they are not skipped."""

import os
import shutil

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from catalog.models import Film
from tests.tables import read_tables, write_tables

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    path = next((path for path in map(shutil.which, filter(None, names)) if path), None)
    if not path:
        pytest.fail(
            "The browser tests need Chromium on the path (Debian: apt install chromium), or CHROMIUM=/its/path."
        )
    return browser_type_launch_args | {"executable_path": path, "args": ARGS}


@pytest.fixture(scope="session")
def demo_rows(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return (what all tables hold after the demo film is loaded, the folder of its pictures); it is loaded once a run."""
    pictures = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=pictures), transaction.atomic():
        # Another test may have left the tables empty.
        write_tables(django_db_setup)
        call_command("load_demo", verbosity=0)
        rows = read_tables()
        transaction.set_rollback(True)
    return rows, pictures


@pytest.fixture
def running_site(browser, live_server, transactional_db, django_db_serialized_rollback, settings):
    """The address of a running site. Pages that a test leaves open are closed: they would ask the site of the next test."""
    settings.SITE_URL = live_server.url
    yield live_server.url
    for context in browser.contexts:
        context.close()


@pytest.fixture
def site(demo_rows, running_site, settings, tmp_path):
    """Return the address of a running site with the demo film."""
    rows, pictures = demo_rows
    settings.MEDIA_ROOT = shutil.copytree(pictures, tmp_path / "pictures")
    write_tables(rows)
    return running_site


@pytest.fixture
def demo(site):
    return Film.objects.get()


@pytest.fixture
def complaints(page):
    """Collect the errors on the browser's console and the exceptions in scripts."""
    messages = []
    page.on("console", lambda message: message.type == "error" and messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


@pytest.fixture
def empty_site(running_site):
    """The address of a site without a film, which knows its jobs, languages and countries."""
    return running_site
