"""Every change that an editor makes: whole or not at all, over nobody else's, in the history, and in sight when it is due.

A published film is changed in its working copy. The tables hold what the public sees; the working copy is a patch of it,
laid over the tables inside a transaction that is rolled back, so that the desk's forms and the public pages work on it
as on anything else, and no other connection ever sees a row of it.
"""

from django.db import transaction

from catalog.editing.apply import apply_patch, refuse_invalid, reserve_keys
from catalog.editing.documents import RefusedError, Root, read_document
from catalog.editing.history import newest_revision, newest_revision_id, patch_since, record_revision, refuse_overtaken
from catalog.editing.locks import atomic_or_refused, lock_rating_summaries, lock_roots
from catalog.editing.patches import chain, diff, inverse
from catalog.editing.working_copies import (
    apply_working_copy,
    rebase_working_copy,
    save_working_copy,
    without_overridden,
)
from catalog.models import Deed, Film, State, WorkingCopy

# What steps set and no save changes.
STATE_FIELDS = {"state", "published_from"}
PORTRAIT_REFUSAL = (
    "Visitors see a portrait as soon as it is published, so only a Reviewer or an Administrator may publish one, or change, "
    "withdraw or delete a published one. Ask one; or add yours as a new picture that is “in review”. Nothing was saved."
)


class Edit:
    """One change of some nouns by an editor. What is done inside is kept when `keep` was called, else undone.

    `seen` maps roots to the revisions that the editor looked at. Where somebody has saved since, what is done inside is
    done to the document as the editor saw it, and never kept: `overtaken` is then the newest revision, and `theirs` and
    `yours` say who changed what.
    `directly` changes a published film before the public's eyes, not in its working copy.
    """

    def __init__(self, *roots, editor=None, note="", deed=Deed.CHANGED, seen=None, directly=False, merge=None):
        self.roots = dict.fromkeys(roots)
        self.editor, self.note, self.deed, self.merge = editor, note, deed, merge
        self.seen, self.directly = seen or {}, directly
        self.kept, self.overtaken = False, None
        self.theirs, self.yours, self.revisions = {}, {}, []

    def __enter__(self):
        self.atomic = atomic_or_refused()
        self.atomic.__enter__()
        try:
            self.begin()
        except BaseException as error:
            self.atomic.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def begin(self):
        """Hold what is edited, and read it as the editor saw it."""
        if self.deed == Deed.DELETED:
            lock_rating_summaries(self.roots)
        self.there = lock_roots(*self.roots)
        films = [root.key for root in self.roots if root.noun == "film"]
        held = Film.objects.filter(pk__in=films, state=State.PUBLISHED).values_list("pk", flat=True) if films else []
        self.guarded = set() if self.directly else {Root("film", pk) for pk in held}
        self.copies = {Root("film", copy.film_id): copy for copy in WorkingCopy.objects.filter(film__in=films)}
        for root in self.roots:
            if root in self.seen and newest_revision_id(root) != self.seen[root]:
                self.overtaken = newest_revision(root)
                self.theirs[root] = patch_since(root, self.seen[root])
        self.savepoint = transaction.savepoint() if self.guarded or self.overtaken else None
        for root in self.guarded & set(self.copies):
            apply_working_copy(self.copies[root])
        for patch in self.theirs.values():
            apply_patch(inverse(patch))
        along = self.deed == Deed.DELETED
        self.before = {root: read_document(root, along=along) for root in self.roots}

    def add(self, root):
        """Take in a noun that was made inside."""
        if root not in self.roots:
            self.roots[root], self.before[root] = None, {}

    def keep(self):
        self.kept = True

    def __exit__(self, kind, error, traceback):
        if kind is None and self.kept:
            try:
                self.finish()
            except BaseException as failure:
                self.atomic.__exit__(type(failure), failure, failure.__traceback__)
                raise
        if kind is None and (self.overtaken or not self.kept):
            transaction.set_rollback(True)
        self.atomic.__exit__(kind, error, traceback)

    def finish(self):
        along = self.deed == Deed.DELETED
        patches = {
            root: diff(self.before[root], read_document(root, along=along and root in self.there))
            for root in self.roots
        }
        self.yours = {root: patch for root, patch in patches.items() if patch}
        for root in self.guarded:
            if deletes_root(root, patches[root]):
                raise RefusedError(
                    "Visitors see this film, so it can’t be deleted. Withdraw it first; then it can, and be brought back."
                )
        if self.savepoint:
            transaction.savepoint_rollback(self.savepoint)
            for patch in self.yours.values():
                reserve_keys(patch)
        if self.overtaken:
            return
        for root, patch in self.yours.items():
            refuse_publishing_portraits(self.editor, root, self.before[root], patch)
            if root in self.guarded:
                self.stage(root, patch)
            else:
                if self.savepoint:
                    apply_patch(patch)
                if root in self.copies:
                    copy = self.copies[root]
                    patch = without_overridden(copy.patch, patch)
                    rebase_working_copy(copy, self.yours[root])
            self.revisions.append(self.record(root, patch))

    def stage(self, root, patch):
        """Put a change of a published film into its working copy."""
        copy = self.copies.get(root) or WorkingCopy(film_id=root.key)
        copy.patch = chain(copy.patch, patch)
        save_working_copy(copy)

    def record(self, root, patch):
        return record_revision(
            root,
            editor=self.editor,
            deed=self.deed if self.before[root] else Deed.CREATED,
            note=self.note,
            patch=patch,
            waiting=root in self.guarded,
            merge=self.merge,
        )


def refuse_publishing_portraits(editor, root, before, patch):
    """Refuse a change of published portraits to who may not publish: nobody's working copy holds a person."""
    if root.noun != "person" or editor is None or editor.has_perm("catalog.publish_film"):
        return
    for key, change in patch.get("image", {}).items():
        sides = (before.get("image", {}).get(key), change["is"])
        if any(fields and fields.get("state") == State.PUBLISHED for fields in sides):
            raise RefusedError(PORTRAIT_REFUSAL)


def deletes_root(root, patch):
    """Whether a patch deletes the noun itself."""
    own = patch.get(root.noun, {}).get(str(root.key))
    return own is not None and own["is"] is None


def apply_change(root, patch, *, editor, note="", deed=Deed.CHANGED, seen=None, directly=False):
    """Apply a patch as an editor's change: to the working copy of a published film, else at once."""
    with Edit(root, editor=editor, note=note, deed=deed, directly=directly) as edit:
        refuse_overtaken(root, seen)
        apply_patch(patch)
        refuse_invalid(root)
        edit.keep()
    return edit.revisions[0] if edit.revisions else None


def discard_working_copy(film, *, editor, note="", seen=None):
    """Drop the working copy: the film is again what the public sees."""
    root = Root("film", film.pk)
    with atomic_or_refused():
        lock_roots(root)
        refuse_overtaken(root, seen)
        copy = WorkingCopy.objects.filter(film=film).first()
        if copy is None:
            raise RefusedError("The film has no working copy: it is as the public sees it.")
        copy.delete()
        return record_revision(root, editor=editor, deed=Deed.DISCARDED, note=note, patch=inverse(copy.patch))
