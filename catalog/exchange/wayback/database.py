"""What both databases do in their own way: one consistent read, keys that were counted, many rows at once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from catalog.exchange.wayback.tables import Table


class NotMigratedError(Exception):
    """The tables are not those of this version. The message says what to do."""


def latest_migration() -> str:
    """Return the name of the catalogue's latest migration. Raise NotMigratedError where the database lacks it."""
    loader = MigrationLoader(connection)
    leaf = loader.graph.leaf_nodes("catalog")[0]
    if leaf not in loader.applied_migrations:
        raise NotMigratedError(f"The database lacks the migration {leaf[1]}. Run manage.py migrate first.")
    return leaf[1]


@contextmanager
def one_read() -> Iterator[None]:
    """Read the database as it is at one moment, whatever is written meanwhile. On SQLite others go on writing, too."""
    if connection.in_atomic_block:
        raise RuntimeError("one_read() begins a transaction of its own: call it outside of any other.")
    with connection.cursor() as cursor:
        # Django's own transaction would lock SQLite for writing.
        begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def quote(name: str) -> str:
    return connection.ops.quote_name(name)


def last_key(table: Table) -> int:
    """Return the highest key that a table has given to a row, also to one that was deleted; the history may tell of it."""
    name = table.model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [name])
            row = cursor.fetchone()
            return row[0] if row else 0
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quote(name), table.key_name])
        sequence = cursor.fetchone()[0]
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608
        key, is_called = cursor.fetchone()
        return key if is_called else 0


def set_last_key(table: Table, key: int) -> None:
    """Let a table give its next row a key above this one and above all that it has."""
    name, key_name = table.model._meta.db_table, table.key_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX({quote(key_name)}) FROM {quote(name)}")  # noqa: S608
        key = max(key, cursor.fetchone()[0] or 0)
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, key])
        else:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)", [quote(name), key_name, max(key, 1), key > 0]
            )


def empty(tables: Iterable[Table]) -> None:
    """Delete all rows of tables, whatever refers to them: references are checked when the transaction ends."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {quote(table.model._meta.db_table)}")  # noqa: S608


def insert(table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows with the values of the table's columns as the database takes them; nothing is derived or checked before."""
    name, names = quote(table.model._meta.db_table), ", ".join(map(quote_column, table.columns))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join(["%s"] * len(table.columns))
            cursor.executemany(f"INSERT INTO {name} ({names}) VALUES ({places})", rows)  # noqa: S608
            return
        with connection.wrap_database_errors, cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def quote_column(column: Any) -> str:
    return quote(column.column)


def dangling_rows(table: Table, most: int) -> Iterator[tuple[Any, str, Any]]:
    """Yield (key, column, value) of rows that refer to a row that is not there, `most` of each column."""
    name, key_name = quote(table.model._meta.db_table), quote(table.key_name)
    for column in table.references:
        target = column.target_field
        sql = (
            f"SELECT r.{key_name}, r.{quote(column.column)} FROM {name} r WHERE r.{quote(column.column)} IS NOT NULL "  # noqa: S608
            f"AND NOT EXISTS (SELECT 1 FROM {quote(target.model._meta.db_table)} t "
            f"WHERE t.{quote(target.column)} = r.{quote(column.column)}) ORDER BY 1 LIMIT {most}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql)
            for key, value in cursor.fetchall():
                yield key, column.attname, value


def check_references_now() -> None:
    """Let PostgreSQL check the references of what was inserted so far, of which it else keeps a list until the end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
