"""Exports go from one database to the other, and an import that is killed leaves an empty catalogue that takes it again."""

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.failures.conftest import postgres_copy, sqlite_copy
from tests.failures.servers import PROJECT, Site

# A command that is killed where it calls a function of a module.
KILLED_COMMAND = """
import os, signal, sys
from importlib import import_module
import django
django.setup()
from django.core.management import call_command
module, function, *command = sys.argv[1:]
setattr(import_module(module), function, lambda *args: os.kill(os.getpid(), signal.SIGKILL))
call_command(*command)
"""


def run_killed(site: Site, module, function, *command):
    """Run a command of `manage.py` for a site; it is killed where the module calls the function."""
    environment = {**site.environment, "DJANGO_SETTINGS_MODULE": "wayback.settings"}
    arguments = [sys.executable, "-c", KILLED_COMMAND, f"catalog.exchange.wayback.{module}", function, *command]
    killed = subprocess.run(arguments, cwd=PROJECT, env=environment, check=False)  # noqa: S603
    assert killed.returncode == -signal.SIGKILL


def rows_of(folder):
    """Return {file: its rows}; the databases keep the fields of a JSON object in orders of their own."""
    files = (folder / "ndjson").iterdir()
    return {file.name: [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] for file in files}


def bring_in(site: Site, folder):
    return site.run("import_wayback", str(folder), "--bring-in").splitlines()[-1]


def test_an_export_of_one_database_comes_into_the_other_and_back(sqlite_template, postgres_template, tmp_path):
    folders = [tmp_path / name for name in ("first", "second", "third")]
    with (
        sqlite_copy(sqlite_template, tmp_path / "sqlite") as sqlite_site,
        postgres_copy(postgres_template, tmp_path / "postgres") as postgres_site,
    ):
        sqlite_site.run("export", str(folders[0]))
        for number, site in enumerate((postgres_site, sqlite_site)):
            site.run("flush", "--no-input")
            assert bring_in(site, folders[number]).endswith(", refused 0")
            site.run("export", str(folders[number + 1]))
    rows, *rows_after = map(rows_of, folders)
    assert rows["film.ndjson"]
    for name in rows:
        assert [rows[name] for rows in rows_after] == [rows[name]] * 2, name
    first_pictures, *pictures = [(folder / "pictures.ndjson").read_bytes() for folder in folders]
    assert first_pictures
    assert pictures == [first_pictures] * 2


@pytest.mark.parametrize("database", ["sqlite_site", "postgres_site"])
def test_an_import_that_is_killed_leaves_nothing(request, database, tmp_path):
    site = request.getfixturevalue(database)
    folder = tmp_path / "catalogue"
    site.run("export", str(folder))
    site.run("flush", "--no-input")
    # All rows are in, and only the end of the transaction is missing.
    run_killed(site, "importing", "set_last_key", "import_wayback", str(folder), "--bring-in")
    site.run("export", str(tmp_path / "left"))
    left = rows_of(tmp_path / "left")
    assert not any(left[f"{name}.ndjson"] for name in ("film", "person", "source", "citation", "image", "revision"))
    assert bring_in(site, folder).endswith(", refused 0")


def test_an_export_that_is_killed_gives_no_folder_its_name(sqlite_site: Site, tmp_path):
    folder = tmp_path / "exports" / "catalogue"
    run_killed(sqlite_site, "exporting", "last_key", "export", str(folder))
    [half_written] = folder.parent.iterdir()
    assert half_written.name.startswith(".catalogue-")
    sqlite_site.run("export", str(folder))
    assert (folder / "manifest.json").exists()
    assert os.stat(folder).st_mode & 0o077 == 0
