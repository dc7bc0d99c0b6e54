"""Remove a value from the database: from rows, from the history, from working copies, merges and all else that stores texts."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.editing.apply import apply_patch
from catalog.editing.documents import RefusedError, Root
from catalog.editing.history import record_revision
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import Patch
from catalog.editing.removals import MARK, stub_of, without_stubs
from catalog.editing.stored_words import VALUE_REMOVED, store
from catalog.editing.table_writes import derive_fields
from catalog.editing.working_copies import rebase_working_copy, working_copies_of
from catalog.models import Deed, Film, Suppression
from catalog.suppression.columns import searched_fields
from catalog.suppression.contents import is_patch, marking, rewrite_content
from catalog.suppression.document import patch_without, with_stubs
from catalog.suppression.erasing import erase_deleted_bytes
from catalog.suppression.search import Place, find_places, own_names_with
from catalog.suppression.sessions import rewrite_session
from catalog.texts.folding import clean_line
from catalog.texts.occurrences import Value

VALUE_IN_REASON = _("The reason says the value, and it would stay. Write why without it.")
OTHER_PLACES = _(
    "It stands in other rows than you saw, so nothing was done. Look again where it stands, then remove it."
)
NO_REASON = _("Say why: the history keeps the reason in the place of the value.")
OWN_NAME = _("“{}” is its {} now, which can’t be empty. Give it another one first, then remove this one.")


class Result(NamedTuple):
    """What a removal did. `places_left` are rows in which the value still stands, since their nouns were not chosen.

    `tables` are those that held it. `is_erased` tells whether it is out of the database's files, too.
    """

    suppression: Suppression
    places_left: list[Place]
    tables: list[str]
    is_erased: bool


def suppress(
    root: Root,
    text: str,
    *,
    why: str,
    editor: User | None,
    other_roots: Collection[Root] = (),
    seen_places: int | None = None,
) -> Result:
    """Remove a value from a noun and from other_roots that were chosen, with their histories; record who did it, when and why.

    `seen_places` is in how many rows somebody saw that it stands, who confirms the removal. Raise RefusedError where it stands
    in more or fewer now, or where it can't be removed; then nothing is changed.
    """
    value = read_value(text)
    why = read_reason(why, value)
    roots = list(dict.fromkeys([root, *other_roots]))
    with atomic_or_refused():
        existing_roots = lock_roots(*roots)
        refuse_own_names(value, text, roots)
        all_places = find_places(value)
        if seen_places is not None and len(all_places) != seen_places:
            raise RefusedError(OTHER_PLACES)
        places = [place for place in all_places if is_chosen(place, roots)]
        if not places:
            raise RefusedError(
                gettext(
                    "It stands nowhere in what you chose, so nothing was done. Look whether you wrote it as it stands."
                )
            )
        suppression = Suppression.objects.create(
            noun=root.noun,
            key=root.key,
            editor=editor,
            editor_name=editor.get_username() if editor else "",
            why=why,
            places=count_fields(places),
        )
        touched_roots = {place_root for place in places for place_root in place.roots if place_root in roots} | {root}
        patches = {own: patch_without(value, own) for own in touched_roots & existing_roots}
        for place in places:
            if place.is_stored or not place.roots:
                rewrite_row(place, value, stub_of(suppression))
        for own, patch in patches.items():
            apply_patch(patch)
            fit_working_copy(own, patch)
        for own in sorted(touched_roots):
            record(
                own,
                with_stubs(patches.get(own, Patch()), value, stub_of(suppression)),
                suppression,
                own in existing_roots,
            )
        places_left = settle(value, roots)
    tables = sorted({place.model._meta.db_table for place in places})
    return Result(suppression, places_left, tables, erase_deleted_bytes())


def read_value(text: str) -> Value:
    try:
        return Value(text)
    except ValueError as error:
        raise RefusedError(str(error)) from error


def read_reason(text: str, value: Value) -> str:
    reason = clean_line(text)[:300]
    if not reason:
        raise RefusedError(NO_REASON)
    if value.is_in(reason):
        raise RefusedError(VALUE_IN_REASON)
    return reason


def is_chosen(place: Place, roots: Collection[Root]) -> bool:
    """Tell whether a place is of a chosen noun, or beside all nouns."""
    return not place.roots or any(root in roots for root in place.roots)


def refuse_own_names(value: Value, text: str, roots: Iterable[Root]) -> None:
    for root in roots:
        if names := own_names_with(value, root):
            row = root.rows().get()
            raise RefusedError(
                f"{capfirst(row._meta.verbose_name)} {root.key}: {OWN_NAME.format(text.strip(), names[0])}"
            )


def count_fields(places: Iterable[Place]) -> dict[str, int]:
    """Return {model and field: in how many rows the value stands in it}."""
    names = Counter(f"{place.model._meta.label_lower}.{name}" for place in places for name in place.texts)
    return dict(sorted(names.items()))


def rewrite_row(place: Place, value: Value, stub: str) -> None:
    """Take the value out of a row that is no part of a document: of the history, a log, a proposal."""
    if place.model is Session:
        rewrite_session(place.key, marking(value))
        return
    fields = searched_fields(place.model)
    row = place.model._base_manager.only(*place.texts).get(pk=place.key)
    contents = {
        name: rewrite_column(fields[name], fields[name].value_from_object(row), value, stub) for name in place.texts
    }
    place.model._base_manager.filter(pk=place.key).update(**contents)


def rewrite_column(field: models.Field, content: object, value: Value, stub: str) -> object:
    new_content = rewrite_content(field, content, marking(value, stub if is_patch(field) else MARK))
    return new_content[: field.max_length] if isinstance(new_content, str) else new_content


def fit_working_copy(root: Root, patch: Patch) -> None:
    """Take stubs out of the working copy of a root, and fit it to what was changed in the tables."""
    if copy := working_copies_of([root]).get(root):
        copy.patch = without_stubs(Patch(copy.patch))
        rebase_working_copy(copy, patch)


def record(root: Root, patch: Patch, suppression: Suppression, exists: bool) -> None:
    """Write into the history of a noun that a value was removed; of a deleted one as a note, so that it still can come back."""
    deed, note = (
        (Deed.SUPPRESSED, suppression.why) if exists else (Deed.NOTED, store(VALUE_REMOVED, why=suppression.why))
    )
    record_revision(root, editor=suppression.editor, deed=deed, note=note, patch=patch if exists else None)


def settle(value: Value, roots: Collection[Root]) -> list[Place]:
    """Derive anew what still holds the value. Return where it stands in nouns that were not chosen.

    Raise RefusedError where it stands in the chosen ones: nothing may say that it is gone while it is not.
    """
    places = find_places(value)
    if left_overs := [place for place in places if is_chosen(place, roots)]:
        for place in left_overs:
            derive_row(place)
        places = find_places(value)
    if left_overs := [place for place in places if is_chosen(place, roots)]:
        names = ", ".join(count_fields(left_overs))
        raise RefusedError(
            gettext("It could not be removed from %(names)s, so nothing was done. Change that by hand first.")
            % {"names": names}
        )
    return places


def derive_row(place: Place) -> None:
    """Derive anew the columns of a row that follow from other_roots."""
    row = place.model._base_manager.get(pk=place.key)
    if isinstance(row, Film):
        Film.objects.filter(pk=row.pk).derive()
    derive_fields([row])
    names = {name for name in place.texts if not row._meta.get_field(name).editable}  # type: ignore[union-attr]
    if names:
        place.model._base_manager.filter(pk=place.key).update(**{name: getattr(row, name) for name in names})
