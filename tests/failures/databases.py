"""The database of a site, as its tests look at it and lock it from outside the server."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.failures.servers import Site


def connect(site: Site) -> sqlite3.Connection | psycopg.Connection:
    url = site.environment["DATABASE_URL"]
    return sqlite3.connect(Path(urlsplit(url).path[1:])) if url.startswith("sqlite") else psycopg.connect(url)


def count_rows(site: Site, table: str) -> int:
    with closing(connect(site)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608


@contextmanager
def votes_waiting(site: Site) -> Iterator[None]:
    """Let each vote wait as long as the block runs."""
    with closing(connect(site)) as connection:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("BEGIN IMMEDIATE")
        else:
            connection.execute("LOCK TABLE catalog_vote")
        yield
        connection.rollback()
