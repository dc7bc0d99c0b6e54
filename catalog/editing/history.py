"""The revisions of a noun: read, and written."""

from django.utils import timezone

from catalog.editing.documents import Root
from catalog.editing.patches import chain
from catalog.models import Deed, Revision


class OvertakenError(Exception):
    """Somebody saved a noun after it was read."""

    def __init__(self, root, revision):
        super().__init__(root, revision)
        self.root, self.revision = root, revision

    def __str__(self):
        if self.revision is None:
            return "It is not there any more. Look at what is there now."
        who, when = self.revision.editor_name or "Somebody", timezone.localtime(self.revision.at)
        return (
            f"“{self.revision.label}” was {self.revision.get_deed_display()} by {who} on {when:%-d %B %Y at %H:%M:%S}, "
            "after you opened this page, so nothing was done. Look at what is there now, and do it again if it still holds."
        )


def newest_revision_id(root):
    """What a form remembers: another one at its save means that somebody else saved in between."""
    return Revision.objects.head(*root)


def newest_revision(root):
    """The last save of it, or None."""
    return Revision.objects.of(*root).exclude(deed=Deed.NOTED).first()


def patch_since(root, revision):
    """The patch of all that was saved after a revision."""
    later = Revision.objects.filter(noun=root.noun, key=root.key, id__gt=revision).order_by("id")
    return chain(*later.values_list("patch", flat=True).iterator(200))


def refuse_overtaken(root, seen):
    """Refuse to go on where somebody saved after `seen`."""
    if seen is not None and newest_revision_id(root) != seen:
        raise OvertakenError(root, newest_revision(root))


def record_revision(root, *, editor, deed, note="", patch=None, waiting=False, merge=None, label=""):
    """Write a revision into the history."""
    row = root.model._base_manager.filter(pk=root.key).first()
    label = label or (str(row) if row else label_from_patch(root, patch or {}))
    return Revision.objects.create(
        noun=root.noun,
        key=root.key,
        label=label[:300],
        deed=deed,
        editor=editor,
        editor_name=editor.get_username() if editor else "",
        note=note.strip()[:1000],
        patch=patch or {},
        waiting=waiting,
        merge=merge,
    )


def add_note(row, said, *, editor):
    """Note in the history of a noun what an editor did beside it: made a link, judged a proposal."""
    return record_revision(Root.of(row), editor=editor, deed=Deed.NOTED, note=said)


def label_from_patch(root, patch):
    """What a deleted noun was called."""
    was = (patch.get(root.noun, {}).get(str(root.key)) or {}).get("was") or {}
    return next((str(was[name]) for name in ("title", "name", "username", "body") if was.get(name)), str(root.key))
