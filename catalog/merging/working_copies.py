"""Working copies under which something is merged: they hold, and name what the merged one is part of."""

from catalog.editing.documents import MOST_PARAMETERS, RefusedError
from catalog.editing.patches import Patch
from catalog.editing.references import replace_references
from catalog.editing.working_copies import overlay_working_copy, rebase_working_copy
from catalog.models import WorkingCopy


def working_copies_mentioning(led):
    """The working copies that point at rows of `led`, {noun: {key: other key}}."""
    found = {}
    for noun, keys in led.items():
        for start in range(0, len(keys), MOST_PARAMETERS):
            some = [str(key) for key in list(keys)[start : start + MOST_PARAMETERS]]
            found |= {copy.pk: copy for copy in WorkingCopy.objects.mentioning(noun, some).select_related("film")}
    return found


def rewrite_working_copies(patch, led):
    """Lead working copies to what stays, and fit them to what lies under them; {film: (patch before, patch after)}.

    `patch` is {film: its patch in the tables}. Raise RefusedError where a copy would break a rule afterwards.
    """
    copies = working_copies_mentioning(led)
    of_films = WorkingCopy.objects.filter(film__in=[film for film in patch if film not in led.get("film", ())])
    copies |= {copy.pk: copy for copy in of_films.select_related("film")}
    changed = {}
    for copy in copies.values():
        before = copy.patch
        copy.patch = replace_references(Patch(copy.patch), led)
        rebase_working_copy(copy, patch.get(copy.film_id, Patch()))
        if copy.patch != before:
            changed[copy.film_id] = before, copy.patch
            refuse_unfit_copy(copy)
    return changed


def refuse_unfit_copy(copy):
    """Refuse where a working copy can no longer be laid over the tables."""
    try:
        with overlay_working_copy(copy.film):
            pass
    except RefusedError as error:
        raise RefusedError(
            f"The working copy of “{copy.film}” no longer fits: {error} Publish that copy or change it first, then come back."
        ) from error
