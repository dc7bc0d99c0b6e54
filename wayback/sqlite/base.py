"""SQLite whose reads go on while the disk is full, also in a server that is started meanwhile.

A connection in WAL mode writes a little before it can read: it makes the file of shared memory beside the database. The
threads of a server therefore keep their connections (`CONN_MAX_AGE` in `env.py`). Where a new one finds no room, it reads
the database and its log without shared memory. SQLite makes that safe: the reader holds a lock against checkpoints.
"""

import os
import sqlite3
import time
from pathlib import Path
from threading import Lock
from typing import Any

from django.db.backends.sqlite3 import base

# What SQLite reports where it can't make or extend its files: a full disk, or one that is read-only.
NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
PRIMARY_CODE = 0xFF

# A connection without shared memory makes all others that its process opens meanwhile like it. So it has this lock from its
# opening to its end, one request: each request tries anew, and all is as before as soon as there is room.
opening = Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection to SQLite, which can only read where there is no room for what writing takes."""

    can_only_read = False
    file_number: int | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        attempts: list[sqlite3.Connection] = []

        def connect(*args: Any, **kwargs: Any) -> sqlite3.Connection:
            attempts.append(sqlite3.Connection(*args, **kwargs))
            return attempts[0]

        wait_for_turn(conn_params.get("timeout", 5))
        try:
            try:
                return super().get_new_connection(conn_params | {"factory": connect})
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & PRIMARY_CODE not in NO_ROOM or not os.path.isfile(conn_params["database"]):
                    raise
            # While the connection that failed is open, so is its file of shared memory.
            for attempt in attempts:
                attempt.close()
            connection = super().get_new_connection(
                conn_params | {"database": address_without_shared_memory(conn_params)}
            )
            self.can_only_read = True
            return connection
        finally:
            self.file_number = file_number(conn_params["database"])
            if not self.can_only_read:
                opening.release()

    def connect(self) -> None:
        super().connect()
        if self.can_only_read:
            # It ends with the request.
            self.close_at = time.monotonic()

    def close(self) -> None:
        try:
            super().close()
        finally:
            if self.can_only_read:
                self.can_only_read = False
                opening.release()

    def is_usable(self) -> bool:
        """Tell whether the database is still the file that was opened: a backup may have been put in its place."""
        return self.is_in_memory_db() or self.file_number == file_number(self.settings_dict["NAME"])


def wait_for_turn(seconds: float) -> None:
    """Take the lock. Raise OperationalError where it is not free in time."""
    if not opening.acquire(timeout=seconds):
        error = sqlite3.OperationalError("The disk is full, and too many requests wait to read one after the other.")
        error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_BUSY, "SQLITE_BUSY"
        raise error


def address_without_shared_memory(conn_params: dict[str, Any]) -> str:
    return f"{Path(conn_params['database']).absolute().as_uri()}?mode=ro&readonly_shm=1"


def file_number(path: str | Path) -> int | None:
    return os.stat(path).st_ino if os.path.exists(path) else None
