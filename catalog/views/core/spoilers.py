"""How much of a story the reader wants to know: a level in a cookie, which a form sets."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.error_pages import error_page
from catalog.models import SpoilerLevel
from catalog.texts.numbers import excerpt
from catalog.views.core.caching import personal
from catalog.views.core.own_forms import from_own_pages

COOKIE = "wayback_spoilers"
COOKIE_SECONDS = 365 * 24 * 3600
MOST_PATH_CHARACTERS = 1500
LEVELS = {str(level.value): level for level in SpoilerLevel}


class SeeOther(HttpResponseRedirect):
    status_code = 303


def reader_level(request):
    """Return the level that the reader chose, by default the premise. A view that calls it is `personal`."""
    return LEVELS.get(request.COOKIES.get(COOKIE), SpoilerLevel.PREMISE)


@from_own_pages
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def spoilers(request):
    """Show the form; store the level that it sends, and redirect to the page that it came from."""
    if request.method != "POST":
        back = safe_path(request.GET.get("next"))
        return render(request, "catalog/spoilers.html", {"reader_level": reader_level(request), "back": back})
    level = request.POST.get("level", "")
    if level not in LEVELS:
        return error_page(
            request, 400, _("“%(text)s” is no spoiler level. Send level=0, 1, 2 or 3.") % {"text": excerpt(level)}
        )
    response = SeeOther(safe_path(request.POST.get("next")))
    response.set_cookie(COOKIE, level, max_age=COOKIE_SECONDS, secure=settings.HTTPS, httponly=True, samesite="Lax")
    return response


def safe_path(path):
    """Return the path if it is one of this site, else that of the home page."""
    path = path or ""
    on_site = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    is_allowed = on_site and path.startswith("/") and len(path) <= MOST_PATH_CHARACTERS
    return iri_to_uri(path) if is_allowed else reverse("home")
