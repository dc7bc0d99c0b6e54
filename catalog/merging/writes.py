"""Bringing the tables from one side of a merge to the other, thousands of rows at a time, with what films note of it."""

import json
from collections import defaultdict

from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.editing.apply import set_many_to_many, update_rows
from catalog.editing.documents import PARTS, VISITOR_ROWS, Root, columns, model_of, parse_key
from catalog.editing.patches import Patch
from catalog.editing.working_copies import without_overridden
from catalog.merging.references import PREVIEW_LINK, RATING_SUMMARY, WORKING_COPY, batches, roots_of_rows
from catalog.models import Deed, Film, RatingSummary, Revision, Work
from catalog.models.base import Derived

# Rows that have no history of their own.
WITHOUT_HISTORY = {noun for parts in VISITOR_ROWS.values() for noun in parts} | {
    RATING_SUMMARY,
    PREVIEW_LINK,
    WORKING_COPY,
}


def bulk_update_rows(noun, values):
    """Set columns and choices of rows: {key: fields}. Rows that are set alike are one query a batch."""
    model, alike = model_of(noun), defaultdict(list)
    for key, fields in values.items():
        own = {name: value for name, value in fields.items() if name in columns(noun)}
        if own:
            alike[json.dumps(own, sort_keys=True)].append(key)
    stamp = {"updated_at": timezone.now()} if "updated_at" in {field.name for field in model._meta.fields} else {}
    for said, keys in alike.items():
        for some in batches(keys):
            model._base_manager.filter(pk__in=some).update(**json.loads(said), **stamp)
    for some in batches(values):
        set_many_to_many(noun, {str(key): values[key] for key in some})


def update_survivor(noun, key, fields):
    """Change the row itself, with what follows from it."""
    if fields:
        [row] = update_rows(noun, {str(key): fields})
        set_many_to_many(noun, {str(key): fields})
        if isinstance(row, Derived):
            row.after_save()


def apply_where_allowed(keys, act):
    """Act on as many of the keys as the rules of the catalogue let; return those that they don't."""
    keys = list(keys)
    if not keys:
        return []
    try:
        with transaction.atomic():
            act(keys)
    except IntegrityError:
        if len(keys) == 1:
            return keys
        half = len(keys) // 2
        return apply_where_allowed(keys[:half], act) + apply_where_allowed(keys[half:], act)
    return []


def split_by_root(patch):
    """{root: its part of a patch}, by what each row belongs to in the tables now."""
    found = defaultdict(list)
    for noun, changes in patch.items():
        if noun in WITHOUT_HISTORY:
            continue
        if any(noun in parts for parts in PARTS.values()):
            for root, keys in roots_of_rows(noun, [parse_key(noun, key) for key in changes]).items():
                found[Root(*root)] += [patch.change_of(noun, str(key)) for key in keys]
        else:
            for key in changes:
                found[Root(noun, parse_key(noun, key))].append(patch.change_of(noun, key))
    return {root: Patch.of(changes) for root, changes in found.items()}


def touch_films(roots, changed=()):
    """Let the films know whose rows changed, or whose works; work out anew what follows from some of them."""
    films = {root.key for root in roots if root.noun == "film"}
    works = [root.key for root in roots if root.noun == "work"]
    for some in batches(works):
        films.update(Work.objects.filter(pk__in=some, films__isnull=False).values_list("films", flat=True))
    for some in batches(sorted(films)):
        Film.objects.filter(pk__in=some).touch()
    Film.objects.filter(pk__in=changed).derive()
    for film in changed:
        RatingSummary.objects.recount(film)


def record_revisions(patches, *, deed, merge, waiting=False, copies=()):
    """Write a revision of each root: {root: patch}, as editors see it who see films with their working copies."""
    held_by = {Root("film", film): own for film, (own, _) in dict(copies).items()}
    patches = {
        root: without_overridden(part, Patch(held_by[root])) if root in held_by else part
        for root, part in patches.items()
    }
    by_noun = defaultdict(dict)
    for root, patch in patches.items():
        by_noun[root.noun][root.key] = patch
    for noun, held in by_noun.items():
        for some in batches(sorted(held)):
            called = {row.pk: str(row)[:300] for row in model_of(noun)._base_manager.filter(pk__in=some)}
            Revision.objects.bulk_create(
                Revision(
                    noun=noun,
                    key=key,
                    label=called.get(key, merge.loser_label),
                    deed=deed,
                    editor=merge.editor if deed == Deed.MERGED else merge.taken_back_by,
                    editor_name=(merge.editor_name if deed == Deed.MERGED else merge.taken_back_by.get_username())[
                        :150
                    ],
                    note=merge.note if deed == Deed.MERGED else merge.why_taken_back,
                    patch=held[key],
                    waiting=waiting,
                    merge=merge,
                )
                for key in some
            )


def fields_after(changes):
    """{noun: {key as the tables have it: what it is to be}} of a patch's rows that stay."""
    found = defaultdict(dict)
    for change in changes.changes():
        if change.after is not None:
            found[change.noun][parse_key(change.noun, change.key)] = change.after
    return found
