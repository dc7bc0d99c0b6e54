"""One import runs at a time, on all machines of a site; others wait. What is killed leaves no lock behind."""

import fcntl
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# Any number that nothing else of the site asks PostgreSQL to lock.
LOCK_NUMBER = 7_110_160


@contextmanager
def only_import(tell_waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Wait until no other import runs, and let none begin until the block ends. `tell_waiting` is called where there is one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_NUMBER])
            [is_free] = cursor.fetchone()
            if not is_free:
                tell_waiting()
                cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])
        return
    with lock_file().open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell_waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def lock_file() -> Path:
    """Return the file that processes of one SQLite database lock: it lies beside the database, or for one in memory among temporary files."""
    name = str(connection.settings_dict["NAME"])
    path = Path(name)
    if path.is_absolute() and path.parent.is_dir():
        return path.with_name(f"{path.name}.import")
    return Path(tempfile.gettempdir()) / f"import-{hashlib.sha256(name.encode()).hexdigest()[:16]}"
