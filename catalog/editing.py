"""Every change that an editor makes: whole or not at all, over nobody else's, in the history, and in sight when it is due.

A published film is changed in its working copy. The tables hold what the public sees; the working copy is a patch of it,
laid over the tables inside a transaction that is rolled back, so that the desk's forms and the public pages work on it
as on anything else, and no other connection ever sees a row of it.
"""

from collections import defaultdict
from contextlib import contextmanager

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from catalog import documents
from catalog.documents import RefusedError, Root
from catalog.models import Deed, Film, Mention, RatingSummary, Revision, State, Vote, WorkingCopy
from catalog.patches import build, chain, diff, inverse, rows, without

# What steps set and no save changes.
STEERED = {"state", "published_from"}
UNFIT = (
    "The film’s working copy no longer fits what is in the catalogue. {} Change there what is in its way, and all is as "
    "before; or drop the working copy: the page of the film’s publication shows what it changes, and drops it."
)
SHOWN = (
    "Visitors see a portrait as soon as it is published, so only a Reviewer or an Administrator may publish one, or change, "
    "withdraw or delete a published one. Ask one; or add yours as a new picture that is “in review”. Nothing was saved."
)

CROSSED = (
    "Others were saving at the same moment, and only one could be let through. Nothing of yours was saved: save again."
)


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


def head(root):
    """What a form remembers: another one at its save means that somebody else saved in between."""
    return Revision.objects.head(*root)


def newest(root):
    """The last save of it, or None."""
    return Revision.objects.of(*root).exclude(deed=Deed.NOTED).first()


def since(root, revision):
    """The patch of all that was saved after a revision."""
    later = Revision.objects.filter(noun=root.noun, key=root.key, id__gt=revision).order_by("id")
    return chain(*later.values_list("patch", flat=True).iterator(200))


@contextmanager
def at_once():
    """A transaction that is refused, not broken, where somebody else's at the same moment stands in its way."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise RefusedError(documents.rule_broken(error)) from error
    except OperationalError as error:
        if not crossed(error):
            raise
        raise RefusedError(CROSSED) from error


def crossed(error):
    """Whether a database ended a transaction for another's sake: a deadlock, or no turn to write in all the time it had."""
    told = error.__cause__
    return getattr(told, "sqlstate", "") == "40P01" or getattr(told, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def lock(*roots):
    """Hold the roots against other editors until the transaction ends; return those that are there.

    Who holds several holds them in one order, so that nobody waits in a circle: a film's counters, other nouns, films
    by number. Rows that refer to what is held, a visitor's vote say, need not wait.
    """
    there = set()
    for root in sorted(set(roots), key=lambda root: (root.noun == "film", root)):
        rows = root.model._base_manager.select_for_update(no_key=True)
        if rows.filter(pk=root.key).values_list("pk", flat=True).first():
            there.add(root)
    return there


def lock_counters(roots):
    """Hold the counters of films, and of votes, before these go: a vote that is being cast holds them before its film."""
    keys = {noun: [root.key for root in roots if root.noun == noun] for noun in ("film", "vote")}
    if keys["film"] or keys["vote"]:
        films = {*keys["film"], *Vote.objects.filter(pk__in=keys["vote"]).values_list("film", flat=True)}
        RatingSummary.objects.hold(film__in=films)


def refuse_overtaken(root, seen):
    """Refuse to go on where somebody saved after `seen`."""
    if seen is not None and head(root) != seen:
        raise OvertakenError(root, newest(root))


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
        self.atomic = at_once()
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
            lock_counters(self.roots)
        self.there = lock(*self.roots)
        films = [root.key for root in self.roots if root.noun == "film"]
        held = Film.objects.filter(pk__in=films, state=State.PUBLISHED).values_list("pk", flat=True) if films else []
        self.guarded = set() if self.directly else {Root("film", pk) for pk in held}
        self.copies = {Root("film", copy.film_id): copy for copy in WorkingCopy.objects.filter(film__in=films)}
        for root in self.roots:
            if root in self.seen and head(root) != self.seen[root]:
                self.overtaken = newest(root)
                self.theirs[root] = since(root, self.seen[root])
        self.savepoint = transaction.savepoint() if self.guarded or self.overtaken else None
        for root in self.guarded & set(self.copies):
            lay(self.copies[root])
        for patch in self.theirs.values():
            documents.apply(inverse(patch))
        along = self.deed == Deed.DELETED
        self.before = {root: documents.snapshot(root, along=along) for root in self.roots}

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
            root: diff(self.before[root], documents.snapshot(root, along=along and root in self.there))
            for root in self.roots
        }
        self.yours = {root: patch for root, patch in patches.items() if patch}
        for root in self.guarded:
            if gone(root, patches[root]):
                raise RefusedError(
                    "Visitors see this film, so it can’t be deleted. Withdraw it first; then it can, and be brought back."
                )
        if self.savepoint:
            transaction.savepoint_rollback(self.savepoint)
            for patch in self.yours.values():
                documents.reserve(patch)
        if self.overtaken:
            return
        for root, patch in self.yours.items():
            refuse_showing(self.editor, root, self.before[root], patch)
            if root in self.guarded:
                self.hold(root, patch)
            else:
                if self.savepoint:
                    documents.apply(patch)
                if root in self.copies:
                    rebase(self.copies[root], patch)
            self.revisions.append(self.record(root, patch))

    def hold(self, root, patch):
        """Put a change of a published film into its working copy."""
        copy = self.copies.get(root) or WorkingCopy(film_id=root.key)
        copy.patch = chain(copy.patch, patch)
        store(copy)

    def record(self, root, patch):
        return record(
            root,
            editor=self.editor,
            deed=self.deed if self.before[root] else Deed.CREATED,
            note=self.note,
            patch=patch,
            waiting=root in self.guarded,
            merge=self.merge,
        )


def refuse_showing(editor, root, before, patch):
    """Refuse a change of published portraits to who may not publish: nobody's working copy holds a person."""
    if root.noun != "person" or editor is None or editor.has_perm("catalog.publish_film"):
        return
    for key, change in patch.get("image", {}).items():
        sides = (before.get("image", {}).get(key), change["is"])
        if any(fields and fields.get("state") == State.PUBLISHED for fields in sides):
            raise RefusedError(SHOWN)


def gone(root, patch):
    """Whether a patch deletes the noun itself."""
    own = patch.get(root.noun, {}).get(str(root.key))
    return own is not None and own["is"] is None


def record(root, *, editor, deed, note="", patch=None, waiting=False, merge=None, label=""):
    """Write a revision into the history."""
    row = root.model._base_manager.filter(pk=root.key).first()
    label = label or (str(row) if row else label_in(root, patch or {}))
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


def note(row, said, *, editor):
    """Note in the history of a noun what an editor did beside it: made a link, judged a proposal."""
    return record(Root.of(row), editor=editor, deed=Deed.NOTED, note=said)


def label_in(root, patch):
    """What a deleted noun was called."""
    was = (patch.get(root.noun, {}).get(str(root.key)) or {}).get("was") or {}
    return next((str(was[name]) for name in ("title", "name", "username", "body") if was.get(name)), str(root.key))


def store(copy):
    """Save a working copy and what it mentions; one that changes nothing is none."""
    if not copy.patch:
        if copy.pk:
            copy.delete()
        return
    copy.save()
    mentioned = {(noun, str(key)) for noun, keys in documents.references(copy.patch).items() for key in keys}
    mentioned |= {(noun, key) for noun, key, change in rows(copy.patch) if change["was"] is None}
    copy.mentions.all().delete()
    Mention.objects.bulk_create(
        [Mention(working_copy=copy, noun=noun, key=key) for noun, key in sorted(mentioned)], batch_size=500
    )


def rebase(copy, patch):
    """Fit a working copy to a change of what lies under it: its own changes hold, where their row is still there."""

    def fitted(noun, key, change):
        under = patch.get(noun, {}).get(key)
        if not under or change["was"] is None:
            return change
        if under["is"] is None:
            return None
        was = change["was"] | {name: value for name, value in under["is"].items() if name in change["was"]}
        if change["is"] is None:
            return {"was": was, "is": None}
        names = [name for name in change["is"] if was[name] != change["is"][name]]
        kept = {"was": {n: was[n] for n in names}, "is": {n: change["is"][n] for n in names}}
        return kept if names else None

    copy.patch = build((noun, key, fitted(noun, key, change)) for noun, key, change in rows(copy.patch))
    store(copy)


def lay(copy):
    """Lay a working copy over the tables; RefusedError where it no longer fits."""
    try:
        documents.apply(copy.patch)
    except RefusedError as error:
        raise RefusedError(UNFIT.format(error)) from error


@contextmanager
def overlaid(film, *, as_published=False):
    """Show the tables as editors see the film: with its working copy, and as if it were published if so asked."""
    with transaction.atomic():
        lock(Root("film", film.pk))
        copy = WorkingCopy.objects.filter(film=film).first()
        if copy:
            lay(copy)
        if as_published:
            Film.objects.filter(pk=film.pk).update(state=State.PUBLISHED, published_from=film.created_at)
        try:
            yield copy
        finally:
            transaction.set_rollback(True)


def film_mentioned(noun, key):
    """The film whose working copy has made a row that the tables don't hold yet, or None."""
    copy = WorkingCopy.objects.mentioning(noun, [str(key)]).select_related("film").first()
    made = copy and (copy.patch.get(noun, {}).get(str(key)) or {}).get("was", {}) is None
    return copy.film if made else None


def change(root, patch, *, editor, note="", deed=Deed.CHANGED, seen=None, directly=False):
    """Apply a patch as an editor's change: to the working copy of a published film, else at once."""
    with Edit(root, editor=editor, note=note, deed=deed, directly=directly) as edit:
        refuse_overtaken(root, seen)
        documents.apply(patch)
        documents.check(root)
        edit.keep()
    return edit.revisions[0] if edit.revisions else None


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
        patch = documents.redirected(inverse(deletion(root).patch))
        refuse_showing(editor, root, {}, patch)
        documents.apply(patch)
        return record(root, editor=editor, deed=Deed.RESTORED, note=note, patch=patch)


def discard(film, *, editor, note="", seen=None):
    """Drop the working copy: the film is again what the public sees."""
    root = Root("film", film.pk)
    with at_once():
        lock(root)
        refuse_overtaken(root, seen)
        copy = WorkingCopy.objects.filter(film=film).first()
        if copy is None:
            raise RefusedError("The film has no working copy: it is as the public sees it.")
        copy.delete()
        return record(root, editor=editor, deed=Deed.DISCARDED, note=note, patch=inverse(copy.patch))


def settle(film):
    """Make what the working copy changes true in the tables, and drop the copy."""
    copy = WorkingCopy.objects.filter(film=film).first()
    if copy:
        lay(copy)
        documents.check(Root("film", film.pk))
        copy.delete()
    return copy


def roots_of(queryset):
    """{root: rows} of chosen rows."""
    found = defaultdict(list)
    for row in queryset:
        found[Root.of(row)].append(row)
    return found


def bring_back(root, patch, *, editor, note="", seen=None):
    """Restore what was deleted, and change it at once."""
    with at_once():
        restore(root, editor=editor, note=note, seen=seen)
        change(root, patch, editor=editor, note=note)
