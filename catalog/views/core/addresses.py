"""Addresses of the form `/films/<id>-<slug>/`, and what a request at one gets that cannot be answered as asked."""

from functools import wraps
from http import HTTPStatus

from django.db import IntegrityError
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from catalog.editing.references import survivors


def addressed(rows):
    """Give a view the row of its address, of those that `rows()` finds.

    A wrong or missing slug is sent to the right one, and what was merged to what it is part of, if visitors see that.
    """

    def decorate(view):
        @wraps(view)
        def at_address(request, pk, slug=""):
            there = rows()
            row = there.filter(pk=pk).first()
            merged = row is None
            if merged:
                row = found_merged(there, int(pk))
            # A form that is sent to an old slug is not sent on: that would lose what it says.
            if merged or ((pk, slug) != (str(row.pk), row.slug) and request.method in {"GET", "HEAD"}):
                return moved(request, reverse(request.resolver_match.view_name, args=[row.pk, row.slug]))
            try:
                return view(request, row)
            except (there.model.DoesNotExist, IntegrityError):
                # It was deleted or merged while the view was at it.
                if rows().filter(pk=pk).exists():
                    raise
                return at_address(request, pk, slug)

        return at_address

    return decorate


def found_merged(rows, key):
    """The one of some rows that what had a key was merged into."""
    into = survivors(rows.model._meta.model_name, [key]).get(key)
    row = into and rows.filter(pk=into).first()
    if not row:
        raise Http404
    return row


def moved(request, place):
    """301 to a place, with the query as it was; 308 for a form, which is then sent there as it is."""
    query = request.META.get("QUERY_STRING")
    response = HttpResponsePermanentRedirect(f"{place}?{query}" if query else place)
    if request.method not in {"GET", "HEAD"}:
        response.status_code = HTTPStatus.PERMANENT_REDIRECT
    # A browser that kept it for good would go round in a circle once the old title came back, or a merge was taken back.
    response["Cache-Control"] = "no-cache"
    return response


def refuse(request, status, detail):
    """A page that says what is wrong with a request and how to mend it."""
    return render(request, "error.html", {"status": HTTPStatus(status), "detail": detail}, status=status)
