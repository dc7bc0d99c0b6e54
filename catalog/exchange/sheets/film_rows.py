"""A film as a row of a sheet, with what most spreadsheets of films have: its facts, who made it, where else it is named."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from catalog.exchange.sheets.cells import Cell, cell
from catalog.models import Credit, ExternalId, Film, FilmCompany
from catalog.models.companies import PRODUCTION
from catalog.models.credits import DIRECTOR
from catalog.site_address import absolute

# Codes of jobs.
WRITERS, COMPOSERS = ("screenplay", "writer", "story"), ("original-music-composer", "music")
# So many of the cast are named, in the order of their billing.
MOST_CAST = 20


def makers(*codes: str) -> Callable[[Any], list[str]]:
    return lambda film: [
        credit.person.name for credit in film.shown_credits if credit.person_id and credit.job.code in codes
    ]


def cast(film: Any) -> list[str]:
    return [credit.person.name for credit in film.shown_credits if credit.person_id and credit.is_cast][:MOST_CAST]


def producers(film: Any) -> list[str]:
    return [row.company.name for row in film.film_companies.all() if row.role_id == PRODUCTION]


def outside_id(scheme: str) -> Callable[[Any], list[str]]:
    return lambda film: [row.value for row in film.external_ids.all() if row.scheme_id == scheme]


# {label: what a cell shows of a film}
COLUMNS: dict[Any, Callable[[Any], Any]] = {
    "id": lambda film: film.pk,
    _("title"): lambda film: film.title,
    _("original title"): lambda film: film.original_title,
    _("language of the original title"): lambda film: film.original_title_language_id,
    _("year"): lambda film: film.year,
    _("date"): lambda film: film.release_date,
    _("running time in minutes"): lambda film: film.runtime_minutes,
    _("countries"): lambda film: [country.code for country in film.countries.all()],
    _("languages"): lambda film: [language.tag for language in film.languages.all()],
    _("genres"): lambda film: list(film.genres.all()),
    _("director"): makers(DIRECTOR),
    _("writer"): makers(*WRITERS),
    _("music"): makers(*COMPOSERS),
    _("cast"): cast,
    _("production company"): producers,
    "IMDb": outside_id("imdb"),
    "TMDB": outside_id("tmdb"),
    "Wikidata": outside_id("wikidata"),
    _("logline"): lambda film: film.logline,
    _("address"): lambda film: absolute(film.get_absolute_url()),
}


def lookups(path: str = "") -> list[Any]:
    """Return the lookups that fetch what the columns show, of films at the end of a path such as `film__`."""
    credits_in_order = Credit.objects.in_order().select_related("person", "job__department")
    return [
        Prefetch(f"{path}credits", credits_in_order, to_attr="shown_credits"),
        Prefetch(f"{path}film_companies", FilmCompany.objects.in_order()),
        Prefetch(f"{path}external_ids", ExternalId.objects.order_by("pk")),
        *(f"{path}{name}" for name in ("countries", "languages", "genres")),
    ]


def header() -> list[Cell]:
    return [str(label) for label in COLUMNS]


def film_cells(film: Film) -> list[Cell]:
    return [cell(value_of(film)) for value_of in COLUMNS.values()]
