"""How many published films the terms, companies, sources and decades of the indexes have.

To count is to read many films, so a count is kept in the cache until the catalogue changes: a request costs the same however
large the catalogue is.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Max, Model, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import get_language

from catalog.models import Film, FilmCompany, Revision, moments, showing_kinds
from catalog.models.base import on_published_film
from catalog.texts.sorting import sort_key

Counts = dict[Any, int]

# What no film and no revision tells of, such as the moment of a scheduled text, shows after this time.
MOST_SECONDS = 600
YEARS = 10


def state_of_catalogue() -> tuple[Any, ...]:
    """Return what differs once a film was changed, published or withdrawn, its moment came, or an editor saved anything."""
    newest_films = Film.objects.published().order_by("-published_from").values_list("published_from", flat=True)
    newest_revisions = Revision.objects.order_by("-pk").values_list("pk", flat=True)
    changed_at = Film.objects.aggregate(changed_at=Max("updated_at"))["changed_at"]
    return changed_at, newest_films.first(), newest_revisions.first()


def kept_counts(name: str, count: Callable[[], Any]) -> Any:
    """Return what `count` returned since the catalogue changed; call it where it was not called yet."""
    key = hashlib.sha256(repr((name, state_of_catalogue())).encode()).hexdigest()
    return cache.get_or_set(f"film-counts-{key}", count, MOST_SECONDS)


def count_films(*pairs: QuerySet[Any, Any]) -> Counts:
    """Return {key: number of its films} of queries of (key, film): one query, which counts a film once for a key."""
    rows = pairs[0].order_by().union(*(query.order_by() for query in pairs[1:])) if pairs[1:] else pairs[0].distinct()
    sql, parameters = rows.order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        # The queries are Django's own; values are parameters.
        count_sql = f"WITH pairs (entry, film) AS ({sql}) SELECT entry, COUNT(*) FROM pairs GROUP BY entry"  # noqa: S608
        cursor.execute(count_sql, parameters)
        return dict(cursor.fetchall())


def films_of_terms() -> dict[str, Counts]:
    """Return {noun: {key of a term that published films use: number of its films}}.

    A country counts the films of the states for which it answers; of a state, its own alone.
    """
    return kept_counts("terms", count_films_of_terms)


def terms_by_name(model: type[Model], noun: str) -> tuple[Counts, list[tuple[str, Any]]]:
    """Return what `films_of_terms` counts of a noun, and [(key of its name, primary key)] by the names in the page's language."""

    def count() -> tuple[Counts, list[tuple[str, Any]]]:
        counts = films_of_terms()[noun]
        return counts, sorted(
            (sort_key(str(row)), row.pk) for row in model._default_manager.filter(pk__in=list(counts))
        )

    return kept_counts(f"{noun} in {get_language()}", count)


def count_films_of_terms() -> dict[str, Counts]:
    links = {
        noun: getattr(Film, name).through.objects.filter(on_published_film()).order_by()
        for noun, name in (
            ("genre", "genres"),
            ("subject", "subjects"),
            ("country", "countries"),
            ("language", "languages"),
        )
    }
    counts = {noun: count_films(rows.values_list(noun, "film")) for noun, rows in links.items()}
    of_former_states = links["country"].filter(country__successor__isnull=False)
    counts["country"] = count_films(
        links["country"].values_list("country", "film"), of_former_states.values_list("country__successor", "film")
    )
    return counts


def films_of_companies(keys: Iterable[int]) -> Counts:
    """Return {company: number of the published films in which it has a role}."""
    keys = sorted(keys)
    if not keys:
        return {}
    rows = FilmCompany.objects.public().filter(company__in=keys)
    return kept_counts(f"companies {keys}", lambda: count_films(rows.values_list("company", "film")))


def films_of_sources(keys: Iterable[int]) -> Counts:
    """Return {source: number of the published films that show it}."""
    keys = sorted(keys)
    if not keys:
        return {}
    pairs = [
        moments.visible_rows(kind)
        .filter(moment__lte=timezone.now(), **{f"{kind.shows}__in": keys})
        .values_list(kind.shows, kind.path)
        for kind in showing_kinds.showing_kinds()
        if showing_kinds.shown_noun(kind) == moments.SOURCE
    ]
    return kept_counts(f"sources {keys}", lambda: count_films(*pairs))


def films_of_decades() -> Counts:
    """Return {first year of a decade: number of its films} for the decades of which a film is for sure.

    A film whose date spans several counts in each that it may be of.
    """
    return kept_counts("decades", count_films_of_decades)


def count_films_of_decades() -> Counts:
    films = Film.objects.published().order_by()
    counts: Counter[int] = Counter()
    for year, count in films.filter(year__isnull=False).values_list("year").annotate(Count("pk")):
        counts[year // YEARS * YEARS] += count
    years = ExtractYear("release_date_first"), ExtractYear("release_date_last")
    spans = films.filter(year__isnull=True, release_date__isnull=False).values_list(*years).annotate(Count("pk"))
    for first, last, _ in spans:
        if first // YEARS == last // YEARS:
            counts[first // YEARS * YEARS] += 0
    for first, last, count in spans:
        for decade in counts:
            if first < decade + YEARS and last >= decade:
                counts[decade] += count
    return dict(counts)
