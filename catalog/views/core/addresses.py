"""Addresses of the form `/films/<id>-<slug>/`: find their row, and redirect outdated ones."""

from functools import wraps
from http import HTTPStatus
from urllib.parse import quote, urlencode

from django.db import IntegrityError
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from catalog.editing.references import visible_survivor
from catalog.site_address import absolute


def row_of_address(rows):
    """Decorate a view that takes a row, so that it takes the id and the slug of its address; `rows()` are those to find.

    Redirect from a wrong or missing slug to the right one, and from a merged row to its survivor, if visitors see it.
    """

    def decorate(view):
        @wraps(view)
        def at_address(request, pk, slug=""):
            visible = rows()
            row = visible.filter(pk=pk).first()
            is_merged = row is None
            if is_merged and (row := visible_survivor(visible, int(pk))) is None:
                raise Http404
            # A form that is posted to an old slug is not redirected: its fields would be lost.
            if is_merged or ((pk, slug) != (str(row.pk), row.slug) and request.method in {"GET", "HEAD"}):
                return redirect_permanently(request, reverse(request.resolver_match.view_name, args=[row.pk, row.slug]))
            try:
                return view(request, row)
            except (visible.model.DoesNotExist, IntegrityError):
                # It was deleted or merged while the view ran.
                if rows().filter(pk=pk).exists():
                    raise
                return at_address(request, pk, slug)

        return at_address

    return decorate


def redirect_permanently(request, path):
    """Redirect to a path with the same query: by 301, or by 308 for a form, which the browser then sends again."""
    query = request.META.get("QUERY_STRING")
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    if request.method not in {"GET", "HEAD"}:
        response.status_code = HTTPStatus.PERMANENT_REDIRECT
    # A browser that stored it for good would go round in a circle once the old title came back, or a merge was undone.
    response["Cache-Control"] = "no-cache"
    return response


def canonical_address(request, query=None):
    """Return the address under which search engines are to know a page: its path, with the part of the query that counts."""
    address = absolute(quote(request.path))
    return f"{address}?{urlencode(query)}" if query else address
