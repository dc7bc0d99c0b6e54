"""An earlier revision brought back, and what was deleted."""

from catalog.editing.apply import apply_patch
from catalog.editing.documents import RefusedError
from catalog.editing.edit import STATE_FIELDS, apply_change, refuse_publishing_portraits
from catalog.editing.history import newest_revision, patch_since, record_revision, refuse_overtaken
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import inverse, without
from catalog.editing.references import redirect_to_survivors
from catalog.models import Deed, Revision


def patch_back_to(root, to):
    """The patch that brings a noun back to what it was after a revision; what steps set stays as it is."""
    return without(inverse(patch_since(root, to)), root.noun, STATE_FIELDS)


def revert(root, to, *, editor, note="", seen=None):
    """Bring a noun back to what it was after an earlier revision, as a new revision; None where nothing differs."""
    with atomic_or_refused():
        if not lock_roots(root):
            refuse_overtaken(root, seen)
            deleting_revision(root)
            raise RefusedError("It is deleted by now. Bring it back first; then it can be set back.")
        refuse_behind_merge(root, to)
        return apply_change(root, patch_back_to(root, to), editor=editor, note=note, deed=Deed.REVERTED, seen=seen)


def refuse_behind_merge(root, to):
    """Refuse to set a noun back behind a merge that stands: what came from the other would be in neither."""
    if not isinstance(root.key, int):
        # What a code names is never merged.
        return
    merged = Revision.objects.of(*root).filter(id__gt=to, deed=Deed.MERGED, waiting=False, merge__undone_at=None)
    last = merged.filter(merge__noun=root.noun, merge__survivor=root.key).select_related("merge").first()
    if last:
        raise RefusedError(
            f"“{last.merge.loser_label}” was merged into it after that revision. Take that merge back first; "
            "or bring back a later revision, and change by hand what is left."
        )


def deleting_revision(root):
    """The revision that deleted a noun; RefusedError where it is not deleted."""
    last = newest_revision(root)
    merge = last and last.merge
    if merge and last.deed == Deed.MERGED and merge.loser == root.key and merge.undone_at is None:
        raise RefusedError(f"It was merged into “{merge.survivor_label}”. Take that merge back, and it is here again.")
    if last is None or last.deed != Deed.DELETED:
        raise RefusedError("It is not deleted, so there is nothing to bring back.")
    return last


def restore(root, *, editor, note="", seen=None):
    """Bring back what was deleted, with its rows, as it was."""
    with atomic_or_refused():
        refuse_overtaken(root, seen)
        patch = redirect_to_survivors(inverse(deleting_revision(root).patch))
        refuse_publishing_portraits(editor, root, {}, patch)
        apply_patch(patch)
        return record_revision(root, editor=editor, deed=Deed.RESTORED, note=note, patch=patch)


def restore_and_change(root, patch, *, editor, note="", seen=None):
    """Restore what was deleted, and change it at once."""
    with atomic_or_refused():
        restore(root, editor=editor, note=note, seen=seen)
        apply_change(root, patch, editor=editor, note=note)
