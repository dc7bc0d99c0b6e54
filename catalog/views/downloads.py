"""A film and a list as files: JSON, JSON-LD of schema.org, and a sheet. A film as JSON is an address of the API."""

import json

from django.db.models import Prefetch
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.exchange.public_files import ask_public
from catalog.exchange.sheets import film_rows
from catalog.exchange.sheets.cells import cell
from catalog.exchange.sheets.writing import CSV_TYPE, csv_pieces
from catalog.exchange.statements import JSON_LD_TYPE, without_empty_parts
from catalog.models import CuratedList, Film, ListEntry, RatingSummary
from catalog.models.facts import MANY_TO_MANY_FIELDS
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import public
from catalog.views.curated_lists import pictures, statements_of
from catalog.views.film import prefetch as parts
from catalog.views.film.footnotes import Footnotes
from catalog.views.film.structured import movie
from catalog.views.film.tellings import logline

CHUNK = 100


def json_ld_response(statements):
    text = json.dumps(without_empty_parts(statements), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type=JSON_LD_TYPE)


def sheet_response(row, header, rows):
    """Stream a sheet, to be saved under the name of the address of a row."""
    response = StreamingHttpResponse(csv_pieces(header, rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{row._meta.model_name}-{row.pk}.csv"'
    return response


@require_safe
@public
@row_of_address(parts.films)
def film_json_ld(request, film):
    fields = (parts.countries(), *MANY_TO_MANY_FIELDS, parts.subject_ids())
    parts.fetch(film, *fields, *parts.rows(), parts.posters())
    shown_logline = logline(film, film.synopses.all())
    return json_ld_response(movie(film, RatingSummary.objects.of(film), Footnotes(film).sources, shown_logline))


@require_safe
@public
@row_of_address(lambda: Film.objects.published())
def film_csv(request, film):
    parts.fetch(film, *film_rows.lookups())
    return sheet_response(film, film_rows.header(), [film_rows.film_cells(film)])


def entries_of(curated_list):
    return ListEntry.objects.public().filter(curated_list=curated_list).order_by("position", "id")


@require_safe
@public
@row_of_address(lambda: CuratedList.objects.published())
def list_json(request, curated_list):
    """Answer a list with all of its films, as the API tells both."""
    address = f"/api/v1/lists/{curated_list.pk}/"
    answer, entries, page = ask_public(request, address), [], f"{address}entries/?limit=100"
    while page:
        response = ask_public(request, page)
        if response.status_code != answer.status_code:
            return response
        entries += response.data["results"]
        page = response.data["next"]
    return answer if answer.status_code != 200 else JsonResponse({**answer.data, "entries": entries})


@require_safe
@public
@row_of_address(lambda: CuratedList.objects.published().prefetch_related(pictures()))
def list_json_ld(request, curated_list):
    entries = list(entries_of(curated_list).prefetch_related(Prefetch("film", Film.objects.only("title"))))
    picture = next(iter(curated_list.pictures), None)
    return json_ld_response(statements_of(curated_list, enumerate(entries, 1), len(entries), picture))


@require_safe
@public
@row_of_address(lambda: CuratedList.objects.published())
def list_csv(request, curated_list):
    """Stream the films of a list, each with its place, its note and what a sheet of films has."""
    entries = entries_of(curated_list).prefetch_related("film", *film_rows.lookups("film__")).iterator(CHUNK)
    rows = ([number, cell(entry.note), *film_rows.film_cells(entry.film)] for number, entry in enumerate(entries, 1))
    return sheet_response(curated_list, [_("position"), _("note"), *film_rows.header()], rows)
