"""Wrong settings stop the start: each error names the variable and how to mend it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from wayback import env

GOOD = "k3y-with-more-than-fifty-characters-0123456789-abcdefghij"


@pytest.mark.parametrize("key", ["", "short", "a" * 60, "django-insecure-" + GOOD])
def test_a_missing_or_weak_key_is_refused(monkeypatch, tmp_path, key):
    monkeypatch.setenv("SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        env.secret_key(tmp_path / "none")


def run_program(home, *arguments, **variables):
    """Run Python in the folder of the project, with these environment variables."""
    bare = {name: value for name, value in os.environ.items() if name not in {"SECRET_KEY", "DJANGO_SETTINGS_MODULE"}}
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=bare | {"WAYBACK_HOME": str(home)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_site_does_not_start_without_a_key(tmp_path):
    run = run_program(tmp_path, "manage.py", "check")
    assert run.returncode != 0
    assert "SECRET_KEY is not set" in run.stderr


def test_a_default_run_makes_its_key_once_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    key_file = tmp_path / "home" / "secret_key"
    env.make_secret_key(key_file)
    first = env.secret_key(key_file)
    env.make_secret_key(key_file)
    assert env.secret_key(key_file) == first
    assert key_file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("read_setting", "value"),
    [
        (lambda: env.flag("X"), "perhaps"),
        (lambda: env.number("X", 5), "five"),
        (lambda: env.number("X", 5, minimum=1), "0"),
        (lambda: env.origin("X", "http://a"), "films.example.org"),
        (lambda: env.origin("X", "http://a"), "https://films.example.org/path"),
        (lambda: env.origin("X", "http://a"), "https://films.example.org#part"),
        (lambda: env.origin("X", "http://a"), "https://ann:secret@films.example.org"),
        (lambda: env.origin("X", "http://a"), "https://films.example.org:port"),
        (lambda: env.origin("X", "http://a"), "ftp://films.example.org"),
        (lambda: env.rate("X", "1/hour"), "60 an hour"),
        (lambda: env.database("X", ""), "mysql://a/b"),
        (lambda: env.database("X", ""), "sqlite:///"),
    ],
)
def test_a_wrong_value_is_named_with_the_right_form(monkeypatch, read_setting, value):
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match=r"^X"):
        read_setting()


def test_sqlite_waits_for_other_writers_and_for_the_disk_and_keeps_its_references(tmp_path):
    options = env.database("UNSET", f"sqlite:///{tmp_path}/db.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 5
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]
    assert "foreign_keys=ON" in options["init_command"]
    # A sort that takes a file beside the database fails when the disk is full.
    assert "temp_store=MEMORY" in options["init_command"]


def test_sqlite_connections_last_as_long_as_their_threads(tmp_path):
    database = env.database("UNSET", f"sqlite:///{tmp_path}/db.sqlite3")
    assert (database["ENGINE"], database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (
        "wayback.sqlite",
        None,
        True,
    )


def test_a_postgres_address_is_read_whole():
    database = env.database("UNSET", "postgres://ann:p%40ss@db.example:5433/films?sslmode=require")
    assert (database["USER"], database["PASSWORD"], database["HOST"], database["PORT"], database["NAME"]) == (
        "ann",
        "p@ss",
        "db.example",
        "5433",
        "films",
    )
    assert database["OPTIONS"] == {"connect_timeout": "5", "sslmode": "require", "options": "-c jit=off"}


def test_postgres_compiles_no_query_unless_its_address_says_so():
    address = "postgres://ann@db.example/films?options=-c%20work_mem%3D8MB%20-c%20jit%3Don"
    options = env.database("UNSET", address)["OPTIONS"]["options"]
    assert options == "-c jit=off -c work_mem=8MB -c jit=on"


@pytest.mark.django_db
def test_connections_to_postgres_have_its_compiler_off():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW jit")
            assert cursor.fetchone() == ("off",)


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://films.example.org/", "https://films.example.org"),
        ("HTTPS://Films.Example.org:443", "https://films.example.org"),
        ("http://films.example.org:80", "http://films.example.org"),
        ("http://films.example.org:443", "http://films.example.org:443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_address_of_the_site_is_read_as_browsers_write_origins(monkeypatch, value, address):
    monkeypatch.setenv("X", value)
    assert env.origin("X", "") == address


@pytest.mark.parametrize(
    ("site_url", "hosts"),
    [
        ("https://films.example.org", ["films.example.org"]),
        ("http://127.0.0.1:8000", ["127.0.0.1", "localhost", "[::1]"]),
        ("http://localhost", ["localhost", "127.0.0.1", "[::1]"]),
        ("http://[::1]:8000", ["[::1]", "localhost", "127.0.0.1"]),
        ("http://[2001:db8::1]", ["[2001:db8::1]"]),
    ],
)
def test_this_machine_is_a_host_only_of_a_site_on_this_machine(site_url, hosts):
    assert env.site_hosts(site_url) == hosts


PRINT_HSTS = """
import django
from django.conf import settings
django.setup()
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory
response = SecurityMiddleware(lambda request: HttpResponse())(RequestFactory().get("/", secure=True))
print(response.get("Strict-Transport-Security"))
"""


@pytest.mark.parametrize(
    ("variables", "header"),
    [
        ({"SITE_URL": "https://films.example.org"}, "max-age=31536000"),
        (
            {"SITE_URL": "https://films.example.org", "HSTS_SUBDOMAINS": "on"},
            "max-age=31536000; includeSubDomains",
        ),
        (
            {"SITE_URL": "https://films.example.org", "HSTS_SUBDOMAINS": "on", "HSTS_PRELOAD": "on"},
            "max-age=31536000; includeSubDomains; preload",
        ),
        ({"SITE_URL": "http://films.example.org", "HSTS_SUBDOMAINS": "on"}, "None"),
    ],
)
def test_https_binds_this_host_alone_unless_told_otherwise(tmp_path, variables, header):
    run = run_program(
        tmp_path, "-c", PRINT_HSTS, SECRET_KEY=GOOD, DJANGO_SETTINGS_MODULE="wayback.settings", **variables
    )
    assert run.stdout.strip() == header, run.stderr


def test_preload_without_subdomains_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setenv("HSTS_PRELOAD", "on")
    with pytest.raises(ImproperlyConfigured, match="write HSTS_SUBDOMAINS=on too; else HSTS_PRELOAD=off"):
        env.hsts_scope()


def test_the_check_before_deployment_has_nothing_to_say(tmp_path):
    options = ("check", "--deploy", "--fail-level", "WARNING")
    run = run_program(tmp_path, "manage.py", *options, SECRET_KEY=GOOD, SITE_URL="https://films.example.org")
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("value", ["Polish", "pl_PL", "pl,en", "p"])
def test_a_content_language_is_one_tag(monkeypatch, value):
    monkeypatch.setenv("CONTENT_LANGUAGE", value)
    with pytest.raises(ImproperlyConfigured, match="CONTENT_LANGUAGE"):
        env.content_language("en")


@pytest.mark.parametrize(("value", "language"), [("", "de"), ("pl", "pl"), ("zh-Hant", "zh-Hant")])
def test_the_content_language_is_the_first_language_unless_it_is_named(monkeypatch, value, language):
    monkeypatch.setenv("CONTENT_LANGUAGE", value)
    assert env.content_language("de") == language
