"""The indexes: all companies, sources, genres, countries, decades and subjects that published films have, with their films counted."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.filters import CompanyFilter, SourceFilter
from catalog.models import Company, Country, Film, FilmCompany, Genre, Source, Subject, showing
from catalog.models.base import on_published_film
from catalog.views.core.caching import public
from catalog.views.core.letters import LetterFilter
from catalog.views.core.listing import filtered_listing, listing

SIZE = 120
YEARS = 10


class CompanyListFilter(LetterFilter, CompanyFilter):
    pass


class SourceListFilter(LetterFilter, SourceFilter):
    pass


def count_of_films(rows):
    """Return the count of the films of rows that each belong to a film and refer to the outer row."""
    return Subquery(rows.order_by().values(one=Value(1)).annotate(films=Count("film", distinct=True)).values("films"))


@require_safe
@public
def companies(request):
    """List the companies of published films, by name."""
    rows = Company.objects.listed().select_related("country")
    roles = FilmCompany.objects.public().filter(company=OuterRef("pk"))
    rows = rows.annotate(film_count=count_of_films(roles))
    return filtered_listing(request, "catalog/company_list.html", CompanyListFilter(request.GET, rows), SIZE)


@require_safe
@public
def sources(request):
    """List the sources that published films rest on, by title."""
    source_filter = SourceListFilter(request.GET, Source.objects.listed())
    return filtered_listing(request, "catalog/source_list.html", source_filter, SIZE, prepare=count_films_of_sources)


def count_films_of_sources(source_rows):
    """Set on each source how many published films show it."""
    keys = [source.pk for source in source_rows]
    pairs = [
        showing.visible_rows(kind)
        .filter(moment__lte=timezone.now(), **{f"{kind.shows}__in": keys})
        .values_list(kind.shows, kind.path)
        for kind in showing.showing_kinds()
        if showing.shown_noun(kind) == showing.SOURCE
    ]
    counts = Counter(source for source, _ in pairs[0].union(*pairs[1:]).order_by())
    for source in source_rows:
        source.film_count = counts[source.pk]


def term_view(heading, model, links, parameter, column):
    """Return the view of the terms of a vocabulary that published films use; `links` queries what ties films to the outer term.

    The list of films takes the value of the column in the parameter.
    """

    @require_safe
    @public
    def view(request):
        rows = model.objects.filter(Exists(links())).annotate(
            film_count=count_of_films(links()), query=Concat(Value(f"{parameter}="), column, output_field=CharField())
        )
        context = {"heading": heading, "parameter": parameter}
        return filtered_listing(request, "catalog/term_index.html", LetterFilter(request.GET, rows), SIZE, **context)

    return view


def links_of(field, **conditions):
    """Return the function that queries the rows by which published films have the outer term."""
    return lambda: field.through.objects.filter(on_published_film(), **conditions)


def links_of_country():
    """Query what ties published films to a country, or to a state for which it answers; of a state, to it alone."""
    country = Q(country=OuterRef("pk")) | Q(country__successor=OuterRef("pk"))
    return Film.countries.through.objects.filter(country, on_published_film())


genres = term_view("Genres", Genre, links_of(Film.genres, genre=OuterRef("pk")), "genre", "slug")
subjects = term_view("Subjects", Subject, links_of(Film.subjects, subject=OuterRef("pk")), "subject", "slug")
countries = term_view("Countries", Country, links_of_country, "country", "code")


@dataclass(frozen=True)
class Decade:
    """A decade by its first year, with the number of the films that may be of it."""

    year: int
    film_count: int

    def __str__(self):
        return f"{self.year}s"

    @property
    def query(self):
        return f"year_min={self.year}&year_max={self.year + YEARS - 1}"


@require_safe
@public
def decades(request):
    """List the decades of published films, the latest first, with as many films as the list of films has for their years."""
    return listing(request, "catalog/term_index.html", film_decades(), SIZE, heading="Decades", parameter="decade")


def film_decades():
    """Return the decades of which a film is for sure; a film whose date spans several counts in each that it may be of."""
    films = Film.objects.published().order_by()
    counts = Counter()
    for year, count in films.filter(year__isnull=False).values_list("year").annotate(Count("pk")):
        counts[year // YEARS * YEARS] += count
    spans = list(
        films.filter(year__isnull=True, release_date__isnull=False).values_list(
            "release_date_first", "release_date_last"
        )
    )
    for first, last in spans:
        if first.year // YEARS == last.year // YEARS:
            counts[first.year // YEARS * YEARS] += 0
    for first, last in spans:
        for decade in counts:
            counts[decade] += first.year < decade + YEARS and last.year >= decade
    return [Decade(year, counts[year]) for year in sorted(counts, reverse=True)]
