"""`public_from`: the earliest moment from which a published film shows a person, a company or a source.

The column holds what `public_moments` computes: NULL where no published film shows the row, a moment ahead where a film
will. Lists filter by it alone, so a moment that passes needs no job. `ROWS` of facts.py says which rows of a film show what.

People and companies show sources in turn: those that are cited for them, from the moment from which they are public themselves;
not those that are cited for names kept from the public.
So the moments of sources are computed last.

How it is kept right. Each door through which rows of films change stands in `kept_public()` of base.py: a save and a
deletion of a row, `update`, `delete` and `bulk_create` of querysets, a patch. It notes what the films show before, compares
with what they show after, and refreshes what differs. A draft shows nothing, so its saves cost two short queries and lock nothing.
Doors stand in each other; `refresh_once()` lets the outermost refresh once, before its transaction ends, in a number of
queries that does not grow with the rows. What is rolled back is not refreshed. After each test, the stored moments are compared
with the computed ones: tests/public_from.py.

Two transactions can each change one of two films that show a person. So a row is locked before its moment is computed: the
later one sees what the earlier one wrote. Locks are taken in the order that catalog/editing/locks.py describes: films, works,
then what they show, by noun and key.

Why not triggers of the database, which no path can forget: SQLite's run for each row, so that to merge a person with 5,000
credits would compute 5,000 moments of 5,000 credits; they lock people in the order of the rows, so that two publications that
share two people deadlock; and the rule would stand in two languages beside the one that says what visitors see.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, reduce
from itertools import chain, islice
from operator import or_
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, F, Min, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models.choices import State
from catalog.models.facts import ENTRIES, ROWS, RowKind
from catalog.models.written_queries import MOST_KEYS, PLACEHOLDERS, WrittenQuery, fetch_with_moments, write_union

# {key of a row that a film shows: the moment from which it does}
Moments = dict[Any, datetime]

PERSON, SOURCE = "person", "source"


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


@dataclass
class Pending:
    """What the running transaction may change: {kind of rows: {film: what these rows showed before}}, and {noun: keys}.

    `films` are those whose rows it changes, so that they may lack something else: see lacks.py.
    """

    rows: dict[ShowingKind, dict[int, Moments]] = field(default_factory=dict)
    keys: dict[str, set[Any]] = field(default_factory=dict)
    films: set[int] = field(default_factory=set)


# Of the running transaction; None outside of `refresh_once`.
PENDING: ContextVar[Pending | None] = ContextVar("PENDING", default=None)


class PublicFromField(models.DateTimeField):
    """A column that a save of its row leaves alone: the row in memory may be older than the moment in the table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"null": True, "editable": False} | kwargs))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        # Nothing shows a new row yet.
        return None if add else F(self.attname)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs


class ShownQuerySet(models.QuerySet[Any]):
    def published(self) -> "ShownQuerySet":
        """Rows that a published film shows now."""
        return self.filter(public_from__lte=timezone.now())


class Shown(models.Model):
    """What has no state of its own, and is public while a published film shows it."""

    public_from = PublicFromField(_("public from"))

    class Meta:
        abstract = True

    @property
    def is_shown(self) -> bool:
        """Whether a published film shows it now."""
        return self.public_from is not None and self.public_from <= timezone.now()


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


def visible_rows(kind: ShowingKind) -> models.QuerySet[Any]:
    """Return the rows of a kind that visitors see now or from a moment on, with that moment as `moment`."""
    prefixes = publication_prefixes(kind)
    rows = kind.model._base_manager.filter(**{f"{prefix}state": State.PUBLISHED for prefix in prefixes})
    moments = [F(f"{prefix}published_from") for prefix in prefixes]
    return rows.order_by().annotate(moment=Greatest(*moments) if len(moments) > 1 else moments[0])


def moments_of_films(kind: ShowingKind, films: Collection[int]) -> dict[int, Moments]:
    """Return {film: what its rows of a kind show}, of published films and those that will be."""
    moments: dict[int, Moments] = {film: {} for film in films}
    for batch in batches(films):
        for film, key, moment in fetch_with_moments(query_of_films(connection.vendor, kind, len(batch)), batch):
            if key is not None:
                moments[film][key] = min(moment, moments[film].get(key, moment))
    return moments


@cache
def query_of_films(vendor: str, kind: ShowingKind, number: int) -> WrittenQuery:
    """Write the query of (film, key, moment) of what rows of a kind show, for a number of films."""
    rows = visible_rows(kind).filter(**{f"{kind.path}__in": PLACEHOLDERS[:number]})
    return write_union([rows.values_list(kind.path, kind.shows, "moment")])


def keys_shown_by(film: models.Model, noun: str) -> models.QuerySet[Any]:
    """Query the keys of the rows of a noun that a film shows now."""
    rows = [
        visible_rows(kind).filter(moment__lte=timezone.now(), **{kind.path: film}).values(kind.shows)
        for kind in showing_kinds()
        if shown_noun(kind) == noun
    ]
    return rows[0].union(*rows[1:])


def rests_on(noun: str, row: models.Model) -> Q:
    """Return the condition that a film shows a row of a noun as soon as the film itself is published."""
    conditions = []
    for kind in showing_kinds():
        if shown_noun(kind) == noun:
            rows = kind.model._base_manager.filter(**{kind.path: OuterRef("pk"), kind.shows: row})
            for prefix in publication_prefixes(kind):
                if prefix != f"{kind.path}__":
                    rows = rows.filter(
                        **{f"{prefix}state": State.PUBLISHED, f"{prefix}published_from__lte": timezone.now()}
                    )
            conditions.append(Exists(rows))
    return reduce(or_, conditions)


def public_moments(noun: str, keys: Collection[Any] | None = None) -> Moments:
    """Compute {key: moment} from which films show rows of a noun: all of them, or those of some keys."""
    moments: Moments = {}
    if keys is None:
        rows: Iterable[tuple[Any, ...]] = chain.from_iterable(earliest_moments(noun, None))
    else:
        rows = fetch_with_moments(query_of_keys(connection.vendor, noun, len(keys)), keys)
    for key, moment in rows:
        moments[key] = min(moment, moments.get(key, moment))
    return moments


@cache
def query_of_keys(vendor: str, noun: str, number: int) -> WrittenQuery:
    """Write the query of `earliest_moments`, for a number of keys."""
    return write_union(earliest_moments(noun, PLACEHOLDERS[:number]))


def earliest_moments(noun: str, keys: Collection[Any] | None) -> Iterator[models.QuerySet[Any, Any]]:
    """Yield the queries of (key, moment) from which films show rows of a noun, and then of those that cite it."""
    for kind in showing_kinds():
        if shown_noun(kind) == noun:
            condition = {f"{kind.shows}__isnull": False} if keys is None else {f"{kind.shows}__in": keys}
            rows = visible_rows(kind).filter(**condition).values(kind.shows).annotate(earliest=Min("moment"))
            yield rows.values_list(kind.shows, "earliest")
    if noun == SOURCE:
        for citing_noun in citing_nouns():
            yield moments_of_cited_sources(citing_noun, keys)


def moments_of_cited_sources(noun: str, keys: Collection[Any] | None) -> models.QuerySet[Any, Any]:
    """Query (source, moment) from which people or companies show the sources that are cited for them."""
    citations = apps.get_model("catalog", "entrycitation")._base_manager.order_by()
    if keys is not None:
        citations = citations.filter(source__in=keys)
    if noun == PERSON:
        citations = citations.filter(of_public_names())
    rows = citations.filter(**{f"{noun}__public_from__isnull": False}).values("source")
    return rows.annotate(earliest=Min(f"{noun}__public_from")).values_list("source", "earliest")


def of_public_names() -> Q:
    """Return the condition that a citation of an entry tells nothing of names that are kept from the public.

    One for all names of a person may quote any of them: it is public where all are.
    """
    names = apps.get_model("catalog", "personname")._base_manager.filter(person=OuterRef("person"))
    are_public = Q(Exists(names.filter(public=True)), ~Exists(names.filter(public=False)))
    return Q(Q(person_name__isnull=True) | Q(person_name__public=True), ~Q(field="names") | are_public)


def sources_of_names(people: Iterable[Any]) -> set[Any]:
    """Return the keys of the sources that are cited for names of some people."""
    citations = apps.get_model("catalog", "entrycitation")._base_manager
    of_names = Q(field="names") | Q(person_name__isnull=False)
    sources: set[Any] = set()
    for batch in batches(set(people) - {None}):
        sources.update(citations.filter(of_names, person__in=batch).values_list("source", flat=True))
    return sources


def sources_cited_for(noun: str, keys: Iterable[Any]) -> set[Any]:
    """Return the keys of the sources that are cited for some people or companies."""
    citations = apps.get_model("catalog", "entrycitation")._base_manager
    sources: set[Any] = set()
    for batch in batches(keys):
        sources.update(citations.filter(**{f"{noun}__in": batch}).values_list("source", flat=True))
    return sources


def note_films(films: Iterable[int | None], kinds: Iterable[ShowingKind]) -> None:
    """Note what films show by some kinds of rows, before these are changed."""
    pending = PENDING.get()
    assert pending is not None, "note_films stands inside of refresh_once"
    films = set(films) - {None}
    for kind in kinds:
        before = pending.rows.setdefault(kind, {})
        if new_films := films - before.keys():
            before |= moments_of_films(kind, new_films)


def note_keys(noun: str, keys: Iterable[Any]) -> None:
    """Note rows of a noun that a change of something else than a film may show or hide."""
    pending = PENDING.get()
    assert pending is not None, "note_keys stands inside of refresh_once"
    pending.keys.setdefault(noun, set()).update(keys)


def note_changed_films(films: Iterable[Any]) -> None:
    """Note films of which rows are changed, by their keys as numbers or texts, so that they may lack something else."""
    pending = PENDING.get()
    assert pending is not None, "note_changed_films stands inside of refresh_once"
    pending.films.update(int(key) for key in films if key)


def refresh(pending: Pending) -> None:
    """Compute and store anew the moments of what films show since a moment other than before."""
    films_of_works = {film for kind, films in pending.rows.items() if kind.kind.noun == "filmwork" for film in films}
    if films_of_works:
        # A work's authors and sources may be changing in another transaction: wait for it, and see them.
        works = apps.get_model("catalog", "work")._base_manager.filter(film_works__film__in=films_of_works)
        list(works.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))
    keys = defaultdict(set, {noun: set(noun_keys) for noun, noun_keys in pending.keys.items()})
    for kind, before in pending.rows.items():
        after = moments_of_films(kind, before)
        for film in before:
            keys[shown_noun(kind)] |= {key for key, _ in before[film].items() ^ after[film].items()}
    for noun in shown_nouns():
        changed_keys = refresh_rows(noun, keys[noun])
        if noun in citing_nouns():
            keys[SOURCE] |= sources_cited_for(noun, changed_keys)


def refresh_rows(noun: str, keys: Iterable[Any]) -> list[Any]:
    """Lock rows of a noun in the order of their keys, and store the moments computed for them; return the keys that changed."""
    changed_keys: list[Any] = []
    model = apps.get_model("catalog", noun)
    for batch in batches(sorted(keys)):
        locked_rows = model._base_manager.filter(pk__in=batch).order_by("pk").select_for_update(no_key=True)
        rows = list(locked_rows.only("public_from"))
        moments = public_moments(noun, batch)
        changed_rows = [row for row in rows if row.public_from != moments.get(row.pk)]
        for row in changed_rows:
            row.public_from = moments.get(row.pk)
        model._base_manager.bulk_update(changed_rows, ["public_from"])
        changed_keys += [row.pk for row in changed_rows]
    return changed_keys


def batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """Split keys into lists that one query can take."""
    keys = iter(keys)
    while batch := list(islice(keys, MOST_KEYS)):
        yield batch
