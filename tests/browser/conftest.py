"""A real Chromium and a live server. Without Chromium the tests fail; they are not skipped."""

import os
import shutil

import pytest
from django.core.management import call_command

from catalog.models import Film

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


@pytest.fixture
def site(live_server, transactional_db, django_db_serialized_rollback, settings):
    """Return the address of a running site with the demo film."""
    settings.SITE_URL = live_server.url
    call_command("load_demo", verbosity=0)
    return live_server.url


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
