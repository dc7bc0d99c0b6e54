"""The address of the site: SITE_URL, whatever host, port or scheme a request names.

A visitor, a proxy's cache or a search engine would else be sent to an address that the sender of some request made up.
"""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

OTHER_SITE = _(
    "A page of another site sent this, or your browser hides which page did, so nothing was saved. What you do here is done "
    "from this site’s own pages: open the film in a window of its own, and do it there."
)


def absolute(path: str) -> str:
    """Return the absolute address of a path of this site, given as addresses write it: percent-encoded, from `/` on."""
    return f"{settings.SITE_URL}{path}"


def permanent_id(*parts: object) -> str:
    """Return the identifier of something on this site that no new title changes, as a tag URI (RFC 4151).

    The year says that the site had its name then; it is the same for all sites and never changes.
    """
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{'/'.join(map(str, parts))}"


def is_own_origin(request: HttpRequest, origin: str) -> bool:
    """Tell whether an Origin is this site: SITE_URL, or the allowed host under which the request itself came in.

    Browsers, not pages, write both of the latter, so pages of another site can't make them agree.
    """
    return origin in {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}


def refuse_other_sites(request: HttpRequest) -> None:
    """Raise PermissionDenied for a request that a page of another site sent: it must do nothing in its readers' name.

    Where a browser tells neither Origin nor Sec-Fetch-Site, cookies that are SameSite keep it from acting as the reader.
    """
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    is_foreign = origin is not None and not is_own_origin(request, origin)
    if is_foreign or site not in {None, "same-origin", "none"}:
        raise PermissionDenied(str(OTHER_SITE))


def at_site_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view of Django's that makes absolute addresses of the request's host: it reads that of SITE_URL."""

    @wraps(view)
    def view_at_site_address(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        site_request = copy(request)
        site_request.get_host = lambda: urlsplit(settings.SITE_URL).netloc  # type: ignore[method-assign]
        return view(site_request, *args, **kwargs)

    return view_at_site_address
