"""How much of a story the reader wants to know: a level in a cookie, set by a plain form."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from catalog.models import SpoilerLevel
from catalog.views.core.addresses import refuse
from catalog.views.core.caching import personal

COOKIE = "wayback_spoilers"
KEPT_SECONDS = 365 * 24 * 3600
LONGEST = 1500
LEVELS = {str(level.value): level for level in SpoilerLevel}


class SeeOther(HttpResponseRedirect):
    status_code = 303


def reader_level(request):
    """The level that the reader chose, by default the premise. A page that asks for it is `personal`."""
    return LEVELS.get(request.COOKIES.get(COOKIE), SpoilerLevel.PREMISE)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def spoilers(request):
    """Show the form; keep the level that it sends, and go back to where it was sent from."""
    if request.method != "POST":
        back = safe(request, request.GET.get("next"))
        return render(request, "catalog/spoilers.html", {"spoilers": reader_level(request), "back": back})
    sent = request.POST.get("level", "")
    if sent not in LEVELS:
        said = sent[:20].replace("\0", "")
        return refuse(request, 400, f"“{said}” is no spoiler level. Send level=0, 1, 2 or 3.")
    response = SeeOther(safe(request, request.POST.get("next")))
    response.set_cookie(COOKIE, sent, max_age=KEPT_SECONDS, secure=settings.HTTPS, httponly=True, samesite="Lax")
    return response


def safe(request, place):
    """A place on this site to go back to; home, where the one that is asked for is none or lies elsewhere."""
    place = place or ""
    here = url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure())
    return iri_to_uri(place) if here and place.startswith("/") and len(place) <= LONGEST else reverse("home")
