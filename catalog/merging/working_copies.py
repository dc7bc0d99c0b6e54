"""Make working copies refer to the survivor of a merge, and see that they still fit the tables."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from catalog.editing.documents import RefusedError, Root
from catalog.editing.patches import Patch, RowChange
from catalog.editing.references import Replacements, replace_references
from catalog.editing.working_copies import overlay_working_copy, rebase_working_copy, root_of_copy, working_copies_of
from catalog.merging.referring_rows import batches
from catalog.merging.writes import CopyChanges
from catalog.models import WorkingCopy


def working_copies_mentioning(keys_by_noun: Mapping[str, Mapping[Any, Any]]) -> dict[int, WorkingCopy]:
    """Return {id: working copy} of those that refer to or add one of some rows; of {noun: {key: …}} only keys count."""
    copies: dict[int, WorkingCopy] = {}
    for noun, keys in keys_by_noun.items():
        for batch in batches(map(str, keys)):
            mentioning = WorkingCopy.objects.mentioning(noun, batch).with_owners()
            copies |= {copy.pk: copy for copy in mentioning}
    return copies


def rewrite_working_copies(root_patches: Mapping[Root, Patch], replacements: Replacements) -> CopyChanges:
    """Make working copies refer to the survivors, and fit them to the changed tables; return what changed in them.

    `root_patches` is what changed in the tables, {root: patch}. Raise RefusedError where a copy does not fit afterwards.
    """
    copies = working_copies_mentioning(replacements)
    staying_roots = [root for root in root_patches if root.key not in replacements.get(root.noun, ())]
    copies |= {copy.pk: copy for copy in working_copies_of(staying_roots).values()}
    copy_changes = {}
    for copy in copies.values():
        before = Patch(copy.patch)
        copy.patch = replace_references(before, replacements)
        rebase_working_copy(copy, root_patches.get(root_of_copy(copy), Patch()))
        if copy.patch != before:
            copy_changes[root_of_copy(copy)] = before, Patch(copy.patch)
            refuse_unfit_copy(copy)
    return copy_changes


def key_of_copy(root: Root) -> str:
    """Return the key under which a merge stores how the working copy of a root changed; that of a film is its number."""
    return str(root.key) if root.noun == "film" else f"{root.noun}-{root.key}"


def root_of_key(key: str) -> Root:
    """Return the root of a key that `key_of_copy` returned."""
    noun, _, number = key.rpartition("-")
    return Root(noun or "film", int(number))


def refuse_unfit_copy(copy: WorkingCopy) -> None:
    """Refuse where a working copy can no longer be applied to the tables."""
    try:
        with overlay_working_copy(copy.owner):
            pass
    except RefusedError as error:
        raise RefusedError(
            gettext(
                "The working copy of “%(owner)s” no longer fits: %(error)s Publish that copy or change it "
                "first, then come back."
            )
            % {"owner": copy.owner, "error": error}
        ) from error


def patches_of_copies(copy_changes: CopyChanges) -> dict[Root, Patch]:
    """Return {root: patch} of how the values in working copies changed, of rows that they set before and after."""
    patches = {}
    for root, (before, after) in copy_changes.items():
        new_changes = [(change, after.change_of(*change.row_key)) for change in before.changes()]
        patch = Patch.of(
            RowChange.between(old.noun, old.key, old.after, new.after)
            for old, new in new_changes
            if new and old.after and new.after
        )
        if patch:
            patches[root] = patch
    return patches
