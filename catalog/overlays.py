"""Pages that show a film with its working copy: read while the tables show it, drawn when they no longer do.

While they show it, nobody else can write on SQLite, and no other editor can save the film on PostgreSQL. To read a page takes
little of the time that it takes to draw it.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse


class ReadTooLateError(RuntimeError):
    """A page that is drawn asked for rows that its view should have fetched."""


def fetch_context(response: HttpResponseBase) -> None:
    """Fetch all querysets in the context of a page that is not drawn yet."""
    if isinstance(response, SimpleTemplateResponse):
        for value in (response.context_data or {}).values():
            # Not `isinstance`, which computes what is left lazy for the drawing.
            if issubclass(type(value), QuerySet):
                len(value)


def draw_page(response: HttpResponseBase) -> HttpResponseBase:
    """Draw a page; raise ReadTooLateError where that reads the catalogue, which no longer shows what the page is about."""
    if isinstance(response, SimpleTemplateResponse):
        with connection.execute_wrapper(refuse_catalogue):
            response.render()
    return response


def refuse_catalogue(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a query unless it is about a table of the catalogue."""
    if '"catalog_' in sql:
        raise ReadTooLateError(f"Fetch this before the page is drawn, as its view fetches the rest: {sql[:500]}")
    return execute(sql, params, many, context)
