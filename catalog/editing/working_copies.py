"""What of a published film is changed and not published yet, kept as a patch of what the tables hold."""

from contextlib import contextmanager

from django.db import transaction

from catalog.editing.apply import apply_patch, refuse_invalid
from catalog.editing.documents import RefusedError, Root
from catalog.editing.locks import lock_roots
from catalog.editing.patches import build, row_changes
from catalog.editing.references import referenced_keys
from catalog.models import Film, Mention, State, WorkingCopy

UNFIT_REFUSAL = (
    "The film’s working copy no longer fits what is in the catalogue. {} Change there what is in its way, and all is as "
    "before; or drop the working copy: the page of the film’s publication shows what it changes, and drops it."
)


def save_working_copy(copy):
    """Save a working copy and what it mentions; one that changes nothing is none."""
    if not copy.patch:
        if copy.pk:
            copy.delete()
        return
    copy.save()
    mentioned = {(noun, str(key)) for noun, keys in referenced_keys(copy.patch).items() for key in keys}
    mentioned |= {(noun, key) for noun, key, change in row_changes(copy.patch) if change["was"] is None}
    copy.mentions.all().delete()
    Mention.objects.bulk_create(
        [Mention(working_copy=copy, noun=noun, key=key) for noun, key in sorted(mentioned)], batch_size=500
    )


def rebase_working_copy(copy, patch):
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

    copy.patch = build((noun, key, fitted(noun, key, change)) for noun, key, change in row_changes(copy.patch))
    save_working_copy(copy)


def without_overridden(own, patch):
    """What editors see of a change under a working copy, `own`: not what that changes itself, nor rows that it deletes."""

    def seen(noun, key, change):
        held = own.get(noun, {}).get(key)
        if held is None or change["was"] is None:
            return change
        if held["is"] is None:
            return None
        if change["is"] is None:
            return {"was": change["was"] | held["is"], "is": None}
        names = [name for name in change["is"] if name not in held["is"]]
        return {side: {name: change[side][name] for name in names} for side in ("was", "is")} if names else None

    return build((noun, key, seen(noun, key, change)) for noun, key, change in row_changes(patch))


def apply_working_copy(copy):
    """Lay a working copy over the tables; RefusedError where it no longer fits."""
    try:
        apply_patch(copy.patch)
    except RefusedError as error:
        raise RefusedError(UNFIT_REFUSAL.format(error)) from error


@contextmanager
def overlay_working_copy(film, *, as_published=False):
    """Show the tables as editors see the film: with its working copy, and as if it were published if so asked."""
    with transaction.atomic():
        lock_roots(Root("film", film.pk))
        copy = WorkingCopy.objects.filter(film=film).first()
        if copy:
            apply_working_copy(copy)
        if as_published:
            Film.objects.filter(pk=film.pk).update(state=State.PUBLISHED, published_from=film.created_at)
        try:
            yield copy
        finally:
            transaction.set_rollback(True)


def film_of_staged_row(noun, key):
    """The film whose working copy has made a row that the tables don't hold yet, or None."""
    copy = WorkingCopy.objects.mentioning(noun, [str(key)]).select_related("film").first()
    made = copy and (copy.patch.get(noun, {}).get(str(key)) or {}).get("was", {}) is None
    return copy.film if made else None


def publish_working_copy(film):
    """Make what the working copy changes true in the tables, and drop the copy."""
    copy = WorkingCopy.objects.filter(film=film).first()
    if copy:
        apply_working_copy(copy)
        refuse_invalid(Root("film", film.pk))
        copy.delete()
    return copy
