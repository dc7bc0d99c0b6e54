"""What points at a noun's rows, found from the models, so that no relation is forgotten when a new one comes."""

from collections import defaultdict
from functools import cache
from itertools import islice
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, UniqueConstraint

from catalog.editing.documents import MOST_PARAMETERS, PARTS, model_of

MERGEABLE_NOUNS = ("person", "company", "character", "source", "film")
# What does not simply move along: a summary is counted anew, a link to a preview of the film that goes ends with it, and
# a film with a working copy is not merged at all.
RATING_SUMMARY, PREVIEW_LINK, WORKING_COPY = "ratingsummary", "previewlink", "workingcopy"
# Rows that are one where these fields agree; a credit that names nobody is never another one.
DUPLICATE_FIELDS = {
    "credit": ("film", "person", "job", "characters"),
    "release": ("film", "date", "country", "type", "event", "certification", "note"),
    "award": ("film", "organisation", "ceremony", "year", "category", "outcome", "recipients", "note"),
}


class Reference(NamedTuple):
    """A field of a noun by which its rows point at another noun; `many` where at several."""

    noun: str
    field: str
    many: bool


@cache
def references_to(noun):
    """All that points at rows of a noun."""
    found = []
    for relation in model_of(noun)._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.related_model._meta.auto_created:
            continue
        # A choice that has rows of its own is led by the foreign keys of these.
        if relation.many_to_many and not relation.field.remote_field.through._meta.auto_created:
            continue
        found.append(Reference(relation.related_model._meta.model_name, relation.field.name, relation.many_to_many))
    return found


def batches(keys, size=MOST_PARAMETERS):
    keys = iter(keys)
    while some := list(islice(keys, size)):
        yield some


def rows_referring_to(noun, field, keys):
    """Yield (row, key it points at) of the rows of a noun that point at some keys."""
    for some in batches(keys):
        rows = model_of(noun)._base_manager.filter(**{f"{field}__in": some})
        yield from rows.order_by("pk").values_list("pk", field)


def roots_of_rows(noun, keys):
    """{(root noun, root key): rows} of the documents that some rows of a noun belong to."""
    found = defaultdict(set)
    for root, parts in PARTS.items():
        if noun in parts:
            for some in batches(keys):
                rows = model_of(noun)._base_manager.filter(pk__in=some).values_list("pk", f"{parts[noun]}_id")
                for key, owner in rows:
                    if owner:
                        found[root, owner].add(key)
    return found


def films_referring_to(noun, keys):
    """The films whose rows point at some rows of a noun."""
    films = set()
    for one in references_to(noun):
        path = PARTS["film"].get(one.noun)
        if path and one.noun not in (RATING_SUMMARY, PREVIEW_LINK):
            rows = model_of(one.noun)._base_manager.filter(**{f"{one.field}__in": keys})
            films.update(rows.values_list(f"{path}_id", flat=True))
    return films - {None}


def unique_rules(noun, field):
    """What of a noun's rows may be there but once and regards a field: (name, condition, the other expressions)."""
    if model_of(noun)._meta.get_field(field).unique:
        yield f"{noun}_{field}", Q(), []
    for rule in model_of(noun)._meta.constraints:
        if isinstance(rule, UniqueConstraint):
            parts = [F(name) for name in rule.fields] or list(rule.expressions)
            if F(field) in parts:
                yield rule.name, rule.condition or Q(), [part for part in parts if part != F(field)]


def rows_violating_uniqueness(noun, field, pairs):
    """Yield (rule, rows) of the rows of a noun that a rule lets only one of stand once `pairs` of keys are one."""
    groups = defaultdict(list)
    for old, new in pairs.items():
        groups[new].append(old)
    for name, condition, parts in unique_rules(noun, field):
        sides = {f"side_{number}": part for number, part in enumerate(parts)}
        for some in batches(groups.items(), 100):
            keys = [key for new, olds in some for key in (new, *olds)]
            rows = model_of(noun)._base_manager.filter(condition, **{f"{field}__in": keys}).annotate(**sides)
            same = rows.filter(**{side: OuterRef(side) for side in sides}).exclude(pk=OuterRef("pk"))
            together = defaultdict(list)
            for key, at, *values in rows.filter(Exists(same)).order_by("pk").values_list("pk", field, *sides):
                together[pairs.get(at, at), *values].append((key, at))
            for found in together.values():
                if len(found) > 1 and any(at in pairs for _, at in found):
                    # What stays comes first: what stood at the survivor, else what was entered first.
                    yield name, [key for key, at in sorted(found, key=lambda one: (one[1] in pairs, one[0]))]
