"""Make the database's own files forget what was deleted."""

import logging
from collections.abc import Iterable

from django.db import OperationalError, connection

logger = logging.getLogger(__name__)


def erase_deleted_bytes() -> bool:
    """Write SQLite's file anew, without the bytes of what was deleted, and empty its log; tell whether that was done.

    PostgreSQL keeps dead rows in its files until it writes over them; `rewrite_tables` is not for a request, since it locks.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, *_ = cursor.fetchone()
    except OperationalError as error:
        logger.warning("The bytes of what was deleted are still in the database's file: %s", error)
        return False
    return not is_busy


def rewrite_tables(tables: Iterable[str]) -> list[str]:
    """Write tables of PostgreSQL anew, without dead rows, each locked meanwhile; return their names, none of another database.

    A plain VACUUM would only free the space of dead rows: their bytes stay until they are written over.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return []
    names = sorted(set(tables))
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(name)}")
    return names
