"""Who a visitor without an account is: a random name in a signed cookie, of which the catalogue keeps only a hash."""

import ipaddress
import secrets
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from catalog.models import Limit
from catalog.models.limits import Quota

SALT = "catalog.visitors"
KEPT_SECONDS = 2 * 365 * 24 * 3600


def token(request: HttpRequest) -> str | None:
    """The visitor's name from the cookie, or None where there is no cookie or its signature is wrong."""
    return request.get_signed_cookie(settings.VOTER_COOKIE, default=None, salt=SALT)


def voter(request: HttpRequest) -> str | None:
    """What votes keep of the visitor, or None before the first vote."""
    name = token(request)
    return sha256(name.encode()).hexdigest() if name else None


def name_voter(request: HttpRequest, response: HttpResponse) -> str:
    """The visitor as votes keep it, named now if need be; the response sets the cookie."""
    name = token(request) or secrets.token_urlsafe(24)
    response.set_signed_cookie(
        settings.VOTER_COOKIE,
        name,
        salt=SALT,
        max_age=KEPT_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return sha256(name.encode()).hexdigest()


def address(request: HttpRequest) -> str:
    """Whose request it is, for limits alone: an IPv4 address, or the /64 network of an IPv6 one.

    X-Forwarded-For counts only as far as TRUSTED_PROXIES of our own have written it.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        said = hops[-min(settings.TRUSTED_PROXIES, len(hops))] if hops else said
    try:
        parsed = ipaddress.ip_address(said)
    except ValueError:
        return said
    if parsed.version == 6:
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(parsed)


def spend(request: HttpRequest, name: str) -> Quota:
    """Count one request of this address against the limit of that name, and return what remains of it."""
    return Limit.objects.spend(name, address(request))
