"""Make the database's own files forget what was deleted."""

import logging

from django.db import OperationalError, connection

logger = logging.getLogger(__name__)


def erase_deleted_bytes() -> bool:
    """Write SQLite's file anew, without the bytes of what was deleted, and empty its log; tell whether that was done.

    PostgreSQL does it by itself, later: see docs/running.md.
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
