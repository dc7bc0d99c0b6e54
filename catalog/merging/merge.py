"""A merge, done."""

from django.db import IntegrityError, transaction

from catalog.editing.apply import delete_rows, refuse_invalid, violation_message
from catalog.editing.documents import RefusedError, Root, model_of, read_document
from catalog.editing.history import refuse_overtaken
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import Patch, RowChange
from catalog.merging.plan import MergePlan
from catalog.merging.references import batches, films_referring_to
from catalog.merging.working_copies import rewrite_working_copies, working_copies_mentioning
from catalog.merging.writes import (
    bulk_update_rows,
    fields_after,
    record_revisions,
    split_by_root,
    touch_films,
    update_survivor,
)
from catalog.models import Deed, DuplicatePair, DuplicateState, Film, Merge, RatingSummary, Work

NEW_REFERENCES = (
    "Somebody has just entered more rows that name one of the two. Nothing was done; look at the page again."
)


def merge(*, noun, survivor, loser, picks=None, editor, note="", seen_revisions=None):
    """Make one of two: all that points at the loser points at the survivor, and the loser's address leads there.

    `picks` says of a field which side holds, `survivor` (as of each that it does not name), `loser` or `both`. `seen_revisions`
    are those that the editor looked at, {key: revision}. Raise RefusedError or OvertakenError; nothing is done then.
    """
    roots = Root(noun, survivor), Root(noun, loser)
    with atomic_or_refused():
        lock_for_merge(noun, survivor, loser)
        for root in roots:
            refuse_overtaken(root, (seen_revisions or {}).get(root.key))
        plan = MergePlan(noun=noun, survivor=survivor, loser=loser, picks=picks)
        plan.check()
        made = Merge(
            noun=noun,
            loser=loser,
            survivor=survivor,
            loser_label=str(plan.loser)[:300],
            survivor_label=str(plan.survivor)[:300],
            note=note.strip()[:1000],
            editor=editor,
            editor_name=editor.get_username() if editor else "",
        )
        try:
            with transaction.atomic():
                carry_out(plan, made, roots)
        except IntegrityError as error:
            raise RefusedError(violation_message(error)) from error
        return made


def lock_for_merge(noun, survivor, loser):
    """Lock both, and what names one of them, in the order in which everybody locks them; then let nothing new name what goes."""
    both = [survivor, loser]
    if noun == "film":
        # Made where there are none: the first vote of all must wait, too.
        for key in sorted(Film.objects.filter(pk__in=both).values_list("pk", flat=True)):
            RatingSummary.objects.get_locked(key)
    else:
        works = Work.objects.filter(authors__in=both).values_list("pk", flat=True) if noun == "person" else ()
        lock_roots(*(Root(noun, key) for key in both), *(Root("work", key) for key in works))
    films = affected_films(noun, both) | (set(both) if noun == "film" else set())
    lock_films(films)
    list(model_of(noun)._base_manager.select_for_update().filter(pk=loser).values_list("pk", flat=True))
    if affected_films(noun, both) - films:
        raise RefusedError(NEW_REFERENCES)


def affected_films(noun, both):
    copies = working_copies_mentioning({noun: dict.fromkeys(both)})
    return films_referring_to(noun, both) | {copy.film_id for copy in copies.values()}


def lock_films(films):
    for some in batches(sorted(films)):
        Film.objects.filter(pk__in=some).lock()


def carry_out(plan, made, roots):
    """Do what the plan says, and keep what it did."""
    noun, (survivor, loser) = plan.noun, plan.keys
    before = {root: read_document(root) for root in roots}
    patch = plan.patch
    others = {root: part for root, part in split_by_root(patch).items() if root not in roots}
    gone = {name: list(keys) for name, keys in plan.joining.dropped.items()}
    for name, keys in gone.items():
        for some in batches(keys):
            delete_rows(name, some)
    for name, values in fields_after(patch).items():
        bulk_update_rows(name, {key: fields for key, fields in values.items() if (name, key) != (noun, survivor)})
    update_survivor(noun, survivor, plan.picked.after if plan.picked else {})
    if noun == "film":
        # What follows from the votes is counted anew.
        RatingSummary.objects.filter(film=loser).delete()
    delete_rows(noun, [loser])
    touch_films([*others, *([roots[0]] if noun == "film" else [])], [survivor] if noun == "film" else [])
    refuse_invalid(roots[0])
    led = {noun: {loser: survivor}} | {
        name: {old: new for old, new in duplicates.items() if new}
        for name, duplicates in plan.joining.dropped.items()
        if name != noun
    }
    copies = rewrite_working_copies({root.key: part for root, part in others.items() if root.noun == "film"}, led)
    made.patch = patch | ({"workingcopy": working_copy_changes(copies)} if copies else {})
    made.save()
    own = {root: Patch.between(before[root], read_document(root)) for root in roots}
    record_revisions(others | own, deed=Deed.MERGED, merge=made, copies=copies)
    record_revisions(working_copy_patches(copies), deed=Deed.MERGED, merge=made, waiting=True)
    DuplicatePair.objects.filter(noun=noun, state=DuplicateState.PROPOSED, left=loser).delete()
    DuplicatePair.objects.filter(noun=noun, state=DuplicateState.PROPOSED, right=loser).delete()


def working_copy_changes(copies):
    """How a merge keeps what it did to working copies, by film."""
    return {str(film): {"was": {"patch": was}, "is": {"patch": now}} for film, (was, now) in copies.items()}


def working_copy_patches(copies):
    """{film: what changed in its working copy}."""
    patches = {}
    for film, (before, after) in copies.items():
        rows = [{c.row_key: c.after for c in Patch(patch).changes() if c.after} for patch in (before, after)]
        patch = Patch.of(RowChange.between(*row, rows[0][row], rows[1][row]) for row in rows[0] if row in rows[1])
        if patch:
            patches[Root("film", film)] = patch
    return patches
