"""How far an import has come, in numbers and in words: how much is read, how fast, and how long it will still take."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from catalog.exchange.import_jobs import MOVING
from catalog.models import ImportStatus
from catalog.queue.jobs import is_worker_late
from catalog.texts.numbers import grouped

# Before so many seconds a rate says nothing.
FEWEST_SECONDS = 2
# A worker that told nothing for so long has died, or was stopped.
SILENT_SECONDS = 60


class Progress(NamedTuple):
    """What a page shows of an import that moves: per cent of the bytes, and a sentence."""

    percent: int
    words: str
    note: str = ""


def progress_of(of_import):
    """Return how far an import has come; None where it does not move."""
    if of_import.status not in MOVING:
        return None
    if of_import.status == ImportStatus.WAITING:
        note = gettext("No worker takes it yet. Is one running? On the server: manage.py work.")
        return Progress(0, gettext("It waits for its turn."), note if is_worker_late() else "")
    percent = min(99, 100 * of_import.read_bytes // of_import.total_bytes) if of_import.total_bytes else 0
    return Progress(percent, words_of(of_import), note_of(of_import))


def words_of(of_import):
    parts = [gettext("%(number)s records read") % {"number": grouped(of_import.read_records)}]
    seconds = (of_import.alive_at - of_import.began_at).total_seconds() if of_import.began_at else 0
    if seconds >= FEWEST_SECONDS and of_import.read_records:
        rate = int(of_import.read_records / seconds)
        parts.append(gettext("%(number)s a second") % {"number": grouped(rate)})
        if of_import.read_bytes:
            rest = seconds * (of_import.total_bytes - of_import.read_bytes) / of_import.read_bytes
            parts.append(gettext("%(time)s left") % {"time": time_in_words(max(0, rest))})
    return ", ".join(parts)


def time_in_words(seconds):
    """Return a time as people say it: about 40 seconds, about 5 minutes."""
    if seconds < 90:
        number = max(1, round(seconds))
        return ngettext("about %(number)s second", "about %(number)s seconds", number) % {"number": number}
    number = round(seconds / 60)
    return ngettext("about %(number)s minute", "about %(number)s minutes", number) % {"number": number}


def note_of(of_import):
    """Say that nothing was heard of the worker for long; "" where it lives."""
    silent = (timezone.now() - of_import.alive_at).total_seconds() if of_import.alive_at else 0
    if silent < SILENT_SECONDS:
        return ""
    return gettext(
        "Nothing was heard of the worker for a while. If it was stopped, the import goes on when it is started again."
    )
