"""Connections to SQLite on a full disk: a new one reads, also what is in the log alone, and the next writes once there is room."""

import subprocess
import sys
import time
from threading import Thread

import pytest
from django.db import OperationalError

from tests.failures.disks import small_disk
from wayback import env
from wayback.failures import NO_DATABASE, NO_SPACE, failure_of
from wayback.sqlite import base

# Leaves all that it wrote in the log, as a process does that is killed.
KILLED_WRITER = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode=WAL")
connection.execute("CREATE TABLE film (title TEXT)")
connection.execute("INSERT INTO film VALUES ('The Way Back')")
{end}
"""
ENDS = {"stopped": "connection.close()", "killed": "os._exit(0)"}


@pytest.fixture(params=ENDS)
def disk_and_file(request):
    """A full disk with a database of one film, left by a process that was stopped or killed."""
    with small_disk(1) as disk:
        file = disk.folder / "db.sqlite3"
        writer = KILLED_WRITER.format(end=ENDS[request.param])
        subprocess.run([sys.executable, "-c", writer, str(file)], check=True)  # noqa: S603
        file.with_name("db.sqlite3-shm").unlink(missing_ok=True)
        disk.fill()
        yield disk, file


@pytest.fixture
def connect(disk_and_file, django_db_blocker):
    wrappers = []

    def connect(seconds=20):
        """Return a connection as a thread of a server has it."""
        defaults = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "TIME_ZONE": None}
        database = defaults | env.database("UNSET", f"sqlite:///{disk_and_file[1]}")
        database["OPTIONS"] |= {"timeout": seconds}
        wrappers.append(base.DatabaseWrapper(database, "default"))
        wrappers[-1].inc_thread_sharing()
        return wrappers[-1]

    with django_db_blocker.unblock():
        yield connect
        for wrapper in wrappers:
            wrapper.close()


def titles(connection):
    with connection.cursor() as cursor:
        return [title for (title,) in cursor.execute("SELECT title FROM film").fetchall()]


def add_film(connection):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO film VALUES ('Stalker')")


def end_request(connection):
    connection.close_if_unusable_or_obsolete()


def test_a_new_connection_reads_without_room_and_heals(disk_and_file, connect):
    connection = connect()
    for _ in range(2):
        assert titles(connection) == ["The Way Back"]
        assert connection.can_only_read
        with pytest.raises(OperationalError) as refusal:
            add_film(connection)
        assert failure_of(refusal.value) == NO_SPACE
        end_request(connection)
        assert connection.connection is None
    disk_and_file[0].free()
    add_film(connection)
    assert not connection.can_only_read
    end_request(connection)
    assert connection.connection is not None
    assert titles(connect()) == ["The Way Back", "Stalker"]


def test_readers_without_room_read_one_after_the_other(disk_and_file, connect):
    first, second = connect(), connect()
    assert titles(first) == ["The Way Back"]
    results = []
    thread = Thread(target=lambda: results.append(titles(second)))
    thread.start()
    thread.join(0.05)
    assert results == []
    end_request(first)
    thread.join(10)
    assert results == [["The Way Back"]]


def test_who_waits_too_long_for_other_readers_is_told_to_try_again(disk_and_file, connect):
    assert titles(connect()) == ["The Way Back"]
    start = time.monotonic()
    with pytest.raises(OperationalError) as refusal:
        titles(connect(seconds=0.05))
    assert time.monotonic() - start < 5
    assert failure_of(refusal.value) == NO_DATABASE


def test_a_connection_ends_when_a_backup_is_put_in_place_of_its_file(disk_and_file, connect):
    disk, file = disk_and_file
    disk.free()
    connection = connect()
    add_film(connection)
    connection.close()
    assert titles(connection) == ["The Way Back", "Stalker"]
    copy = file.with_name("copy")
    copy.write_bytes(file.read_bytes())
    add_film(connection)
    end_request(connection)
    assert connection.connection is not None
    for path in file.parent.glob("db.sqlite3-*"):
        path.unlink()
    copy.rename(file)
    assert titles(connection) == ["The Way Back", "Stalker"]
