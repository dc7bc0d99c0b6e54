"""The indexes: all companies, sources, genres, countries, decades and subjects that published films have, with their films counted."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog import film_counts
from catalog.dates.edtf import decade_in_words
from catalog.filters import CompanyFilter, SourceFilter
from catalog.models import Company, Country, Genre, Source, Subject
from catalog.views.core.caching import public
from catalog.views.core.letters import LetterFilter, letter_of, marked_letters
from catalog.views.core.listing import filtered_listing, listing

SIZE = 120


class CompanyListFilter(LetterFilter, CompanyFilter):
    pass


class SourceListFilter(LetterFilter, SourceFilter):
    pass


@require_safe
@public
def companies(request):
    """List the companies of published films, by name."""
    rows = Company.objects.listed().select_related("country")
    company_filter = CompanyListFilter(request.GET, rows)
    return filtered_listing(
        request, "catalog/company_list.html", company_filter, SIZE, prepare=count_films_of_companies
    )


def count_films_of_companies(company_rows):
    """Set on each company in how many published films it has a role."""
    counts = film_counts.films_of_companies(company.pk for company in company_rows)
    for company in company_rows:
        company.film_count = counts.get(company.pk, 0)


@require_safe
@public
def sources(request):
    """List the sources that published films rest on, by title."""
    source_filter = SourceListFilter(request.GET, Source.objects.listed())
    return filtered_listing(request, "catalog/source_list.html", source_filter, SIZE, prepare=count_films_of_sources)


def count_films_of_sources(source_rows):
    """Set on each source how many published films show it."""
    counts = film_counts.films_of_sources(source.pk for source in source_rows)
    for source in source_rows:
        source.film_count = counts.get(source.pk, 0)


class TermListFilter(LetterFilter):
    """The terms under a letter; `terms` are those of an index, as `film_counts.terms_by_name` returns them."""

    def __init__(self, data, model, terms):
        super().__init__(data, model.objects.all())
        self.terms = terms

    @property
    def qs(self):
        """The primary keys of the terms, in order."""
        letter = self.form.cleaned_data["letter"]
        return [pk for key, pk in self.terms if not letter or letter_of(key) == letter]

    def letters(self):
        return marked_letters({letter_of(key) for key, _ in self.terms})


def term_view(heading, model, parameter, column):
    """Return the view of the terms of a vocabulary that published films use, by their names in the page's language.

    The list of films takes the column's value in the parameter.
    """

    @require_safe
    @public
    def view(request):
        counts, terms = film_counts.terms_by_name(model, parameter)

        def read_rows(page_rows):
            """Put the terms in the place of their keys, each with its link and its count."""
            rows = model.objects.in_bulk(page_rows)
            page_rows[:] = [rows[pk] for pk in page_rows if pk in rows]
            for term in page_rows:
                term.query, term.film_count = f"{parameter}={getattr(term, column)}", counts[term.pk]

        context = {"heading": heading, "parameter": parameter, "prepare": read_rows}
        term_filter = TermListFilter(request.GET, model, terms)
        return filtered_listing(request, "catalog/term_index.html", term_filter, SIZE, **context)

    return view


genres = term_view(_("Genres"), Genre, "genre", "slug")
subjects = term_view(_("Subjects"), Subject, "subject", "slug")
countries = term_view(_("Countries"), Country, "country", "code")


@dataclass(frozen=True)
class Decade:
    """A decade by its first year, with the number of the films that may be of it."""

    year: int
    film_count: int

    def __str__(self):
        return decade_in_words(self.year)

    @property
    def query(self):
        return f"year_min={self.year}&year_max={self.year + film_counts.YEARS - 1}"


@require_safe
@public
def decades(request):
    """List the decades of published films, the latest first, with as many films as the list of films has for their years."""
    rows = [Decade(*row) for row in sorted(film_counts.films_of_decades().items(), reverse=True)]
    return listing(request, "catalog/term_index.html", rows, SIZE, heading=_("Decades"), parameter="decade")
