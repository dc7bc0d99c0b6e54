"""The address of the site: SITE_URL, whatever host, port or scheme a request names.

A visitor, a proxy's cache or a search engine would else be sent to an address that the sender of some request made up.
"""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def absolute(path: str) -> str:
    """Return the absolute address of a path of this site, given as addresses write it: percent-encoded, from `/` on."""
    return f"{settings.SITE_URL}{path}"


def is_own_origin(request: HttpRequest, origin: str) -> bool:
    """Tell whether an Origin is this site: SITE_URL, or the allowed host under which the request itself came in.

    Browsers, not pages, write both of the latter, so pages of another site can't make them agree.
    """
    return origin in {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}


def at_site_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view of Django's that makes absolute addresses of the request's host: it reads that of SITE_URL."""

    @wraps(view)
    def view_at_site_address(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        site_request = copy(request)
        site_request.get_host = lambda: urlsplit(settings.SITE_URL).netloc  # type: ignore[method-assign]
        return view(site_request, *args, **kwargs)

    return view_at_site_address
