"""An earlier revision brought back, and what was deleted."""

from catalog.editing.apply import apply
from catalog.editing.documents import RefusedError, redirected
from catalog.editing.edit import STEERED, change, newest, record, refuse_overtaken, refuse_showing, since
from catalog.editing.locks import at_once, lock
from catalog.editing.patches import inverse, without
from catalog.models import Deed, Revision


def way_back(root, to):
    """The patch that brings a noun back to what it was after a revision; what steps set stays as it is."""
    return without(inverse(since(root, to)), root.noun, STEERED)


def revert(root, to, *, editor, note="", seen=None):
    """Bring a noun back to what it was after an earlier revision, as a new revision; None where nothing differs."""
    with at_once():
        if not lock(root):
            refuse_overtaken(root, seen)
            deletion(root)
            raise RefusedError("It is deleted by now. Bring it back first; then it can be set back.")
        refuse_splitting(root, to)
        return change(root, way_back(root, to), editor=editor, note=note, deed=Deed.REVERTED, seen=seen)


def refuse_splitting(root, to):
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


def deletion(root):
    """The revision that deleted a noun; RefusedError where it is not deleted."""
    last = newest(root)
    merge = last and last.merge
    if merge and last.deed == Deed.MERGED and merge.loser == root.key and merge.undone_at is None:
        raise RefusedError(f"It was merged into “{merge.survivor_label}”. Take that merge back, and it is here again.")
    if last is None or last.deed != Deed.DELETED:
        raise RefusedError("It is not deleted, so there is nothing to bring back.")
    return last


def restore(root, *, editor, note="", seen=None):
    """Bring back what was deleted, with its rows, as it was."""
    with at_once():
        refuse_overtaken(root, seen)
        patch = redirected(inverse(deletion(root).patch))
        refuse_showing(editor, root, {}, patch)
        apply(patch)
        return record(root, editor=editor, deed=Deed.RESTORED, note=note, patch=patch)


def bring_back(root, patch, *, editor, note="", seen=None):
    """Restore what was deleted, and change it at once."""
    with at_once():
        restore(root, editor=editor, note=note, seen=seen)
        change(root, patch, editor=editor, note=note)
