"""What is held against others until a transaction ends, in one order, and what is said where two stand in each other's way."""

from contextlib import contextmanager

from django.db import IntegrityError, OperationalError, transaction

from catalog.editing.apply import violation_message
from catalog.editing.documents import RefusedError
from catalog.models import RatingSummary, Vote

LOCK_REFUSAL = (
    "Others were saving at the same moment, and only one could be let through. Nothing of yours was saved: save again."
)


@contextmanager
def atomic_or_refused():
    """A transaction that is refused, not broken, where somebody else's at the same moment stands in its way."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise RefusedError(violation_message(error)) from error
    except OperationalError as error:
        if not is_lock_failure(error):
            raise
        raise RefusedError(LOCK_REFUSAL) from error


def is_lock_failure(error):
    """Whether a database ended a transaction for another's sake: a deadlock, or no turn to write in all the time it had."""
    told = error.__cause__
    return getattr(told, "sqlstate", "") == "40P01" or getattr(told, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def lock_roots(*roots):
    """Hold the roots against other editors until the transaction ends; return those that are there.

    Who holds several holds them in one order, so that nobody waits in a circle: a film's counters, other nouns, films
    by number. Rows that refer to what is held, a visitor's vote say, need not wait.
    """
    there = set()
    for root in sorted(set(roots), key=lambda root: (root.noun == "film", root)):
        rows = root.model._base_manager.select_for_update(no_key=True)
        if rows.filter(pk=root.key).values_list("pk", flat=True).first():
            there.add(root)
    return there


def lock_rating_summaries(roots):
    """Hold the counters of films, and of votes, before these go: a vote that is being cast holds them before its film."""
    keys = {noun: [root.key for root in roots if root.noun == noun] for noun in ("film", "vote")}
    if keys["film"] or keys["vote"]:
        films = {*keys["film"], *Vote.objects.filter(pk__in=keys["vote"]).values_list("film", flat=True)}
        RatingSummary.objects.lock(film__in=films)
