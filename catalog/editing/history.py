"""The history of a noun: its revisions, read and written."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Max, Model
from django.utils import translation
from django.utils.translation import gettext

from catalog.dates.words import moment_in_words
from catalog.editing.documents import Root
from catalog.editing.patches import Patch
from catalog.editing.stored_words import label_in_words
from catalog.models import Deed, Import, Merge, Revision
from catalog.page_languages import OURS


class OvertakenError(Exception):
    """Somebody saved a noun after the editor opened it. `revision` is the newest one, None where there is none."""

    def __init__(self, root: Root, revision: Revision | None) -> None:
        super().__init__(root, revision)
        self.root, self.revision = root, revision

    def __str__(self) -> str:
        if self.revision is None:
            return gettext("It does not exist any more, so nothing was done.")
        return gettext(
            "“%(label)s”: %(deed)s by %(editor)s on %(moment)s, after you opened this page, so nothing was done. Look at what is "
            "there now, and do it again if it still holds."
        ) % {
            "label": label_in_words(self.revision),
            "deed": self.revision.get_deed_display(),
            "editor": self.revision.editor_name or gettext("somebody"),
            "moment": moment_in_words(self.revision.at),
        }


def newest_revision_id(root: Root) -> int:
    """Return the id of the newest save, 0 before the first. A form remembers it, to see whether somebody saved since."""
    saves = Revision.objects.filter(noun=root.noun, key=root.key).exclude(deed=Deed.NOTED)
    return saves.aggregate(newest=Max("id"))["newest"] or 0


def newest_revision_ids(roots: Iterable[Root]) -> dict[Root, int]:
    """Return {root: id of its newest save, 0 before the first}, with one query for each noun."""
    newest_ids = dict.fromkeys(roots, 0)
    for noun in {root.noun for root in newest_ids}:
        roots_by_key = {str(root.key): root for root in newest_ids if root.noun == noun}
        saves = Revision.objects.filter(noun=noun, key__in=list(roots_by_key)).exclude(deed=Deed.NOTED)
        for key, newest_id in saves.order_by().values_list("key").annotate(newest=Max("id")):
            newest_ids[roots_by_key[key]] = newest_id
    return newest_ids


def newest_revision(root: Root) -> Revision | None:
    """Return the newest save; notes (Deed.NOTED) don't count."""
    return Revision.objects.of(*root).exclude(deed=Deed.NOTED).first()


def patch_since(root: Root, revision_id: int) -> Patch:
    """Return all changes after a revision as one patch."""
    later = Revision.objects.filter(noun=root.noun, key=root.key, id__gt=revision_id).order_by("id")
    return Patch.combine(later.values_list("patch", flat=True).iterator(200))


def refuse_overtaken(root: Root, seen_revision: int | None) -> None:
    """Raise OvertakenError where somebody saved after the revision that the editor looked at; None allows any."""
    if seen_revision is not None and newest_revision_id(root) != seen_revision:
        raise OvertakenError(root, newest_revision(root))


def record_revision(
    root: Root,
    *,
    editor: User | None,
    deed: str,
    note: str = "",
    patch: Patch | None = None,
    waiting: bool = False,
    merge: Merge | None = None,
    label: str = "",
    of_import: Import | None = None,
) -> Revision:
    """Write a revision into the history; by default its label is what the row is called now, in English."""
    row = root.rows().first()
    with translation.override(OURS):
        label = label or (str(row) if row else label_before(root, patch or Patch()))
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
        of_import=of_import,
    )


def add_note(row: Model, text: str, *, editor: User | None) -> Revision:
    """Write a note into the history of a row's root: an editor did something that changed none of its fields."""
    return record_revision(Root.of(row), editor=editor, deed=Deed.NOTED, note=text)


def label_before(root: Root, patch: Patch) -> str:
    """Return what a noun was called before a patch deleted it."""
    change = patch.change_of(root.noun, str(root.key))
    fields: dict[str, Any] = (change and change.before) or {}
    return next(
        (str(fields[name]) for name in ("title", "name", "username", "body", "slug") if fields.get(name)), str(root.key)
    )
