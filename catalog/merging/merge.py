"""Merge two rows of a noun into one."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Model, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from catalog.editing.apply import refuse_invalid
from catalog.editing.documents import RefusedError, Root, model_of, read_document
from catalog.editing.history import refuse_overtaken
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import Patch, RowChange
from catalog.editing.table_writes import delete_rows
from catalog.editing.violations import violation_message
from catalog.merging.carried_rows import read_many_rows
from catalog.merging.plan import MergePlan
from catalog.merging.referring_rows import WORKING_COPY, batches, films_referring_to, owners_referring_to
from catalog.merging.working_copies import (
    key_of_copy,
    patches_of_copies,
    rewrite_working_copies,
    working_copies_mentioning,
)
from catalog.merging.writes import (
    bulk_update_rows,
    fields_after,
    note_films_before,
    note_shown,
    record_revisions,
    split_by_root,
    touch_films,
    update_survivor,
)
from catalog.models import (
    CuratedList,
    Deed,
    DuplicatePair,
    DuplicateState,
    EntryCitation,
    Film,
    Merge,
    Person,
    PersonName,
    RatingSummary,
    Work,
)
from catalog.page_languages import OURS

NEW_REFERENCES = _(
    "Somebody has just entered more rows that refer to one of the two. Nothing was done; look at the page again."
)


def merge(
    *,
    noun: str,
    survivor: Any,
    loser: Any,
    picks: Mapping[str, str] | None = None,
    editor: User | None,
    note: str = "",
    seen_revisions: Mapping[Any, int] | None = None,
) -> Merge:
    """Merge the loser into the survivor: rows that refer to the loser refer to the survivor, and its address leads there.

    `picks` says from which side a field is taken, as in MergePlan. `seen_revisions` are those that the editor looked at,
    {key: id}. Raise RefusedError or OvertakenError; then nothing is done.
    """
    roots = Root(noun, survivor), Root(noun, loser)
    with atomic_or_refused():
        lock_for_merge(noun, survivor, loser)
        for root in roots:
            refuse_overtaken(root, (seen_revisions or {}).get(root.key))
        plan = MergePlan(noun=noun, survivor=survivor, loser=loser, picks=picks)
        plan.check()
        new_merge = Merge(
            noun=noun,
            loser=loser,
            survivor=survivor,
            loser_label=in_english(plan.loser)[:300],
            survivor_label=in_english(plan.survivor)[:300],
            note=note.strip()[:1000],
            editor=editor,
            editor_name=editor.get_username() if editor else "",
        )
        try:
            with transaction.atomic():
                carry_out(plan, new_merge)
        except IntegrityError as error:
            raise RefusedError(violation_message(error)) from error
        return new_merge


def lock_for_merge(noun: str, survivor: Any, loser: Any) -> None:
    """Lock the two and all that refers to them, in the order in which everybody locks.

    From then on no new row can refer to the loser.
    """
    keys = [survivor, loser]
    works = list(Work.objects.filter(authors__in=keys).values_list("pk", flat=True)) if noun == "person" else []
    films = affected_keys("film", noun, keys) | films_referring_to("work", works)
    lists = affected_keys("curatedlist", noun, keys)
    if noun == "film":
        # A summary is created where there is none: the first vote on a film has to wait, too.
        for key in sorted(Film.objects.filter(pk__in=keys).values_list("pk", flat=True)):
            RatingSummary.objects.get_locked(key)
        films |= set(keys)
    lock_films(films)
    lock_roots(*(Root("work", key) for key in works))
    if noun == "source":
        lock_entries_citing(keys)
    lock_lists(lists)
    for key in sorted(keys):
        # A row that is being inserted may refer to the survivor meanwhile, but not to the loser.
        list(Root(noun, key).rows().select_for_update(no_key=key != loser).values_list("pk", flat=True))
    if affected_keys("film", noun, keys) - films or affected_keys("curatedlist", noun, keys) - lists:
        raise RefusedError(NEW_REFERENCES)


def lock_entries_citing(sources: Collection[Any]) -> None:
    """Lock the works, companies and people for which some sources are cited, in the order in which everybody locks."""
    citations = EntryCitation.objects.filter(source__in=sources).order_by()
    for noun in ("work", "company", "person"):
        entries = model_of(noun)._base_manager.filter(
            pk__in=citations.filter(**{f"{noun}__isnull": False}).values(noun)
        )
        list(entries.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def affected_keys(owner_noun: str, noun: str, keys: Collection[Any]) -> set[int]:
    """Return the keys of the films, or lists, whose rows or working copies refer to some rows."""
    copies = working_copies_mentioning({noun: dict.fromkeys(keys)}).values()
    in_copies = {copy.owner_key for copy in copies if copy.owner_noun == owner_noun}
    return owners_referring_to(owner_noun, noun, keys) | in_copies


def lock_films(films: Iterable[Any]) -> None:
    """Lock films by number, in batches."""
    for batch in batches(sorted(films)):
        Film.objects.filter(pk__in=batch).lock()


def lock_lists(lists: Iterable[Any]) -> None:
    """Lock lists by number, in batches."""
    for batch in batches(sorted(lists)):
        CuratedList.objects.filter(pk__in=batch).lock()


def carry_out(plan: MergePlan, new_merge: Merge) -> None:
    """Write what the plan says, and store with the merge what it changed, so that it can be taken back."""
    noun, (survivor, loser) = plan.noun, plan.keys
    roots = Root(noun, survivor), Root(noun, loser)
    before = {root: read_document(root) for root in roots}
    patch = plan.patch
    other_patches = {root: part for root, part in split_by_root(patch).items() if root not in roots}
    note_films_before(noun, plan.keys)
    write_rows(plan)
    patch = patch.with_changes_of(keep_other_name(plan))
    note_shown(noun, patch)
    touch_films([*other_patches, *([roots[0]] if noun == "film" else [])], [survivor] if noun == "film" else [])
    refuse_invalid(roots[0])
    replacements = {
        dropped_noun: {key: kept_key for key, kept_key in keys.items() if kept_key}
        for dropped_noun, keys in plan.carried_rows.dropped_rows.items()
    } | {noun: {loser: survivor}}
    copy_changes = rewrite_working_copies(other_patches, replacements)
    changed_copies = Patch.of(
        RowChange(WORKING_COPY, key_of_copy(root), {"patch": copy_before}, {"patch": copy_after})
        for root, (copy_before, copy_after) in copy_changes.items()
    )
    new_merge.patch = patch.with_changes_of(changed_copies)
    new_merge.save()
    own_patches = {root: Patch.between(before[root], read_document(root)) for root in roots}
    for patches, waiting in ((other_patches | own_patches, False), (patches_of_copies(copy_changes), True)):
        record_revisions(
            patches,
            deed=Deed.MERGED,
            merge=new_merge,
            editor=new_merge.editor,
            note=new_merge.note,
            waiting=waiting,
            copy_changes=None if waiting else copy_changes,
        )
    proposals = DuplicatePair.objects.filter(noun=noun, state=DuplicateState.PROPOSED)
    proposals.filter(Q(left=loser) | Q(right=loser)).delete()


def keep_other_name(plan: MergePlan) -> Patch:
    """Enter the name of a person that was not picked as another name of the survivor; return that as a patch."""
    if plan.noun != "person":
        return Patch()
    survivor, rows = plan.keys[0], []
    if plan.kept_name:
        row = PersonName.objects.create(person_id=survivor, name=plan.kept_name)
        rows = [RowChange("personname", str(row.pk), None, read_many_rows("personname", [row.pk])[row.pk])]
    # Names were carried along, by which the survivor is to be found.
    Person.objects.filter(pk=survivor).derive()
    DuplicatePair.objects.drop_refuted(Person.objects.get(pk=survivor))
    return Patch.of(rows)


def write_rows(plan: MergePlan) -> None:
    """Write the plan's changes to the tables, and delete the loser."""
    noun, (survivor, loser) = plan.noun, plan.keys
    for dropped_noun, keys in plan.carried_rows.dropped_rows.items():
        for batch in batches(keys):
            delete_rows(dropped_noun, batch)
    for changed_noun, values in fields_after(plan.patch).items():
        carried_values = {key: fields for key, fields in values.items() if (changed_noun, key) != (noun, survivor)}
        bulk_update_rows(changed_noun, carried_values)
    update_survivor(noun, survivor, plan.survivor_values)
    if noun == "film":
        # The survivor's summary is counted again from the votes of both.
        RatingSummary.objects.filter(film=loser).delete()
    delete_rows(noun, [loser])


def in_english(row: Model) -> str:
    """Return the label of a row as it is stored."""
    with translation.override(OURS):
        return str(row)
