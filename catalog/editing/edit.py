"""Save what an editor changes: all of it or nothing, never over a newer save, and with a revision in the history.

A published film, or list, is changed in its working copy. The tables hold what the public sees. The working copy is a patch of them;
it is applied to the tables inside a transaction that is rolled back, so that the desk's forms and the public pages work on
it as on any other film, and no other connection ever sees a row of it.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from typing import Self

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.editing.apply import apply_patch, refuse_invalid, reserve_keys
from catalog.editing.documents import RefusedError, Root, read_document
from catalog.editing.history import newest_revision, newest_revision_id, patch_since, record_revision, refuse_overtaken
from catalog.editing.locks import atomic_or_refused, lock_rating_summaries, lock_roots
from catalog.editing.patches import Document, Patch
from catalog.editing.working_copies import (
    apply_working_copy,
    new_working_copy,
    published_roots,
    rebase_working_copy,
    save_working_copy,
    without_overridden,
    working_copies_of,
    working_copy_of,
)
from catalog.models import Deed, DuplicatePair, Import, Merge, Revision, State, Version
from catalog.models.base import Publishable
from catalog.models.showing import note_changed_films

# Fields that the steps of a publication set, and no save changes.
STATE_FIELDS = {"state", "published_from"}
PUBLISHED_REFUSAL = _("Visitors see it, so it can’t be deleted. Withdraw it first, then delete it.")
PORTRAIT_REFUSAL = _(
    "Visitors see a portrait as soon as it is published, so only a Reviewer or an Administrator may publish one, or change, "
    "withdraw or delete a published one. Ask one; or add yours as a new picture that is “in review”. Nothing was saved."
)


class Edit(ExitStack):
    """Context in which an editor changes some nouns. The changes are saved at its end where `keep` was called, else undone.

    `seen_revisions` are the revisions that the editor looked at, {root: id}. Where somebody has saved a newer one, the
    changes are made to the document as the editor saw it, and never saved; then `newer_revision` is the newest one, and
    `their_patches` and `your_patches`, {root: patch}, hold what each of the two changed.
    `directly` changes what is published before the public's eyes, not in its working copy.
    """

    def __init__(
        self,
        *roots: Root,
        editor: User | None = None,
        note: str = "",
        deed: str = Deed.CHANGED,
        seen_revisions: Mapping[Root, int] | None = None,
        directly: bool = False,
        merge: Merge | None = None,
        of_import: Import | None = None,
    ) -> None:
        super().__init__()
        self.roots = dict.fromkeys(roots)
        self.editor, self.note, self.deed = editor, note, deed
        self.merge, self.of_import = merge, of_import
        self.seen_revisions, self.directly = seen_revisions or {}, directly
        self.is_to_keep = False
        self.newer_revision: Revision | None = None
        self.their_patches: dict[Root, Patch] = {}
        self.your_patches: dict[Root, Patch] = {}
        self.revisions: list[Revision] = []

    def __enter__(self) -> Self:
        self.enter_context(self.transact())
        return self

    @contextmanager
    def transact(self) -> Iterator[None]:
        """Lock the nouns, let the editor change them, and save the changes: in one transaction.

        Changes of what is published, and those made to what is outdated, are made in a transaction inside of it, which is
        rolled back as soon as it is known what they are.
        """
        with atomic_or_refused():
            self.begin()
            with transaction.atomic() if self.is_sandboxed else nullcontext():
                if self.is_sandboxed:
                    self.show_as_seen()
                self.before = {
                    root: read_document(root, with_visitor_rows=root in self.deleted_roots) for root in self.roots
                }
                yield
                if self.is_to_keep:
                    self.compare()
                if self.is_sandboxed:
                    transaction.set_rollback(True)
            if not self.is_to_keep:
                transaction.set_rollback(True)
            for root, patch in self.patches_to_save():
                self.save(root, patch)

    def patches_to_save(self) -> list[tuple[Root, Patch]]:
        """Return the change of each root, those first that were created, to which the others may refer.

        Beside a newer revision only these: what the editor chooses between may name them.
        """
        if not self.is_to_keep:
            return []
        created_roots = {root: patch for root, patch in self.your_patches.items() if not self.before[root]}
        if self.newer_revision:
            return [(root, patch) for root, patch in created_roots.items() if root not in self.seen_revisions]
        return list((created_roots | self.your_patches).items())

    def begin(self) -> None:
        """Lock the nouns, and find out what is published, and what was saved after the editor looked."""
        if self.deed == Deed.DELETED:
            lock_rating_summaries(self.roots)
        existing_roots = lock_roots(*self.roots)
        # Of these, also what visitors made of them is read, so that it can come back.
        self.deleted_roots = existing_roots if self.deed == Deed.DELETED else set()
        self.staged_roots = set() if self.directly else published_roots(self.roots)
        self.copies = working_copies_of(self.roots)
        for root in self.roots:
            if root in self.seen_revisions and newest_revision_id(root) != self.seen_revisions[root]:
                self.newer_revision = newest_revision(root)
                self.their_patches[root] = patch_since(root, self.seen_revisions[root])
        self.is_sandboxed = bool(self.staged_roots or self.newer_revision)

    def show_as_seen(self) -> None:
        """Bring the tables to what the editor saw: with the working copy in them, without what was saved since."""
        for root in self.staged_roots & set(self.copies):
            apply_working_copy(self.copies[root])
        for patch in self.their_patches.values():
            apply_patch(patch.inverse())

    def add_root(self, root: Root) -> None:
        """Save a root, too, that was created inside this edit: there was nothing of it before."""
        if root not in self.roots:
            self.roots[root], self.before[root] = None, Document()

    def keep(self) -> None:
        """Save the changes when the context ends."""
        self.is_to_keep = True

    def compare(self) -> None:
        """Work out what the editor changed."""
        after = {root: read_document(root, with_visitor_rows=root in self.deleted_roots) for root in self.roots}
        for root in self.roots:
            lost_versions = not self.before[root] or "version" in self.before[root]
            if root.noun == "film" and after[root] and lost_versions and "version" not in after[root]:
                # A film that is new, or has lost its last version, has a plain one that leads.
                Version.objects.create(film_id=root.key, leads=True)
                after[root] = read_document(root)
        patches = {root: Patch.between(self.before[root], after[root]) for root in self.roots}
        self.your_patches = {root: patch for root, patch in patches.items() if patch}
        if any(patches[root].deletes(root.noun, str(root.key)) for root in self.staged_roots):
            raise RefusedError(PUBLISHED_REFUSAL)

    def save(self, root: Root, patch: Patch) -> None:
        """Put a change into the working copy of what is published, else into the tables; and record it as a revision."""
        if root.noun == "film":
            note_changed_films([root.key])
        if root.noun == "person":
            # A person has no working copy in which the change could wait.
            refuse_publishing_portraits(self.editor, self.before[root], patch)
        if self.is_sandboxed:
            reserve_keys(patch)
        if root in self.staged_roots:
            self.stage(root, patch)
        else:
            if self.is_sandboxed:
                apply_patch(patch)
            if root in self.copies:
                copy, table_patch = self.copies[root], patch
                patch = without_overridden(table_patch, Patch(copy.patch))
                rebase_working_copy(copy, table_patch)
        if root.noun == "person":
            drop_refuted_pairs(root)
        self.revisions.append(
            record_revision(
                root,
                editor=self.editor,
                deed=self.deed if self.before[root] else Deed.CREATED,
                note=self.note,
                patch=patch,
                waiting=root in self.staged_roots,
                merge=self.merge,
                of_import=self.of_import,
            )
        )

    def stage(self, root: Root, patch: Patch) -> None:
        """Put a change of a published film, list or page into its working copy."""
        copy = self.copies.get(root) or new_working_copy(root)
        copy.patch = Patch.combine([copy.patch, patch])
        save_working_copy(copy)


def drop_refuted_pairs(root: Root) -> None:
    """Delete proposals that a person is the same as another one, where the dates of the two refute that now."""
    for person in root.rows():
        DuplicatePair.objects.drop_refuted(person)


def refuse_publishing_portraits(editor: User | None, before: Document, patch: Patch) -> None:
    """Refuse a change of a person's published portraits by an editor who may not publish."""
    if editor is None or editor.has_perm("catalog.publish_film"):
        return
    for key, change in patch.get("image", {}).items():
        sides = (before.fields_of("image", key), change["is"])
        if any(fields and fields.get("state") == State.PUBLISHED for fields in sides):
            raise RefusedError(PORTRAIT_REFUSAL)


def apply_change(
    root: Root,
    patch: Patch,
    *,
    editor: User | None,
    note: str = "",
    deed: str = Deed.CHANGED,
    seen_revision: int | None = None,
    directly: bool = False,
    of_import: Import | None = None,
) -> Revision | None:
    """Save a patch as an editor's change; return its revision, or None where it changes nothing.

    Raise OvertakenError where somebody saved after `seen_revision`.
    """
    with Edit(root, editor=editor, note=note, deed=deed, directly=directly, of_import=of_import) as edit:
        refuse_overtaken(root, seen_revision)
        apply_patch(patch)
        refuse_invalid(root)
        edit.keep()
    return edit.revisions[0] if edit.revisions else None


def discard_working_copy(
    row: Publishable, *, editor: User | None, note: str = "", seen_revision: int | None = None
) -> Revision:
    """Delete the working copy of a film, list or page: it is again what the public sees."""
    root = Root.of(row)
    with atomic_or_refused():
        lock_roots(root)
        refuse_overtaken(root, seen_revision)
        copy = working_copy_of(row)
        if copy is None:
            raise RefusedError(gettext("It has no working copy: editors see it as the public sees it."))
        copy.delete()
        patch = Patch(copy.patch).inverse()
        return record_revision(root, editor=editor, deed=Deed.DISCARDED, note=note, patch=patch)
