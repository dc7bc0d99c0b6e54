"""Changes of a published film, list or page that the public does not see yet, stored as a patch of what the tables hold."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog.editing.apply import apply_patch, refuse_invalid
from catalog.editing.documents import RefusedError, Root, model_of
from catalog.editing.locks import lock_roots
from catalog.editing.patches import Patch, RowChange
from catalog.editing.references import referenced_keys
from catalog.models import Mention, State, WorkingCopy
from catalog.models.base import Publishable, refresh_once
from catalog.models.working_copies import OWNER_FIELDS

UNFIT_REFUSAL = _(
    "The working copy no longer fits the catalogue. {} Change what is in its way, then it fits again; or drop the "
    "working copy on the page of the publication, which shows what it changes."
)


def published_roots(roots: Iterable[Root]) -> set[Root]:
    """Return those of some roots whose changes wait in a working copy: films, lists and pages that are published."""
    keys = keys_with_copies(roots)
    return {
        Root(noun, key)
        for noun in keys
        for key in model_of(noun)
        ._base_manager.filter(pk__in=keys[noun], state=State.PUBLISHED)
        .values_list("pk", flat=True)
    }


def working_copies_of(roots: Iterable[Root]) -> dict[Root, WorkingCopy]:
    """Return the working copies of some roots, of those that have one."""
    return {
        Root(noun, copy.owner_key): copy
        for noun, keys in keys_with_copies(roots).items()
        for copy in WorkingCopy.objects.filter(**{f"{OWNER_FIELDS[noun]}__in": keys})
    }


def keys_with_copies(roots: Iterable[Root]) -> dict[str, list[Any]]:
    """Return {noun: keys} of those roots that can have a working copy."""
    keys: dict[str, list[Any]] = {}
    for root in roots:
        if root.noun in OWNER_FIELDS:
            keys.setdefault(root.noun, []).append(root.key)
    return keys


def working_copy_of(row: Publishable) -> WorkingCopy | None:
    root = Root.of(row)
    return working_copies_of([root]).get(root)


def new_working_copy(root: Root) -> WorkingCopy:
    """Return an empty working copy of a root, not saved yet."""
    return WorkingCopy(**{f"{OWNER_FIELDS[root.noun]}_id": root.key})


def root_of_copy(copy: WorkingCopy) -> Root:
    return Root(copy.owner_noun, copy.owner_key)


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
def overlay_working_copy(row: Publishable, *, as_published: bool = False) -> Iterator[WorkingCopy | None]:
    """Show the tables as editors see a film, list or page, with its working copy; all is rolled back at the end.

    `as_published` shows it as if it were published already. Nobody else can write on SQLite meanwhile, so draw no page here
    (`catalog.overlays`). Where the tables show all of that already, nothing is locked.
    """
    if working_copy_of(row) is None and (row.is_public or not as_published):
        yield None
        return
    with transaction.atomic(), refresh_once():
        lock_roots(Root.of(row))
        copy = working_copy_of(row)
        if copy:
            apply_working_copy(copy)
        if as_published:
            Root.of(row).rows().update(state=State.PUBLISHED, published_from=row.created_at)
        try:
            yield copy
        finally:
            transaction.set_rollback(True)


def root_of_staged_row(noun: str, key: Any) -> Root | None:
    """Return the root whose working copy adds a row that the tables don't hold yet, or None."""
    for copy in WorkingCopy.objects.mentioning(noun, [str(key)]):
        change = Patch(copy.patch).change_of(noun, str(key))
        if change and change.before is None:
            return root_of_copy(copy)
    return None


def publish_working_copy(row: Publishable) -> WorkingCopy | None:
    """Apply the working copy of a film, list or page to the tables for good, and delete it."""
    copy = working_copy_of(row)
    if copy:
        apply_working_copy(copy)
        refuse_invalid(Root.of(row))
        copy.delete()
    return copy
