"""Recognize visitors without an account, by a random token in a signed cookie; the catalogue keeps only its hash."""

import ipaddress
import secrets
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from catalog.models import Limit
from catalog.models.limits import Quota

SALT = "catalog.visitors"
COOKIE_SECONDS = 2 * 365 * 24 * 3600


def visitor_token(request: HttpRequest) -> str | None:
    """Return the visitor's token from the cookie, or None where there is no cookie or its signature is wrong."""
    return request.get_signed_cookie(settings.VOTER_COOKIE, default=None, salt=SALT)


def voter_hash(request: HttpRequest) -> str | None:
    """Return the hash by which votes know the visitor, or None before the first vote."""
    token = visitor_token(request)
    return sha256(token.encode()).hexdigest() if token else None


def ensure_voter_hash(request: HttpRequest, response: HttpResponse) -> str:
    """Return the visitor's hash, after giving a visitor without a token a new one; the response sets the cookie."""
    token = visitor_token(request) or secrets.token_urlsafe(24)
    response.set_signed_cookie(
        settings.VOTER_COOKIE,
        token,
        salt=SALT,
        max_age=COOKIE_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return sha256(token.encode()).hexdigest()


def client_address(request: HttpRequest) -> str:
    """Return the address that sent a request, for limits alone: an IPv4 address, or the /64 network of an IPv6 one.

    X-Forwarded-For counts only as far as the site's own proxies have written it, as many as TRUSTED_PROXIES.
    """
    sender = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        sender = hops[-min(settings.TRUSTED_PROXIES, len(hops))] if hops else sender
    try:
        ip_address = ipaddress.ip_address(sender)
    except ValueError:
        return sender
    if ip_address.version == 6:
        return str(ipaddress.ip_network(f"{ip_address}/64", strict=False))
    return str(ip_address)


def spend_limit(request: HttpRequest, name: str) -> Quota:
    """Count one request of this address against the limit of that name, and return what remains of it."""
    return Limit.objects.spend(name, client_address(request))
