"""Addresses of the form `/films/<id>-<slug>/`, and what a request at one gets that cannot be answered as asked."""

from functools import wraps
from http import HTTPStatus

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse


def addressed(rows):
    """Give a view the row of its address, of those that `rows()` finds; send a wrong or missing slug to the right one."""

    def decorate(view):
        @wraps(view)
        def at_address(request, pk, slug=""):
            row = get_object_or_404(rows(), pk=pk)
            # A form that is sent to an old slug is not sent on: that would lose what it says.
            if (pk, slug) != (str(row.pk), row.slug) and request.method in {"GET", "HEAD"}:
                return moved(request, reverse(request.resolver_match.view_name, args=[row.pk, row.slug]))
            return view(request, row)

        return at_address

    return decorate


def moved(request, place):
    """301 to a place, with the query as it was."""
    query = request.META.get("QUERY_STRING")
    response = HttpResponsePermanentRedirect(f"{place}?{query}" if query else place)
    # A browser that kept it for good would go round in a circle once the old title came back.
    response["Cache-Control"] = "no-cache"
    return response


def refuse(request, status, detail):
    """A page that says what is wrong with a request and how to mend it."""
    return render(request, "error.html", {"status": HTTPStatus(status), "detail": detail}, status=status)
