"""How well the catalogue is referenced: count the facts with a source, without, with one copied voice alone, with a dead link.

A fact is a filled field or a row of the table of facts that should have a source, whatever the state of its film; changes
that wait in working copies don't count. A **voice** is a source with all that is copied from it, directly or by another
copy: where all sources of a fact are one voice, and one of them is a copy, nobody else bears it out. A fact has a **dead
link** where the address of one of its sources is dead.

To count is to read the whole catalogue, batch by batch: `manage.py count_references` does it, and the desk shows what it counted.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from catalog.models import Citation, EntryCitation, Film, ReferenceCount, ReferenceTotal, Source, Version
from catalog.models.facts import CITED_ROWS, ENTRIES, FIELDS, VERSION_FIELDS

FILM, VERSION = "film", "version"
# So many films, people, companies or works are read at once.
BATCH = 200
EMPTY: tuple[Any, ...] = (None, "", [])
# The kinds of facts: fields of films, their rows, fields of the other nouns.
KINDS = (FILM, *(row.noun for row in CITED_ROWS.values()), *ENTRIES)
NOUNS = (FILM, *ENTRIES)


class Fact(NamedTuple):
    """A fact of an entry: its kind, the key of the entry, the keys of its sources."""

    kind: str
    key: int
    sources: Collection[int]


class SourceStates:
    """Which sources are copies, of which voice each is, and which have a dead address."""

    def __init__(self) -> None:
        self.originals: dict[int, int] = dict(
            Source.objects.filter(copied_from__isnull=False).order_by().values_list("pk", "copied_from")
        )
        self.dead_sources = set(Source.objects.filter(dead_since__isnull=False).order_by().values_list("pk", flat=True))

    def voice_of(self, source: int) -> int:
        """Return the source at the end of the chain of copies."""
        passed = set()
        while source in self.originals and source not in passed:
            passed.add(source)
            source = self.originals[source]
        return source

    def count(self, numbers: dict[str, int], sources: Collection[int]) -> None:
        """Add a fact with these sources to some numbers."""
        numbers["facts"] += 1
        numbers["uncited"] += not sources
        numbers["copied"] += len({*map(self.voice_of, sources)}) == 1 and not self.originals.keys().isdisjoint(sources)
        numbers["dead"] += not self.dead_sources.isdisjoint(sources)


def count_references(progress: Callable[[str, int], None] = lambda noun, entries: None) -> list[ReferenceTotal]:
    """Count the facts of the whole catalogue, store what was counted for each entry and each kind, and return the totals.

    `progress(noun, entries)` is called after each batch.
    """
    start, states = timezone.now(), SourceStates()
    totals: dict[str, dict[str, int]] = {kind: defaultdict(int) for kind in KINDS}
    for noun in NOUNS:
        entries = 0
        for keys in batches_of_keys(noun):
            numbers: dict[int, dict[str, int]] = {key: defaultdict(int) for key in keys}
            for fact in facts_of_films(keys) if noun == FILM else facts_of_entries(noun, keys):
                states.count(totals[fact.kind], fact.sources)
                states.count(numbers[fact.key], fact.sources)
            store_counts(noun, numbers, start)
            entries += len(keys)
            progress(noun, entries)
        ReferenceCount.objects.filter(noun=noun, counted_at__lt=start).delete()
    rows = [ReferenceTotal(kind=kind, counted_at=start, **numbers) for kind, numbers in totals.items()]
    with transaction.atomic():
        ReferenceTotal.objects.all().delete()
        ReferenceTotal.objects.bulk_create(rows)
    return rows


def batches_of_keys(noun: str) -> Iterator[list[int]]:
    keys = apps.get_model("catalog", noun)._base_manager.order_by("pk").values_list("pk", flat=True)
    last = 0
    while batch := list(keys.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1]


def store_counts(noun: str, numbers: Mapping[int, Mapping[str, int]], moment: Any) -> None:
    """Store what was counted for some entries, instead of what was counted before."""
    rows = [ReferenceCount(noun=noun, key=key, counted_at=moment, **values) for key, values in numbers.items()]
    with transaction.atomic():
        ReferenceCount.objects.filter(noun=noun, key__in=list(numbers)).delete()
        ReferenceCount.objects.bulk_create(rows)


def facts_of_films(films: list[int]) -> Iterator[Fact]:
    """Yield the facts of some films: of their own fields, of their versions' fields, and of their rows."""
    yield from field_facts_of_films(films)
    yield from facts_of_versions(films)
    for citation_key, kind in CITED_ROWS.items():
        if citation_key == VERSION:
            continue
        sources = sources_by(
            Citation.objects.filter(film__in=films, **{f"{citation_key}__isnull": False}), citation_key
        )
        rows = kind.model._base_manager.filter(**{f"{kind.path}__in": films}).order_by()
        for key, film in rows.values_list("pk", kind.path):
            yield Fact(kind.noun, film, sources[key,])


def field_facts_of_films(films: list[int]) -> Iterator[Fact]:
    citations = Citation.objects.filter(film__in=films, version__isnull=True).exclude(field="")
    sources = sources_by(citations, "film", "field")
    for field in FIELDS.values():
        if field.takes_citations and field.needs_source:
            for film in filled_keys(Film, field.name, films):
                yield Fact(FILM, film, sources[film, field.name])


def facts_of_versions(films: list[int]) -> Iterator[Fact]:
    """Yield the facts of versions: a source of a whole version is one of each of its fields."""
    film_of = dict(Version.objects.filter(film__in=films).order_by().values_list("pk", "film"))
    versions = list(film_of)
    sources = sources_by(Citation.objects.filter(film__in=films, version__isnull=False), "version", "field")
    for name in VERSION_FIELDS:
        for version in filled_keys(Version, name, versions):
            yield Fact(VERSION, film_of[version], sources[version, name] | sources[version, ""])


def facts_of_entries(noun: str, keys: list[int]) -> Iterator[Fact]:
    """Yield the facts of some people, companies or works: a source of all names is one of each of them."""
    model = apps.get_model("catalog", noun)
    citations = EntryCitation.objects.filter(**{f"{noun}__in": keys})
    sources = sources_by(citations.exclude(field=""), noun, "field")
    for field in ENTRIES[noun].values():
        if field.row_citation:
            row_sources = sources_by(citations.filter(field=""), field.row_citation)
            rows = field.model_field.related_model._base_manager.filter(**{f"{noun}__in": keys}).order_by()
            for row, key in rows.values_list("pk", noun):
                yield Fact(noun, key, row_sources[row,] | sources[key, field.name])
        elif field.needs_source:
            for key in filled_keys(model, field.name, keys):
                yield Fact(noun, key, sources[key, field.name])


def sources_by(citations: Any, *names: str) -> Mapping[tuple[Any, ...], set[int]]:
    """Return {values of some columns: keys of the sources} of citations; no source for all other values."""
    sources: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for source, *values in citations.order_by().values_list("source", *names):
        sources[tuple(values)].add(source)
    return sources


def filled_keys(model: Any, name: str, keys: Iterable[int]) -> list[int]:
    """Return those of some rows that have a value in a field, or a row in one of several."""
    keys_with_value: dict[int, None] = {}
    keys = iter(keys)
    while batch := list(islice(keys, BATCH)):
        rows = model._base_manager.filter(pk__in=batch).order_by().values_list("pk", name)
        keys_with_value |= dict.fromkeys(key for key, value in rows if value not in EMPTY)
    return list(keys_with_value)
