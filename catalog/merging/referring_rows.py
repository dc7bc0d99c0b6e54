"""Find the rows that refer to rows of a noun. The relations are read from the models, so that none is forgotten."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.db.models import Exists, F, ForeignObjectRel, ManyToManyField, OuterRef, Q, UniqueConstraint

from catalog.editing.documents import MOST_PARAMETERS, PARTS, Root, model_of, noun_of, through_model

Value = TypeVar("Value")

# Nouns whose rows are not carried along by a merge: a rating summary and what a film lacks are counted again, a link to the
# preview of a film that goes ends with it, and a film with a working copy is not merged at all.
RATING_SUMMARY, PREVIEW_LINK, WORKING_COPY = "ratingsummary", "previewlink", "workingcopy"
FILM_LACK = "filmlack"


class Reference(NamedTuple):
    """A field by which the rows of a noun refer to rows of another noun; `is_many` where it is a many-to-many field."""

    noun: str
    field: str
    is_many: bool


class UniqueRule(NamedTuple):
    """A rule that allows one row for each value of a field and of `other_parts`, among rows that meet `condition`."""

    name: str
    condition: Q
    other_parts: list[Any]


@cache
def references_to(noun: str) -> list[Reference]:
    """Return all fields of the models that refer to a noun."""
    references = []
    for relation in model_of(noun)._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        field: Any = relation.field
        is_many = isinstance(field, ManyToManyField)
        is_linked_automatically = is_many and through_model(field)._meta.auto_created
        if field.model._meta.auto_created or (is_many and not is_linked_automatically):
            # A through model of its own has foreign keys, and these are references; an automatic one is left out.
            continue
        references.append(Reference(noun_of(field.model), field.name, is_many))
    return references


def batches(values: Iterable[Value], size: int = MOST_PARAMETERS) -> Iterator[list[Value]]:
    """Split values into lists that one query can take."""
    values = iter(values)
    while batch := list(islice(values, size)):
        yield batch


def referring_rows(reference: Reference, keys: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield (key of the row, key to which it refers) of the rows that refer to one of some keys."""
    for batch in batches(keys):
        rows = model_of(reference.noun)._base_manager.filter(**{f"{reference.field}__in": batch})
        yield from rows.order_by("pk").values_list("pk", reference.field)


def existing_keys(noun: str, keys: Collection[Any]) -> set[Any]:
    """Return those of some keys whose rows exist."""
    rows = model_of(noun)._base_manager
    return {key for batch in batches(keys) for key in rows.filter(pk__in=batch).values_list("pk", flat=True)}


def roots_of_rows(noun: str, keys: Collection[Any]) -> dict[Root, set[Any]]:
    """Return {root: keys of its rows} of the documents to which some rows of a noun belong."""
    roots = defaultdict(set)
    for root_noun, parts in PARTS.items():
        if noun in parts:
            for batch in batches(keys):
                rows = model_of(noun)._base_manager.filter(pk__in=batch).values_list("pk", f"{parts[noun]}_id")
                for key, owner in rows:
                    if owner:
                        roots[Root(root_noun, owner)].add(key)
    return roots


def films_referring_to(noun: str, keys: Collection[Any]) -> set[int]:
    """Return the keys of the films whose rows refer to one of some rows."""
    return owners_referring_to("film", noun, keys)


def lists_referring_to(noun: str, keys: Collection[Any]) -> set[int]:
    """Return the keys of the lists whose entries or pictures refer to one of some rows."""
    return owners_referring_to("curatedlist", noun, keys)


def owners_referring_to(owner_noun: str, noun: str, keys: Collection[Any]) -> set[int]:
    """Return the keys of the rows of `owner_noun` in whose documents rows refer to one of some rows of a noun."""
    owners: set[Any] = set()
    for reference in references_to(noun):
        path = PARTS[owner_noun].get(reference.noun)
        if path and reference.noun not in (RATING_SUMMARY, PREVIEW_LINK):
            rows = model_of(reference.noun)._base_manager.filter(**{f"{reference.field}__in": keys})
            owners.update(rows.values_list(f"{path}_id", flat=True))
    return owners - {None}


def unique_rules(reference: Reference) -> Iterator[UniqueRule]:
    """Yield the rules that allow a noun one row for each value of a column."""
    model = model_of(reference.noun)
    if getattr(model._meta.get_field(reference.field), "unique", False):
        yield UniqueRule(f"{reference.noun}_{reference.field}", Q(), [])
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint):
            parts: list[Any] = [F(name) for name in rule.fields] or list(rule.expressions)
            if F(reference.field) in parts:
                other_parts = [part for part in parts if part != F(reference.field)]
                yield UniqueRule(rule.name, rule.condition or Q(), other_parts)


def rows_violating_uniqueness(reference: Reference, replacements: Mapping[Any, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield (name of a rule, keys of rows) of rows of which the rule allows only one after a replacement of keys.

    `replacements` is {key: key that takes its place} in the referring column. The row that stays comes first: one that
    referred to the new key already, else the one that was entered first.
    """
    replaced_keys = defaultdict(list)
    for key, new_key in replacements.items():
        replaced_keys[new_key].append(key)
    for rule in unique_rules(reference):
        annotations = {f"part_{number}": part for number, part in enumerate(rule.other_parts)}
        for batch in batches(replaced_keys.items(), 100):
            referenced_keys = [key for new_key, keys in batch for key in (new_key, *keys)]
            rows = model_of(reference.noun)._base_manager.filter(
                rule.condition, **{f"{reference.field}__in": referenced_keys}
            )
            rows = rows.annotate(**annotations)
            similar = rows.filter(**{part: OuterRef(part) for part in annotations}).exclude(pk=OuterRef("pk"))
            rows = rows.filter(Exists(similar)).order_by("pk")
            groups = defaultdict(list)
            for key, target_key, *values in rows.values_list("pk", reference.field, *annotations):
                groups[replacements.get(target_key, target_key), *values].append((target_key in replacements, key))
            for group in groups.values():
                if len(group) > 1 and any(is_replaced for is_replaced, _ in group):
                    yield rule.name, [key for _, key in sorted(group)]
