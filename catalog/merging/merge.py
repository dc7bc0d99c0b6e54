"""A merge, done."""

from django.db import IntegrityError, transaction

from catalog.editing import apply as applying
from catalog.editing import documents
from catalog.editing import edit as editing
from catalog.editing import locks as locking
from catalog.editing.documents import RefusedError, Root, model_of
from catalog.editing.patches import build, diff
from catalog.merging.plan import Plan
from catalog.merging.relations import batches, films_at
from catalog.merging.tables import by_root, record_all, save_own, sided, touch, update
from catalog.merging.working_copies import mentioning, rewrite
from catalog.models import Deed, DuplicatePair, DuplicateState, Film, Merge, RatingSummary, Work

MOVED_ON = "Somebody has just entered more rows that name one of the two. Nothing was done; look at the page again."


def merge(*, noun, survivor, loser, picks=None, editor, note="", seen=None):
    """Make one of two: all that points at the loser points at the survivor, and the loser's address leads there.

    `picks` says of a field which side holds, `survivor` (as of each that it does not name), `loser` or `both`. `seen`
    are the revisions that the editor looked at, {key: revision}. Raise RefusedError or OvertakenError; nothing is done then.
    """
    roots = Root(noun, survivor), Root(noun, loser)
    with locking.at_once():
        hold(noun, survivor, loser)
        for root in roots:
            editing.refuse_overtaken(root, (seen or {}).get(root.key))
        plan = Plan(noun=noun, survivor=survivor, loser=loser, picks=picks)
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
                carry(plan, made, roots)
        except IntegrityError as error:
            raise RefusedError(applying.rule_broken(error)) from error
        return made


def hold(noun, survivor, loser):
    """Lock both, and what names one of them, in the order in which everybody locks them; then let nothing new name what goes."""
    both = [survivor, loser]
    if noun == "film":
        # Made where there are none: the first vote of all must wait, too.
        for key in sorted(Film.objects.filter(pk__in=both).values_list("pk", flat=True)):
            RatingSummary.objects.locked(key)
    else:
        works = Work.objects.filter(authors__in=both).values_list("pk", flat=True) if noun == "person" else ()
        locking.lock(*(Root(noun, key) for key in both), *(Root("work", key) for key in works))
    films = films_to_hold(noun, both) | (set(both) if noun == "film" else set())
    lock_films(films)
    list(model_of(noun)._base_manager.select_for_update().filter(pk=loser).values_list("pk", flat=True))
    if films_to_hold(noun, both) - films:
        raise RefusedError(MOVED_ON)


def films_to_hold(noun, both):
    copies = mentioning({noun: dict.fromkeys(both)})
    return films_at(noun, both) | {copy.film_id for copy in copies.values()}


def lock_films(films):
    for some in batches(sorted(films)):
        Film.objects.filter(pk__in=some).hold()


def carry(plan, made, roots):
    """Do what the plan says, and keep what it did."""
    noun, (survivor, loser) = plan.noun, plan.keys
    before = {root: documents.snapshot(root) for root in roots}
    patch = plan.patch
    others = {root: part for root, part in by_root(patch).items() if root not in roots}
    gone = {name: list(keys) for name, keys in plan.joining.dropped.items()}
    for name, keys in gone.items():
        for some in batches(keys):
            applying.delete(name, some)
    for name, values in sided(patch).items():
        update(name, {key: fields for key, fields in values.items() if (name, key) != (noun, survivor)})
    save_own(noun, survivor, plan.picked["is"])
    if noun == "film":
        # What follows from the votes is counted anew.
        RatingSummary.objects.filter(film=loser).delete()
    applying.delete(noun, [loser])
    touch([*others, *([roots[0]] if noun == "film" else [])], [survivor] if noun == "film" else [])
    applying.check(roots[0])
    led = {noun: {loser: survivor}} | {
        name: {old: new for old, new in duplicates.items() if new}
        for name, duplicates in plan.joining.dropped.items()
        if name != noun
    }
    copies = rewrite({root.key: part for root, part in others.items() if root.noun == "film"}, led)
    made.patch = patch | ({"workingcopy": held(copies)} if copies else {})
    made.save()
    own = {root: diff(before[root], documents.snapshot(root)) for root in roots}
    record_all(others | own, deed=Deed.MERGED, merge=made, copies=copies)
    record_all(waiting(copies), deed=Deed.MERGED, merge=made, waiting=True)
    DuplicatePair.objects.filter(noun=noun, state=DuplicateState.PROPOSED, left=loser).delete()
    DuplicatePair.objects.filter(noun=noun, state=DuplicateState.PROPOSED, right=loser).delete()


def held(copies):
    """How a merge keeps what it did to working copies, by film."""
    return {str(film): {"was": {"patch": was}, "is": {"patch": now}} for film, (was, now) in copies.items()}


def waiting(copies):
    """{film: what changed in its working copy}."""
    found = {}
    for film, (was, now) in copies.items():
        rows_of = [
            {noun: {key: change["is"] for key, change in rows.items() if change["is"]} for noun, rows in patch.items()}
            for patch in (was, now)
        ]
        both = {noun: rows.keys() & rows_of[1].get(noun, {}).keys() for noun, rows in rows_of[0].items()}
        change = build(
            (noun, key, change)
            for noun, rows in diff(
                *({n: {k: side[n][k] for k in keys} for n, keys in both.items()} for side in rows_of)
            ).items()
            for key, change in rows.items()
        )
        if change:
            found[Root("film", film)] = change
    return found
