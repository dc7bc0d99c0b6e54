"""A merge taken back later: what it made goes back, and what was edited since stays."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from catalog.editing.apply import insert_rows, set_many_to_many
from catalog.editing.documents import (
    PARTS,
    RefusedError,
    Root,
    columns,
    many_to_many_fields,
    model_of,
    parse_key,
    read_document,
)
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import Patch, RowChange
from catalog.editing.references import redirect_to_survivors, referenced_keys, survivors
from catalog.editing.working_copies import rebase_working_copy, save_working_copy
from catalog.merging.carried_rows import read_many_rows
from catalog.merging.merge import lock_films, working_copy_patches
from catalog.merging.plan import MOST_LABELS, row_labels
from catalog.merging.references import WORKING_COPY, batches, films_referring_to
from catalog.merging.working_copies import refuse_unfit_copy
from catalog.merging.writes import (
    apply_where_allowed,
    bulk_update_rows,
    record_revisions,
    split_by_root,
    touch_films,
    update_survivor,
)
from catalog.models import Deed, Merge, RatingSummary, Vote, WorkingCopy

EDITED = "changed since, so what was changed stays as it is now"
DELETED = "deleted since"
BLOCKED = "not brought back, for what was entered since stands in the way"
MISSING_REFERENCE = "not brought back, for what it belongs to or names is gone"


@dataclass
class UnmergeResult:
    """What taking a merge back did, and of which rows it could not."""

    merge: Merge
    patch: dict = field(default_factory=dict)
    left: list = field(default_factory=list)


def unmerge(merge, *, editor, note=""):
    """Take a merge back, and none of the edits made since; say what could not go back and why.

    Raise RefusedError where it was taken back already, or the survivor was merged further or deleted; nothing is done then.
    """
    with atomic_or_refused():
        roots = Root(merge.noun, merge.survivor), Root(merge.noun, merge.loser)
        lock_for_unmerge(merge)
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        refuse_impossible(merge)
        # Its address leads to itself again.
        merge.undone_at = timezone.now()
        merge.save(update_fields=["undone_at"])
        merge.taken_back_by, merge.why_taken_back = editor, note.strip()[:1000]
        before = {root: read_document(root) for root in roots}
        going = Restoration(merge)
        patch, left = going.go(), going.left
        others = {root: part for root, part in split_by_root(patch).items() if root not in roots}
        touch_films(
            [*others, *(roots if merge.noun == "film" else [])], [r.key for r in roots] if merge.noun == "film" else []
        )
        copies = restore_working_copies(merge, others, left)
        record_revisions(
            others | {root: Patch.between(before[root], read_document(root)) for root in roots},
            deed=Deed.UNMERGED,
            merge=merge,
            copies=copies,
        )
        record_revisions(working_copy_patches(copies), deed=Deed.UNMERGED, merge=merge, waiting=True)
        return UnmergeResult(merge, patch, describe_unrestored(left))


def lock_for_unmerge(merge):
    """Lock both sides, and the films of the rows that the merge changed."""
    if merge.noun == "film":
        RatingSummary.objects.lock(film=merge.survivor)
    else:
        works = [Root("work", parse_key("work", key)) for key in merge.patch.get("work", ())]
        lock_roots(Root(merge.noun, merge.survivor), *works)
    films = films_referring_to(merge.noun, [merge.survivor]) | {int(key) for key in merge.patch.get(WORKING_COPY, {})}
    gone = {one.before.get("film") for one in Patch(merge.patch).changes() if one.after is None} - {None, merge.loser}
    lock_films(films | gone | ({merge.survivor} if merge.noun == "film" else set()))


def refuse_impossible(merge):
    if merge.undone_at:
        raise RefusedError("This merge was taken back already. Nothing was done.")
    if not model_of(merge.noun)._base_manager.filter(pk=merge.survivor).exists():
        into = survivors(merge.noun, [merge.survivor]).get(merge.survivor)
        if into:
            raise RefusedError(
                f"“{merge.survivor_label}” was itself merged into another one ({into}) since. "
                "Take that merge back first, then this one."
            )
        raise RefusedError(
            f"“{merge.survivor_label}” was deleted since. Bring it back first, then take the merge back."
        )
    if merge.noun == "film" and WorkingCopy.objects.filter(film=merge.survivor).exists():
        raise RefusedError(f"“{merge.survivor_label}” has a working copy. Publish it or drop it first.")


class Restoration:
    """Each row on its way back. `done` is the patch of what went, `left` what stays: {(noun, reason): keys}."""

    def __init__(self, merge):
        self.merge = merge
        self.done, self.left = defaultdict(dict), defaultdict(list)
        changes = {noun: change for noun, change in merge.patch.items() if noun != WORKING_COPY}
        self.returning = {
            noun: {parse_key(noun, key): one["was"] for key, one in rows.items() if one["is"] is None}
            for noun, rows in changes.items()
        }
        self.now = {}
        self.moving = {noun: dict(self.unchanged(noun, rows)) for noun, rows in changes.items()}

    def unchanged(self, noun, changes):
        """Yield (row, fields as they were) of what nobody changed since."""
        changes = {parse_key(noun, key): one for key, one in changes.items() if one["is"] is not None}
        self.now[noun] = read_many_rows(noun, changes)
        again = self.voted_again() if noun == "vote" else set()
        for key, change in changes.items():
            now = self.now[noun].get(key)
            if now is None:
                self.left[noun, DELETED].append(key)
                continue
            fields = {} if key in again else dict(unchanged_fields(noun, change, now, self.merge))
            if len(fields) < len(change["is"]):
                self.left[noun, EDITED].append(key)
            if fields:
                yield key, fields

    def voted_again(self):
        """The votes that visitors changed after the merge, when they saw one film."""
        votes = Vote.objects.filter(film=self.merge.survivor, changed_at__gt=self.merge.at)
        return set(votes.values_list("pk", flat=True))

    def go(self):
        """Bring back the loser, then what points at it, then the rows that went, then what hangs on these."""
        noun, survivor, loser = self.merge.noun, self.merge.survivor, self.merge.loser
        self.bring(noun, {loser: self.returning[noun].pop(loser)})
        own = self.moving.get(noun, {}).pop(survivor, None)
        hanging = {name: {k: v for k, v in rows.items() if self.hangs(name, v)} for name, rows in self.moving.items()}
        for name, values in self.moving.items():
            self.set(name, {key: fields for key, fields in values.items() if key not in hanging[name]})
        for name in sorted(self.returning, key=insertion_position):
            self.bring(name, self.returning[name])
        for name, values in hanging.items():
            self.set(name, self.standing(name, values))
        if own:
            update_survivor(noun, survivor, own)
            self.note(noun, {survivor: own})
        return Patch({name: rows for name, rows in self.done.items() if rows})

    def hangs(self, noun, fields):
        """Whether fields point at a row that went in the merge."""
        return any(
            fields[name] in self.returning.get(target.related_model._meta.model_name, ())
            for name, target in columns(noun).items()
            if target.is_relation and name in fields
        )

    def standing(self, noun, values):
        """Those of the rows that point at nothing that is gone."""
        patch = Patch.of(RowChange(noun, str(key), None, fields) for key, fields in values.items())
        missing = {}
        for target, keys in referenced_keys(patch).items():
            there = {
                key
                for some in batches(keys)
                for key in model_of(target)._base_manager.filter(pk__in=some).values_list("pk", flat=True)
            }
            missing[target] = keys - there
        relations = {
            name: missing.get(field.related_model._meta.model_name, set())
            for name, field in (columns(noun) | many_to_many_fields(noun)).items()
            if field.is_relation
        }
        found = {
            key: fields
            for key, fields in values.items()
            if not any(
                missed & set(value if isinstance(value := fields.get(name), list) else [value])
                for name, missed in relations.items()
            )
        }
        self.left[noun, MISSING_REFERENCE] += [key for key in values if key not in found]
        return found

    def set(self, noun, values):
        """Set fields of rows back, as far as the rules let them: first what they point at, then what is said of them."""
        for leading in (True, False):
            some = {
                key: own
                for key, fields in values.items()
                if (own := {name: value for name, value in fields.items() if is_reference(noun, name) == leading})
            }
            refused = set(
                apply_where_allowed(
                    some, lambda keys, some=some: bulk_update_rows(noun, {key: some[key] for key in keys})
                )
            )
            self.left[noun, BLOCKED] += sorted(refused)
            self.note(noun, {key: fields for key, fields in some.items() if key not in refused})

    def bring(self, noun, values):
        """Make rows again that went, as far as the rules let them and what they name is there."""
        if not values:
            return
        led = redirect_to_survivors(Patch.of(RowChange(noun, str(key), None, row) for key, row in values.items()))
        values = self.standing(noun, {parse_key(noun, key): one["is"] for key, one in led[noun].items()})

        def make(keys):
            rows = {str(key): values[key] for key in keys}
            insert_rows(noun, rows)
            set_many_to_many(noun, rows)

        refused = apply_where_allowed(values, make)
        self.left[noun, BLOCKED] += refused
        self.done[noun] |= {str(key): {"was": None, "is": row} for key, row in values.items() if key not in refused}

    def note(self, noun, values):
        for key, fields in values.items():
            change = self.done[noun].setdefault(str(key), {"was": {}, "is": {}})
            change["was"] |= {name: self.now[noun][key][name] for name in fields}
            change["is"] |= fields


def is_reference(noun, name):
    """Whether a field points at other rows."""
    return (columns(noun) | many_to_many_fields(noun))[name].is_relation


def insertion_position(noun):
    """Where a noun stands in the order in which rows are made, a row after those it refers to."""
    order = list(PARTS["film"])
    return order.index(noun) if noun in order else len(order)


def unchanged_fields(noun, change, now, merge):
    """Yield the fields that still are as the merge made them, as they were; of a choice of several, what it changed."""
    for name, made in change["is"].items():
        was, held = change["was"][name], now[name]
        if held == made:
            yield name, was
        elif name in many_to_many_fields(noun) and noun != merge.noun and merge.survivor in held:
            kept = set(held) - (set(made) - set(was))
            yield name, sorted(kept | (set(was) - set(made)))


def restore_working_copies(merge, others, left):
    """Set working copies back that nobody changed since, and fit the rest to what lies under them now."""
    kept = {int(film): change for film, change in merge.patch.get(WORKING_COPY, {}).items()}
    under = {root.key: part for root, part in others.items() if root.noun == "film"}
    changed = {}
    for copy in WorkingCopy.objects.filter(film__in=[*kept, *under]).select_related("film"):
        before, film = copy.patch, copy.film_id
        as_made = film in kept and kept[film]["is"]["patch"] == before
        if as_made:
            copy.patch = kept[film]["was"]["patch"]
            save_working_copy(copy)
        else:
            if film in kept:
                left[WORKING_COPY, EDITED].append(copy.pk)
            rebase_working_copy(copy, under.get(film, Patch()))
        if copy.patch != before:
            changed[film] = before, copy.patch
            refuse_unfit_copy(copy)
    return changed


def describe_unrestored(left):
    """What could not go back and why, a sentence each."""
    found = []
    for (noun, reason), keys in left.items():
        if keys:
            opts = model_of(noun)._meta
            called = [] if reason == DELETED else list(row_labels(noun, keys[:MOST_LABELS]).values())
            named = f" ({', '.join(called)}{' and others' if len(keys) > len(called) else ''})" if called else ""
            word = opts.verbose_name if len(keys) == 1 else opts.verbose_name_plural
            found.append(f"{len(keys)} {word}{named}: {reason}.")
    return found
