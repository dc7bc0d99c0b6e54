"""Take a merge back later: what it changed is set back, and what was edited since stays."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext

from catalog.editing.documents import (
    PARTS,
    RefusedError,
    Root,
    columns,
    keys_in,
    many_to_many_fields,
    parse_key,
    read_document,
    relations,
)
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import Fields, Patch, RowChange
from catalog.editing.references import redirect_to_survivors, referenced_keys, survivors
from catalog.editing.removals import is_stub, new_fields
from catalog.editing.table_writes import delete_rows, insert_rows, set_many_to_many
from catalog.editing.working_copies import rebase_working_copy, save_working_copy, working_copies_of
from catalog.merging.carried_rows import read_many_rows
from catalog.merging.describe import BLOCKED, DELETED, EDITED, MISSING_REFERENCE, describe_unrestored
from catalog.merging.merge import lock_films
from catalog.merging.referring_rows import WORKING_COPY, existing_keys, films_referring_to, lists_referring_to
from catalog.merging.working_copies import patches_of_copies, refuse_unfit_copy, root_of_key
from catalog.merging.writes import (
    CopyChanges,
    bulk_update_rows,
    note_films_before,
    note_shown,
    record_revisions,
    split_by_root,
    touch_films,
    update_survivor,
    write_where_allowed,
)
from catalog.models import Deed, Merge, Person, RatingSummary, Vote, WorkingCopy

# {(noun, reason): keys} of rows that could not be set back.
KeysByReason = dict[tuple[str, str], list[Any]]


@dataclass
class UnmergeResult:
    """What taking a merge back changed, and in sentences which rows it could not set back."""

    merge: Merge
    patch: Patch
    unrestored_rows: list[str]


def unmerge(merge: Merge, *, editor: User | None, note: str = "") -> UnmergeResult:
    """Take a merge back, and none of the edits made since; say which rows could not be set back, and why.

    Raise RefusedError where it was taken back already, or where the survivor was merged or deleted since.
    """
    with atomic_or_refused():
        roots = Root(merge.noun, merge.survivor), Root(merge.noun, merge.loser)
        lock_for_unmerge(merge)
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        refuse_impossible(merge)
        # From here on references to the loser no longer lead to the survivor.
        merge.undone_at = timezone.now()
        merge.save(update_fields=["undone_at"])
        before = {root: read_document(root) for root in roots}
        restoration = Restoration(merge)
        note_films_before(merge.noun, [merge.survivor, merge.loser])
        patch = restoration.restore()
        if merge.noun == "person":
            Person.objects.filter(pk__in=[merge.survivor, merge.loser]).derive()
        note_shown(merge.noun, patch)
        other_patches = {root: part for root, part in split_by_root(patch).items() if root not in roots}
        own_films = roots if merge.noun == "film" else ()
        touch_films([*other_patches, *own_films], [root.key for root in own_films])
        copy_changes = restore_working_copies(merge, other_patches, restoration.unrestored_rows)
        own_patches = {root: Patch.between(before[root], read_document(root)) for root in roots}
        for patches, waiting in ((other_patches | own_patches, False), (patches_of_copies(copy_changes), True)):
            record_revisions(
                patches,
                deed=Deed.UNMERGED,
                merge=merge,
                editor=editor,
                note=note.strip()[:1000],
                waiting=waiting,
                copy_changes=None if waiting else copy_changes,
            )
        return UnmergeResult(merge, patch, describe_unrestored(restoration.unrestored_rows))


def lock_for_unmerge(merge: Merge) -> None:
    """Lock both sides, and the films whose rows the merge changed."""
    if merge.noun == "film":
        RatingSummary.objects.lock(film=merge.survivor)
    works = [parse_key("work", key) for key in merge.patch.get("work", ())]
    films = films_referring_to(merge.noun, [merge.survivor]) | films_referring_to("work", works)
    copied_roots = {root_of_key(key) for key in merge.patch.get(WORKING_COPY, {})}
    films |= {root.key for root in copied_roots if root.noun == "film"}
    deleted_rows = [change.before or {} for change in Patch(merge.patch).changes() if change.after is None]
    films |= {fields["film"] for fields in deleted_rows if fields.get("film")} - {merge.loser}
    lists = lists_referring_to(merge.noun, [merge.survivor])
    lists |= {root.key for root in copied_roots if root.noun == "curatedlist"}
    lists |= {fields["curated_list"] for fields in deleted_rows if fields.get("curated_list")}
    lock_films(films | ({merge.survivor} if merge.noun == "film" else set()))
    roots = [Root("work", key) for key in works] + [Root("curatedlist", key) for key in lists]
    lock_roots(Root(merge.noun, merge.survivor), *roots)


def refuse_impossible(merge: Merge) -> None:
    """Refuse to take back a merge that was taken back, or whose survivor is gone or has a working copy."""
    if merge.undone_at:
        raise RefusedError(gettext("This merge was taken back already. Nothing was done."))
    if not Root(merge.noun, merge.survivor).rows().exists():
        later_survivor = survivors(merge.noun, [merge.survivor]).get(merge.survivor)
        if later_survivor:
            raise RefusedError(
                gettext(
                    "“%(survivor_label)s” was itself merged into another one (%(later_survivor)s) since. Take that "
                    "merge back first, then this one."
                )
                % {"survivor_label": merge.survivor_label, "later_survivor": later_survivor}
            )
        raise RefusedError(
            gettext("“%(survivor_label)s” was deleted since. Bring it back first, then take the merge back.")
            % {"survivor_label": merge.survivor_label}
        )
    if merge.noun == "film" and WorkingCopy.objects.filter(film=merge.survivor).exists():
        raise RefusedError(
            gettext("“%(survivor_label)s” has a working copy. Publish it or drop it first.")
            % {"survivor_label": merge.survivor_label}
        )


class Restoration:
    """Sets the rows back that a merge changed or deleted.

    restored_patch: the patch of what was set back, in the form of Patch
    unrestored_rows: {(noun, reason): keys} of rows that could not be set back
    deleted_rows: {noun: {key: fields}} of rows that the merge deleted
    changed_rows: {noun: {key: values before the merge}} of what the merge changed and nobody has changed since
    added_rows: {noun: {key: fields}} of rows that the merge entered
    """

    def __init__(self, merge: Merge) -> None:
        self.merge = merge
        self.restored_patch: dict[str, dict[str, Any]] = defaultdict(dict)
        self.unrestored_rows: KeysByReason = defaultdict(list)
        self.current_rows: dict[str, dict[Any, Fields]] = {}
        self.deleted_rows: dict[str, dict[Any, Fields]] = defaultdict(dict)
        self.added_rows: dict[str, dict[Any, Fields]] = defaultdict(dict)
        changes: dict[str, dict[Any, RowChange]] = {noun: {} for noun in merge.patch if noun != WORKING_COPY}
        for change in Patch(merge.patch).changes():
            if change.noun in changes:
                key = parse_key(change.noun, change.key)
                if change.after is None:
                    self.remember_deleted(change.noun, key, change.before or {})
                elif change.before is None:
                    self.added_rows[change.noun][key] = change.after
                else:
                    changes[change.noun][key] = change
        self.changed_rows = {noun: dict(self.unchanged_since(noun, rows)) for noun, rows in changes.items()}

    def remember_deleted(self, noun: str, key: Any, fields: Fields) -> None:
        """Remember a row that the merge deleted, without what was suppressed since."""
        present_fields = new_fields(noun, fields)
        if present_fields is not None:
            self.deleted_rows[noun][key] = present_fields

    def unchanged_since(self, noun: str, changes: Mapping[Any, RowChange]) -> Iterator[tuple[Any, Fields]]:
        """Yield (key, values before the merge) of what nobody has changed since; remember the rows changed since."""
        self.current_rows[noun] = read_many_rows(noun, changes)
        votes = self.votes_changed_since() if noun == "vote" else set()
        for key, change in changes.items():
            fields = self.current_rows[noun].get(key)
            if fields is None:
                self.unrestored_rows[noun, DELETED].append(key)
                continue
            values = {} if key in votes else dict(values_before(change, fields, self.merge))
            if len(values) < len(change.after or {}):
                self.unrestored_rows[noun, EDITED].append(key)
            if values:
                yield key, values

    def votes_changed_since(self) -> set[int]:
        """Return the votes that visitors changed after the merge, when they saw one film."""
        votes = Vote.objects.filter(film=self.merge.survivor, changed_at__gt=self.merge.at)
        return set(votes.values_list("pk", flat=True))

    def restore(self) -> Patch:
        """Set back the loser, then rows that referred to it, then deleted rows, and at last rows that refer to these."""
        noun, survivor, loser = self.merge.noun, self.merge.survivor, self.merge.loser
        for added_noun, added_rows in self.added_rows.items():
            self.delete_unchanged(added_noun, added_rows)
        self.insert(noun, {loser: self.deleted_rows[noun].pop(loser)})
        survivor_values = self.changed_rows.get(noun, {}).pop(survivor, None)
        dependent_rows = {
            changed_noun: {key: values for key, values in rows.items() if self.refers_to_deleted(changed_noun, values)}
            for changed_noun, rows in self.changed_rows.items()
        }
        for changed_noun, rows in self.changed_rows.items():
            dependent_keys = dependent_rows[changed_noun]
            self.update(changed_noun, {key: values for key, values in rows.items() if key not in dependent_keys})
        for deleted_noun in sorted(self.deleted_rows, key=insertion_position):
            self.insert(deleted_noun, self.deleted_rows[deleted_noun])
        for dependent_noun, rows in dependent_rows.items():
            self.update(dependent_noun, self.with_existing_references(dependent_noun, rows))
        if survivor_values:
            update_survivor(noun, survivor, survivor_values)
            self.remember_update(noun, {survivor: survivor_values})
        return Patch({restored_noun: rows for restored_noun, rows in self.restored_patch.items() if rows})

    def refers_to_deleted(self, noun: str, values: Fields) -> bool:
        """Tell whether the columns of a row refer to a row that the merge deleted."""
        return any(
            name in columns(noun) and name in values and values[name] in self.deleted_rows.get(target, ())
            for name, target in relations(noun).items()
        )

    def with_existing_references(self, noun: str, rows: Mapping[Any, Fields]) -> dict[Any, Fields]:
        """Return the rows that refer to no deleted row; remember the others."""
        patch = Patch.of(RowChange(noun, str(key), None, fields) for key, fields in rows.items())
        missing_keys = {target: keys - existing_keys(target, keys) for target, keys in referenced_keys(patch).items()}
        restorable = {
            key: fields
            for key, fields in rows.items()
            if not any(
                missing_keys.get(target, set()).intersection(keys_in(fields.get(name)))
                for name, target in relations(noun).items()
            )
        }
        self.unrestored_rows[noun, MISSING_REFERENCE] += [key for key in rows if key not in restorable]
        return restorable

    def update(self, noun: str, rows: Mapping[Any, Fields]) -> None:
        """Set values of rows back, as far as the rules allow: first the references, then the other fields."""
        for is_reference in (True, False):
            values = {
                key: part
                for key, fields in rows.items()
                if (part := {n: value for n, value in fields.items() if (n in relations(noun)) == is_reference})
            }

            def write(keys: list[Any], values: dict[Any, Fields] = values) -> None:
                bulk_update_rows(noun, {key: values[key] for key in keys})

            blocked_keys = set(write_where_allowed(values, write))
            self.unrestored_rows[noun, BLOCKED] += sorted(blocked_keys)
            self.remember_update(noun, {key: fields for key, fields in values.items() if key not in blocked_keys})

    def delete_unchanged(self, noun: str, rows: Mapping[Any, Fields]) -> None:
        """Delete rows that the merge entered, but not those that somebody has changed since."""
        fields_now = read_many_rows(noun, rows)
        edited_keys = [key for key, fields in fields_now.items() if fields != rows[key]]
        self.unrestored_rows[noun, EDITED] += edited_keys
        unchanged_rows = {key: fields for key, fields in fields_now.items() if key not in edited_keys}
        delete_rows(noun, list(unchanged_rows))
        self.restored_patch[noun] |= {str(key): {"was": fields, "is": None} for key, fields in unchanged_rows.items()}

    def insert(self, noun: str, rows: Mapping[Any, Fields]) -> None:
        """Insert deleted rows again, as far as the rules allow and the rows to which they refer exist."""
        if not rows:
            return
        patch = redirect_to_survivors(Patch.of(RowChange(noun, str(key), None, fields) for key, fields in rows.items()))
        rows = {parse_key(noun, change.key): change.after or {} for change in patch.changes()}
        rows = self.with_existing_references(noun, rows)

        def write(keys: list[Any]) -> None:
            values = {str(key): rows[key] for key in keys}
            insert_rows(noun, values)
            set_many_to_many(noun, values)

        blocked_keys = write_where_allowed(rows, write)
        self.unrestored_rows[noun, BLOCKED] += blocked_keys
        self.restored_patch[noun] |= {
            str(key): {"was": None, "is": fields} for key, fields in rows.items() if key not in blocked_keys
        }

    def remember_update(self, noun: str, rows: Mapping[Any, Fields]) -> None:
        """Add values that were set back, {key: fields}, to `restored_patch`."""
        for key, fields in rows.items():
            change = self.restored_patch[noun].setdefault(str(key), {"was": {}, "is": {}})
            change["was"] |= {name: self.current_rows[noun][key][name] for name in fields}
            change["is"] |= fields


def insertion_position(noun: str) -> int:
    """Return a sort key of a noun, by which rows are inserted after those to which they refer."""
    nouns = list(dict.fromkeys(part for parts in PARTS.values() for part in parts))
    return nouns.index(noun) if noun in nouns else len(nouns)


def values_before(change: RowChange, fields: Fields, merge: Merge) -> Iterator[tuple[str, Any]]:
    """Yield (field, value before the merge) of the fields that still are as the merge set them.

    Of a many-to-many field that was changed since, only the merge's own change is undone.
    """
    before, after = change.before or {}, change.after or {}
    for name, value in after.items():
        if is_stub(before[name]):
            continue
        if fields[name] == value:
            yield name, before[name]
        elif name in many_to_many_fields(change.noun) and change.noun != merge.noun and merge.survivor in fields[name]:
            new_keys, old_keys = set(value) - set(before[name]), set(before[name]) - set(value)
            yield name, sorted((set(fields[name]) - new_keys) | old_keys)


def restore_working_copies(
    merge: Merge, other_patches: Mapping[Root, Patch], unrestored_rows: KeysByReason
) -> CopyChanges:
    """Set back working copies that nobody has changed since, and fit the others to the tables.

    Return what changed in them.
    """
    merged_copies = {root_of_key(key): change for key, change in merge.patch.get(WORKING_COPY, {}).items()}
    copy_changes = {}
    for root, copy in working_copies_of({**merged_copies, **other_patches}).items():
        before = Patch(copy.patch)
        if root in merged_copies and merged_copies[root]["is"]["patch"] == before:
            copy.patch = merged_copies[root]["was"]["patch"]
            save_working_copy(copy)
        else:
            if root in merged_copies:
                unrestored_rows[WORKING_COPY, EDITED].append(copy.pk)
            rebase_working_copy(copy, other_patches.get(root, Patch()))
        if copy.patch != before:
            copy_changes[root] = before, Patch(copy.patch)
            refuse_unfit_copy(copy)
    return copy_changes
