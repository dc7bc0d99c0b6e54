"""A site with the first film, made once a run on each database, and a copy of it for each test."""

import os
import shutil
import signal
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.failures.redis_servers import Redis
from tests.failures.servers import Site, plain_environment, quickstart_server

POSTGRES_URL = os.environ.get("POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/wayback")
KEY = "of the failure tests alone: 0123456789 abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(autouse=True, scope="session")
def _servers_hear_ctrl_c():
    """A shell lets what it starts in the background ignore Ctrl-C, and the servers of the tests would, too."""
    earlier_handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, earlier_handler)


def database_url(name):
    return urlunsplit(urlsplit(POSTGRES_URL)._replace(path=f"/{name}"))


def change_databases(statement, *names):
    with psycopg.connect(database_url("postgres"), autocommit=True) as connection:
        connection.execute(SQL(statement).format(*map(Identifier, names)))


def site_at(home, url):
    variables = {"WAYBACK_HOME": str(home), "DATABASE_URL": url, "SECRET_KEY": KEY}
    return Site(home, plain_environment(**variables))


def fill(site):
    site.run("migrate", "--verbosity=0")
    site.run("load_demo", "--verbosity=0")
    site.run("collectstatic", "--no-input", "--verbosity=0", "--ignore=redoc*")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    home = tmp_path_factory.mktemp("sqlite") / "home"
    fill(site_at(home, f"sqlite:///{home}/db.sqlite3"))
    return home


@pytest.fixture(scope="session")
def postgres_template(tmp_path_factory):
    """Make a database and a folder that the tests' own are copied from. Return (folder, name of the database)."""
    name, home = f"wayback_template_{uuid4().hex}", tmp_path_factory.mktemp("postgres") / "home"
    change_databases("CREATE DATABASE {}", name)
    fill(site_at(home, database_url(name)))
    yield home, name
    change_databases("DROP DATABASE {} WITH (FORCE)", name)


@contextmanager
def sqlite_copy(template, folder):
    home = folder / "home"
    shutil.copytree(template, home)
    yield site_at(home, f"sqlite:///{home}/db.sqlite3")


@contextmanager
def postgres_copy(template, folder):
    template_home, template_name = template
    name, home = f"wayback_failures_{uuid4().hex}", folder / "home"
    shutil.copytree(template_home, home)
    change_databases("CREATE DATABASE {} TEMPLATE {}", name, template_name)
    yield site_at(home, database_url(name))
    change_databases("DROP DATABASE {} WITH (FORCE)", name)


COPIES = {"sqlite": sqlite_copy, "postgres": postgres_copy}


@pytest.fixture
def sqlite_site(sqlite_template, tmp_path):
    with sqlite_copy(sqlite_template, tmp_path) as site:
        yield site


@pytest.fixture
def postgres_site(postgres_template, tmp_path):
    with postgres_copy(postgres_template, tmp_path) as site:
        yield site


@pytest.fixture(params=COPIES)
def site(request):
    """A site with the first film, on each database."""
    return request.getfixturevalue(f"{request.param}_site")


@pytest.fixture
def server(site):
    """The server that `make run` starts, on each database."""
    with quickstart_server(site) as server:
        yield server


@pytest.fixture(scope="module", params=COPIES)
def shared_site(request, tmp_path_factory):
    """A site that all tests of a module use, on each database."""
    template = request.getfixturevalue(f"{request.param}_template")
    with COPIES[request.param](template, tmp_path_factory.mktemp("shared")) as site:
        yield site


@pytest.fixture(scope="module")
def shared_server(shared_site):
    """The server that `make run` starts, one for all tests of a module, on each database."""
    with quickstart_server(shared_site) as server:
        yield server


@pytest.fixture
def redis():
    redis = Redis()
    yield redis
    redis.end()
