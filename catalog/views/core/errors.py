"""The page that answers a failed request."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def error_page(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """Render what is wrong with a request and how to mend it."""
    return render(request, "error.html", {"status": HTTPStatus(status), "detail": detail}, status=status)
