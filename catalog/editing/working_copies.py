"""Changes of a published film that the public does not see yet, stored as a patch of what the tables hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from catalog.editing.apply import apply_patch, refuse_invalid
from catalog.editing.documents import RefusedError, Root
from catalog.editing.locks import lock_roots
from catalog.editing.patches import Patch, RowChange
from catalog.editing.references import referenced_keys
from catalog.models import Film, Mention, State, WorkingCopy
from catalog.models.base import refresh_once

UNFIT_REFUSAL = (
    "The film’s working copy no longer fits the catalogue. {} Change what is in its way, then it fits again; or drop the "
    "working copy on the page of the film’s publication, which shows what it changes."
)


def working_copy_of(film: Film) -> WorkingCopy | None:
    return WorkingCopy.objects.filter(film=film).first()


def save_working_copy(copy: WorkingCopy) -> None:
    """Save a working copy and the mentions of rows that it refers to or adds; delete it where it changes nothing."""
    if not copy.patch:
        if copy.pk:
            copy.delete()
        return
    copy.save()
    patch = Patch(copy.patch)
    mentions = {(noun, str(key)) for noun, keys in referenced_keys(patch).items() for key in keys}
    mentions |= {change.row_key for change in patch.changes() if change.before is None}
    copy.mentions.all().delete()
    Mention.objects.bulk_create(
        [Mention(working_copy=copy, noun=noun, key=key) for noun, key in sorted(mentions)], batch_size=500
    )


def rebase_working_copy(copy: WorkingCopy, patch: Patch) -> None:
    """Fit a working copy to a change of the tables: its own changes stay, where their row still exists."""
    copy.patch = Patch.of(
        rebase_change(change, patch.change_of(*change.row_key)) for change in Patch(copy.patch).changes()
    )
    save_working_copy(copy)


def rebase_change(change: RowChange, table_change: RowChange | None) -> RowChange | None:
    """Return the change of a working copy after the same row has changed in the tables."""
    if not table_change or change.before is None:
        return change
    if table_change.after is None:
        return None
    names = table_change.after.keys() & change.before.keys()
    before = change.before | {name: table_change.after[name] for name in names}
    if change.after is None:
        return change._replace(before=before)
    return change._replace(before=before).only([name for name in change.after if before[name] != change.after[name]])


def without_overridden(patch: Patch, copy_patch: Patch) -> Patch:
    """Return a change of the tables as editors see it under a working copy.

    Left out are the fields that the working copy changes, too, and the rows that it deletes.
    """
    return Patch.of(
        without_overridden_fields(change, copy_patch.change_of(*change.row_key)) for change in patch.changes()
    )


def without_overridden_fields(change: RowChange, copy_change: RowChange | None) -> RowChange | None:
    """Leave out of a change of a row what the working copy changes in the same row."""
    if copy_change is None or change.before is None:
        return change
    if copy_change.after is None:
        return None
    if change.after is None:
        return change._replace(before=change.before | copy_change.after)
    return change.only(change.after.keys() - copy_change.after.keys())


def apply_working_copy(copy: WorkingCopy) -> None:
    """Apply a working copy to the tables; raise RefusedError where it no longer fits."""
    try:
        apply_patch(Patch(copy.patch))
    except RefusedError as error:
        raise RefusedError(UNFIT_REFUSAL.format(error)) from error


@contextmanager
def overlay_working_copy(film: Film, *, as_published: bool = False) -> Iterator[WorkingCopy | None]:
    """Show the tables as editors see the film, with its working copy; all is rolled back at the end.

    `as_published` shows it as if it were published already. Nobody else can write on SQLite meanwhile, so draw no page here
    (`catalog.overlays`). Where the tables show all of that already, nothing is locked.
    """
    if working_copy_of(film) is None and (film.is_public or not as_published):
        yield None
        return
    with transaction.atomic(), refresh_once():
        lock_roots(Root("film", film.pk))
        copy = working_copy_of(film)
        if copy:
            apply_working_copy(copy)
        if as_published:
            Film._base_manager.filter(pk=film.pk).update(state=State.PUBLISHED, published_from=film.created_at)
        try:
            yield copy
        finally:
            transaction.set_rollback(True)


def film_of_staged_row(noun: str, key: Any) -> Film | None:
    """Return the film whose working copy adds a row that the tables don't hold yet, or None."""
    copy = WorkingCopy.objects.mentioning(noun, [str(key)]).select_related("film").first()
    change = copy and Patch(copy.patch).change_of(noun, str(key))
    return copy.film if copy and change and change.before is None else None


def publish_working_copy(film: Film) -> WorkingCopy | None:
    """Apply the film's working copy to the tables for good, and delete it."""
    copy = working_copy_of(film)
    if copy:
        apply_working_copy(copy)
        refuse_invalid(Root("film", film.pk))
        copy.delete()
    return copy
