"""Make working copies refer to the survivor of a merge, and see that they still fit the tables."""

from collections.abc import Mapping
from typing import Any

from catalog.editing.documents import RefusedError, Root
from catalog.editing.patches import Patch, RowChange
from catalog.editing.references import Replacements, replace_references
from catalog.editing.working_copies import overlay_working_copy, rebase_working_copy
from catalog.merging.referring_rows import batches
from catalog.merging.writes import CopyChanges
from catalog.models import WorkingCopy


def working_copies_mentioning(keys_by_noun: Mapping[str, Mapping[Any, Any]]) -> dict[int, WorkingCopy]:
    """Return {id: working copy} of those that refer to or add one of some rows; of {noun: {key: …}} only keys count."""
    copies: dict[int, WorkingCopy] = {}
    for noun, keys in keys_by_noun.items():
        for batch in batches(map(str, keys)):
            mentioning = WorkingCopy.objects.mentioning(noun, batch).select_related("film")
            copies |= {copy.pk: copy for copy in mentioning}
    return copies


def rewrite_working_copies(film_patches: Mapping[int, Patch], replacements: Replacements) -> CopyChanges:
    """Make working copies refer to the survivors, and fit them to the changed tables; return what changed in them.

    `film_patches` is what changed in the tables, {film: patch}. Raise RefusedError where a copy does not fit afterwards.
    """
    copies = working_copies_mentioning(replacements)
    films = [film for film in film_patches if film not in replacements.get("film", ())]
    copies |= {copy.pk: copy for copy in WorkingCopy.objects.filter(film__in=films).select_related("film")}
    copy_changes = {}
    for copy in copies.values():
        before = Patch(copy.patch)
        copy.patch = replace_references(before, replacements)
        rebase_working_copy(copy, film_patches.get(copy.film_id, Patch()))
        if copy.patch != before:
            copy_changes[copy.film_id] = before, Patch(copy.patch)
            refuse_unfit_copy(copy)
    return copy_changes


def refuse_unfit_copy(copy: WorkingCopy) -> None:
    """Refuse where a working copy can no longer be applied to the tables."""
    try:
        with overlay_working_copy(copy.film):
            pass
    except RefusedError as error:
        raise RefusedError(
            f"The working copy of “{copy.film}” no longer fits: {error} Publish that copy or change it first, then come back."
        ) from error


def patches_of_copies(copy_changes: CopyChanges) -> dict[Root, Patch]:
    """Return {root: patch} of how the values in working copies changed, of rows that they set before and after."""
    patches = {}
    for film, (before, after) in copy_changes.items():
        new_changes = [(change, after.change_of(*change.row_key)) for change in before.changes()]
        patch = Patch.of(
            RowChange.between(old.noun, old.key, old.after, new.after)
            for old, new in new_changes
            if new and old.after and new.after
        )
        if patch:
            patches[Root("film", film)] = patch
    return patches
