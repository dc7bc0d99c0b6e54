"""Lock nouns until a transaction ends, always in one order; and tell an editor when two saves blocked each other."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.editing.documents import RefusedError, Root
from catalog.editing.violations import violation_message
from catalog.models import Credit, Film, RatingSummary, SentForm, Vote
from catalog.models.base import refresh_once
from catalog.models.images import delete_files, written_stems

LOCK_REFUSAL = _(
    "Others saved at the same moment, and only one save could go through. Nothing of yours was saved: save again."
)
# So long it is known that a form was saved.
FORMS_KNOWN_FOR = timedelta(days=30)
# The form that the running request of the desk sent; None for one without a key, and for programs.
sent_form: ContextVar[SentForm | None] = ContextVar("sent_form", default=None)


class SentAgainError(Exception):
    """Another request has saved the form of this one."""


@contextmanager
def atomic_or_refused() -> Iterator[None]:
    """Atomic block in which deadlocks and violated constraints become RefusedError.

    The first one that a request of the desk keeps stores that its form is saved. Where another request is about to save the
    same form, it waits for that, and raises SentAgainError if it was saved. What is rolled back leaves the form unsaved.
    If the block fails, the files of pictures that it wrote are deleted: no row has them then.
    """
    form = sent_form.get()
    if form and form.is_spent:
        form = None
    outer_stems, is_saved, is_kept = written_stems.get(), False, False
    stems: list[str] = []
    token = written_stems.set(stems)
    try:
        with transaction.atomic(), refresh_once():
            if form:
                own_forms = SentForm.objects.filter(editor=form.editor)
                saved_form, form.is_spent = own_forms.get_or_create(
                    editor=form.editor, key=form.key, digest=form.digest
                )
                if not form.is_spent:
                    raise SentAgainError
            yield
            is_kept = not transaction.get_rollback()
            if form and is_kept:
                own_forms.filter(pk=saved_form.pk).update(address=form.address, popup_data=form.popup_data)
                own_forms.filter(at__lt=timezone.now() - FORMS_KNOWN_FOR).delete()
        is_saved = True
    except IntegrityError as error:
        raise RefusedError(violation_message(error)) from error
    except OperationalError as error:
        if not is_lock_failure(error):
            raise
        raise RefusedError(LOCK_REFUSAL) from error
    finally:
        if form:
            form.is_spent = is_saved and is_kept
        written_stems.reset(token)
        for stem in [] if is_saved else stems:
            delete_files(stem)
        if is_saved and outer_stems is not None:
            outer_stems.extend(stems)


def is_lock_failure(error: OperationalError) -> bool:
    """Tell whether the database ended a transaction because of another one.

    This is so after a deadlock, or where a lock was not free in time.
    """
    cause = error.__cause__
    return getattr(cause, "sqlstate", "") == "40P01" or getattr(cause, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def lock_roots(*roots: Root) -> set[Root]:
    """Lock nouns against other editors until the transaction ends; return those that exist.

    Everybody locks in one order, so that nobody waits in a circle: a film's rating summary, films by number, works, other
    nouns by noun and number. A save ends with `public_from` of what its film shows, so what films show comes after films; and
    a save of a person changes the films that credit them, so these are locked with the person. Rows that refer to a locked
    noun, a visitor's vote say, need not wait.
    """
    existing_roots = set()
    if people := [root.key for root in roots if root.noun == "person"]:
        films = [root.key for root in roots if root.noun == "film"]
        credited = Credit.objects.filter(person__in=people).values("film")
        Film.objects.filter(Q(pk__in=films) | Q(pk__in=credited)).lock()
    for root in sorted(set(roots), key=lambda root: (root.noun != "film", root.noun != "work", root)):
        if root.rows().select_for_update(no_key=True).values_list("pk", flat=True).first():
            existing_roots.add(root)
    return existing_roots


def lock_rating_summaries(roots: Iterable[Root]) -> None:
    """Lock the rating summaries of films, and of the films of votes, before these are deleted.

    This comes before the films are locked, as it does when a vote is cast.
    """
    keys = {noun: [root.key for root in roots if root.noun == noun] for noun in ("film", "vote")}
    if keys["film"] or keys["vote"]:
        films = {*keys["film"], *Vote.objects.filter(pk__in=keys["vote"]).values_list("film", flat=True)}
        RatingSummary.objects.lock(film__in=films)
