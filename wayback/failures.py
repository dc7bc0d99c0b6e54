"""Which exceptions are an outage that passes: such requests are answered 503, with what to do, instead of 500."""

import errno
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from django.db import InterfaceError, InternalError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The system can't write: the disk is full or read-only, or the account or the file is at its limit.
FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
SQLITE_FULL_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY}
SQLITE_UNAVAILABLE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}
PRIMARY_CODE = 0xFF
# Conditions of PostgreSQL, by their SQLSTATE: a full disk, and a database that takes no writes.
POSTGRES_FULL_DISK = ("53100", "25006")
# By its start: lost connections, too few resources, a shutdown, errors of the system under it,
# locks that were not free in time, deadlocks.
POSTGRES_UNAVAILABLE = ("08", "53", "57P", "58", "55P03", "40")


class Failure(NamedTuple):
    """How to answer a request that ended in an exception."""

    status: int
    detail: str | Promise
    retry_seconds: int | None = None


BROKEN = Failure(500, _("Something broke on our side, and nothing was saved. Try again in a minute."))
NO_DATABASE = Failure(
    503, _("The catalogue’s database does not answer, and nothing was saved. Try again in a minute."), retry_seconds=60
)
NO_SPACE = Failure(
    503,
    _(
        "The disk of this site is full, so nothing was saved. Go back: your browser most likely still has what you wrote. Keep a "
        "copy of it, and send it again later; reading still works. If it stays so, write to whoever runs the site."
    ),
    retry_seconds=600,
)


def failure_of(exception: BaseException | None) -> Failure:
    """Return how to answer a request that ended in an exception: as an outage if it or what caused it is one, else by 500."""
    for cause in causes(exception):
        if failure := outage_of(cause):
            return failure
    return BROKEN


def causes(exception: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception, the one that caused it, and so on."""
    seen_ids: set[int] = set()
    while exception is not None and id(exception) not in seen_ids:
        seen_ids.add(id(exception))
        yield exception
        exception = exception.__cause__ or (None if exception.__suppress_context__ else exception.__context__)


def outage_of(exception: BaseException) -> Failure | None:
    """Return the outage that an exception itself reports, or None."""
    if isinstance(exception, OSError) and exception.errno in FULL_DISK:
        return NO_SPACE
    if isinstance(exception, InterfaceError):
        return NO_DATABASE
    if isinstance(exception, sqlite3.Error):
        return sqlite_outage(getattr(exception, "sqlite_errorcode", 0) & PRIMARY_CODE)
    if isinstance(exception, OperationalError | InternalError) and exception.__cause__ is not None:
        return postgres_outage(exception.__cause__)
    return None


def sqlite_outage(code: int) -> Failure | None:
    if code in SQLITE_FULL_DISK:
        return NO_SPACE
    return NO_DATABASE if code in SQLITE_UNAVAILABLE else None


def postgres_outage(exception: BaseException) -> Failure | None:
    """Return the outage of an error of psycopg. One without an SQLSTATE comes from the connection, not from the server."""
    if not hasattr(exception, "sqlstate"):
        return None
    state = exception.sqlstate or POSTGRES_UNAVAILABLE[0]
    if state in POSTGRES_FULL_DISK:
        return NO_SPACE
    return NO_DATABASE if state.startswith(POSTGRES_UNAVAILABLE) else None
