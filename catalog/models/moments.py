"""The moments from which published films show people, companies and sources, as the database computes them: see showing.py."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import cache, reduce
from itertools import chain
from operator import or_
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, F, Min, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from catalog.models.choices import State
from catalog.models.showing_kinds import ShowingKind, citing_nouns, publication_prefixes, showing_kinds, shown_noun
from catalog.models.written_queries import PLACEHOLDERS, WrittenQuery, batches, fetch_with_moments, write_union

# {key of a row that a film shows: the moment from which it does}
Moments = dict[Any, datetime]

PERSON, SOURCE = "person", "source"


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
