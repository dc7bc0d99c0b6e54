"""By which rows a film shows people, companies and sources: what showing.py and moments.py go by. `ROWS` of facts.py says it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from catalog.models.facts import ENTRIES, ROWS, RowKind


@dataclass(frozen=True)
class ShowingKind:
    """A kind of rows of films, and the path from these rows to people, companies or sources that they show."""

    kind: RowKind
    shows: str

    @property
    def model(self) -> type[models.Model]:
        return self.kind.model

    @property
    def path(self) -> str:
        """The path from the row to its film."""
        return self.kind.path


@cache
def shown_nouns() -> tuple[str, ...]:
    """Return the nouns that have a `public_from`, in the order in which their rows are locked."""
    # Sources come last, since people and companies show sources.
    return tuple(sorted({shown_noun(kind) for kind in showing_kinds()}))


@cache
def showing_kinds() -> tuple[ShowingKind, ...]:
    """Return the kinds of rows by which a film shows people, companies and sources."""
    return tuple(ShowingKind(kind, path) for kind in ROWS.values() for path in kind.shows)


@cache
def citing_nouns() -> tuple[str, ...]:
    """Return the nouns with a `public_from` that show the sources cited for them."""
    return tuple(noun for noun in shown_nouns() if noun in ENTRIES)


@cache
def shown_noun(kind: ShowingKind) -> str:
    """Return the noun of what rows of a kind show."""
    return str(related_models(kind.model, kind.shows)[-1]._meta.model_name)


def related_models(model: type[models.Model], path: str) -> list[type[models.Model]]:
    """Return the models along a path of relations, beginning with the one that it starts from."""
    chain = [model]
    for step in path.split("__"):
        chain.append(chain[-1]._meta.get_field(step).related_model)  # type: ignore[arg-type]
    return chain


@cache
def publication_prefixes(kind: ShowingKind) -> tuple[str, ...]:
    """Return the lookups of all that must be published before visitors see a row: of the row itself, its question, its film."""
    steps = kind.path.split("__")
    prefixes = ["".join(f"{step}__" for step in steps[:count]) for count in range(len(steps) + 1)]
    chain = related_models(kind.model, kind.path)
    return tuple(prefix for prefix, model in zip(prefixes, chain, strict=True) if is_publishable(model))


def is_publishable(model: type[models.Model]) -> bool:
    return "published_from" in {field.name for field in model._meta.concrete_fields}


@cache
def kinds_changed_with(model: type[models.Model], *, deleting: bool = False) -> tuple[ShowingKind, ...]:
    """Return the kinds of rows that a write of a model's row can change: its own, or those that show only through it."""
    cascading = {
        relation.related_model
        for relation in model._meta.related_objects
        if deleting and relation.on_delete is models.CASCADE
    }
    return tuple(
        kind for kind in showing_kinds() if model in related_models(kind.model, kind.path) or kind.model in cascading
    )


def path_to_film(model: type[models.Model]) -> str:
    """Return the path from a row of a film to its film; "pk" from a film."""
    noun = str(model._meta.model_name)
    return ROWS[noun].path if noun in ROWS else "pk"


@cache
def fields_that_show(model: type[models.Model]) -> frozenset[str]:
    """Return the fields of a film, or of its rows, that decide what it shows and from when."""
    paths = [path_to_film(model), *(kind.shows for kind in showing_kinds() if kind.model is model)]
    return frozenset({"state", "published_from"} | {path.split("__")[0] for path in paths})


def owner_key(model: type[models.Model], fields: Mapping[str, Any]) -> Any:
    """Return the key of what a row belongs to, its film or its question, from fields in memory; None where they name none."""
    step = path_to_film(model).split("__")[0]
    owner = fields.get(step, fields.get(f"{step}_id"))
    return getattr(owner, "pk", owner)


def films_of_owners(model: type[models.Model], keys: Iterable[Any]) -> set[int]:
    """Return the films of what rows of a model belong to."""
    step, _, further_path = path_to_film(model).partition("__")
    films = set(keys) - {None}
    if not further_path:
        return films
    owners = model._meta.get_field(step).related_model
    return set(owners._base_manager.filter(pk__in=films).values_list(further_path, flat=True))


def films_of_row(row: models.Model) -> set[int]:
    """Return the film of a row as it is in memory, and the one that it has in the table."""
    films = films_of_owners(type(row), [owner_key(type(row), vars(row))])
    if not row._state.adding:
        films |= set(type(row)._base_manager.filter(pk=row.pk).values_list(path_to_film(type(row)), flat=True))
    return films - {None}
