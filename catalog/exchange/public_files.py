"""A film or a list as a file: what the public pages and the API answer, also for what is not published yet."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import resolve, reverse

from catalog.editing.working_copies import overlay_working_copy

# All that the API adds to a film.
FILM_PARTS = "credits,releases,synopses,articles,images,questions,citations,titles,awards,events,versions,relations"
# {noun: {kind of file: address of a row}}
ADDRESSES: dict[str, dict[str, Callable[[Any], str]]] = {
    "film": {
        "json": lambda film: api_address(film, spoiler_max=3),
        "jsonld": lambda film: reverse("film_json_ld", args=[film.pk, film.slug]),
        "csv": lambda film: reverse("film_csv", args=[film.pk, film.slug]),
    },
    "curatedlist": {
        "json": lambda row: reverse("list_json", args=[row.pk, row.slug]),
        "jsonld": lambda row: reverse("list_json_ld", args=[row.pk, row.slug]),
        "csv": lambda row: reverse("list_csv", args=[row.pk, row.slug]),
    },
}


def api_address(film: Any, spoiler_max: int | None = None) -> str:
    """Return the address of a film with all its parts in the API."""
    address = f"/api/v1/films/{film.pk}/?include={FILM_PARTS}"
    return address if spoiler_max is None else f"{address}&spoiler_max={spoiler_max}"


def ask_public(request: HttpRequest, address: str) -> Any:
    """Return what an anonymous visitor is answered at an address of this site, not rendered yet."""
    parts = urlsplit(address)
    public = HttpRequest()
    public.method, public.path, public.path_info = "GET", parts.path, parts.path
    public.META = {name: value for name, value in request.META.items() if not name.startswith(("HTTP_IF_", "CONTENT_"))}
    public.META["QUERY_STRING"] = parts.query
    public.GET, public.user = QueryDict(parts.query), AnonymousUser()
    match = public.resolver_match = resolve(parts.path)
    return match.func(public, *match.args, **match.kwargs)


def file_of_row(request: HttpRequest, row: Any, kind: str) -> tuple[bytes, str]:
    """Return the content and the type of a row's file as visitors will see it: published, with its working copy."""
    with overlay_working_copy(row, as_published=True):
        shown_row = type(row)._default_manager.get(pk=row.pk)
        response = ask_public(request, ADDRESSES[row._meta.model_name][kind](shown_row))
        if hasattr(response, "render"):
            response.render()
        return content_of(response), response["Content-Type"]


def content_of(response: HttpResponseBase) -> bytes:
    return b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
