"""Bring back an earlier revision of a noun, or a noun that was deleted."""

from django.contrib.auth.models import User
from django.utils.translation import gettext

from catalog.editing.apply import apply_patch
from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import STATE_FIELDS, apply_change, refuse_publishing_portraits
from catalog.editing.history import newest_revision, patch_since, record_revision, refuse_overtaken
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import Document, Patch
from catalog.editing.references import redirect_to_survivors
from catalog.editing.removals import without_stubs
from catalog.models import Deed, Revision


def patch_back_to(root: Root, revision_id: int) -> Patch:
    """Return the patch that undoes all changes after a revision, except the steps of a publication."""
    return patch_since(root, revision_id).inverse().without(root.noun, STATE_FIELDS)


def revert(
    root: Root,
    revision_id: int,
    *,
    editor: User | None,
    note: str = "",
    seen_revision: int | None = None,
) -> Revision | None:
    """Bring a noun back to what it was after a revision, as a new revision; return None where nothing differs."""
    with atomic_or_refused():
        if not lock_roots(root):
            refuse_overtaken(root, seen_revision)
            deleting_revision(root)
            raise RefusedError(gettext("It is deleted. Bring it back first, then an earlier revision of it."))
        refuse_behind_merge(root, revision_id)
        patch = patch_back_to(root, revision_id)
        return apply_change(root, patch, editor=editor, note=note, deed=Deed.REVERTED, seen_revision=seen_revision)


def refuse_behind_merge(root: Root, revision_id: int) -> None:
    """Refuse to go back behind a merge that is not taken back.

    Rows that came from the merged noun would then belong to neither of the two.
    """
    if not isinstance(root.key, int):
        # Nouns with a code for a key are never merged.
        return
    merges = Revision.objects.of(*root).filter(
        id__gt=revision_id, deed=Deed.MERGED, waiting=False, merge__undone_at=None
    )
    last = merges.filter(merge__noun=root.noun, merge__survivor=root.key).select_related("merge").first()
    if last:
        raise RefusedError(
            gettext(
                "“%(loser_label)s” was merged into it after that revision. Take that merge back first; or bring "
                "back a later revision, and change the rest by hand."
            )
            % {"loser_label": last.merge.loser_label}
        )


def deleting_revision(root: Root) -> Revision:
    """Return the revision that deleted a noun; raise RefusedError where it is not deleted."""
    last = newest_revision(root)
    merge = last.merge if last and last.deed == Deed.MERGED else None
    if merge and merge.loser == root.key and merge.undone_at is None:
        raise RefusedError(
            gettext("It was merged into “%(survivor_label)s”. Take that merge back, and it is here again.")
            % {"survivor_label": merge.survivor_label}
        )
    if last is None or last.deed != Deed.DELETED:
        raise RefusedError(gettext("It is not deleted, so there is nothing to bring back."))
    return last


def restore(root: Root, *, editor: User | None, note: str = "", seen_revision: int | None = None) -> Revision:
    """Bring back a deleted noun, with its rows, as it was."""
    with atomic_or_refused():
        refuse_overtaken(root, seen_revision)
        patch = without_stubs(redirect_to_survivors(Patch(deleting_revision(root).patch).inverse()))
        if root.noun == "person":
            refuse_publishing_portraits(editor, Document(), patch)
        apply_patch(patch)
        return record_revision(root, editor=editor, deed=Deed.RESTORED, note=note, patch=patch)


def restore_and_change(
    root: Root,
    patch: Patch,
    *,
    editor: User | None,
    note: str = "",
    seen_revision: int | None = None,
) -> None:
    """Bring back a deleted noun and apply a patch to it, as two revisions."""
    with atomic_or_refused():
        restore(root, editor=editor, note=note, seen_revision=seen_revision)
        apply_change(root, patch, editor=editor, note=note)
