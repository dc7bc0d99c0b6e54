"""Make the database's own files forget what was deleted."""

import logging
from collections.abc import Iterable
from time import monotonic, sleep

from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

logger = logging.getLogger(__name__)
# How many seconds the transactions that may still read dead rows are waited for.
PATIENCE = 60


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


def rewrite_tables(tables: Iterable[str]) -> tuple[list[str], bool]:
    """Write tables of PostgreSQL anew, each locked meanwhile. Return their names, and whether no dead row is left in them.

    A plain VACUUM would only free the space of dead rows: their bytes stay until they are written over. Rows that a transaction
    may still read, of whatever database of the cluster, are written anew, too; those that run now are waited for, for a time.
    Of another database return no name.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return [], False
    names = sorted(set(tables))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        is_clean = wait_for_transactions_before(cursor, cursor.fetchone()[0])
        for name in names:
            cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(name)}")
    return names, is_clean


def wait_for_transactions_before(cursor: CursorWrapper, transaction_id: str) -> bool:
    """Wait until all transactions that began before one have ended, at most PATIENCE seconds; tell whether they have."""
    end = monotonic() + PATIENCE
    while True:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot()) > %s::xid8", [transaction_id])
        if cursor.fetchone()[0]:
            return True
        if monotonic() > end:
            return False
        sleep(0.2)
