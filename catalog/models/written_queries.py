"""Queries that are written once for each number of keys: Django takes longer to write them than a database to answer them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache, partial
from itertools import islice
from typing import Any

from django.db import connection, models
from django.db.models import Value

# The most keys that one query takes.
MOST_KEYS = 500
# Stand for the keys where a query is written; no key is negative.
PLACEHOLDERS = range(-MOST_KEYS, 0)
# Queries are written for these numbers of keys alone; a placeholder that no key takes answers nothing.
SIZES = (1, 4, 16, 64, 200, MOST_KEYS)
# (SQL, its parameters)
WrittenQuery = tuple[str, tuple[Any, ...]]


@cache
def size_for(number: int) -> int:
    """Return for how many keys the query is written that takes this number of keys, MOST_KEYS at most."""
    return next(size for size in SIZES if size >= number)


def write_union(querysets: Iterable[models.QuerySet[Any, Any]]) -> WrittenQuery:
    """Return the query that answers the rows of all querysets; their keys are PLACEHOLDERS."""
    queries = [queryset.query.sql_with_params() for queryset in querysets]
    sql = " UNION ALL ".join(sql for sql, _ in queries)
    return sql, tuple(parameter for _, parameters in queries for parameter in parameters)


def fetch(query: WrittenQuery, keys: Collection[Any]) -> list[tuple[Any, ...]]:
    """Return the rows that a query answers for these keys, as the database has them."""
    sql, parameters = query
    key_of = dict(zip(PLACEHOLDERS, keys, strict=False))
    with connection.cursor() as cursor:
        cursor.execute(sql, [key_of.get(parameter, parameter) for parameter in parameters])
        return cursor.fetchall()


def fetch_with_moments(query: WrittenQuery, keys: Collection[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows that a query answers for these keys, each with the moment in its last column as Django reads it."""
    read = moment_reader()
    for *values, moment in fetch(query, keys):
        yield *values, read(moment)


def moment_reader() -> Callable[[Any], datetime]:
    """Return the function that reads a moment as the database has it."""
    moment: Value = Value(None, output_field=models.DateTimeField())
    converters = connection.ops.get_db_converters(moment)
    if not converters:
        return lambda value: value
    [convert] = converters
    return partial(read_moment, convert, moment)


def read_moment(convert: Callable[..., datetime], expression: Value, value: Any) -> datetime:
    return convert(value, expression, connection)


def batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """Split keys into lists that one query can take."""
    keys = iter(keys)
    while batch := list(islice(keys, MOST_KEYS)):
        yield batch


def write_rows(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows as the columns hold them: through COPY on PostgreSQL, by `executemany` on SQLite."""
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            # Names of our own tables and columns alone stand in it.
            cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({places})", rows)  # noqa: S608
