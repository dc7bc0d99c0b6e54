"""Writes beside a read: where the database can't take one, the reader gets the page all the same."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InternalError, OperationalError, transaction

logger = logging.getLogger(__name__)


@contextmanager
def side_write(subject: str) -> Iterator[None]:
    """Context of a write that the page can do without. Where the database is full, locked or read-only, only the log says so."""
    try:
        with transaction.atomic():
            yield
    except (OperationalError, InternalError) as error:
        logger.warning("%s was not stored: %s", subject, str(error).strip())
