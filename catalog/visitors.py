"""Recognize visitors without an account, by a random token in a signed cookie; the catalogue keeps only its hash."""

import ipaddress
import re
import secrets
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from catalog.models import Limit
from catalog.models.limits import Quota

SALT = "catalog.visitors"
COOKIE_SECONDS = 2 * 365 * 24 * 3600
# Nobody sends from it, so it stands for all senders whose address can't be read.
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104
WITH_PORT = re.compile(r"(?:\[(?P<ipv6>[^]]*)\]|(?P<ipv4>[0-9.]+))(?::[0-9]{1,5})?\Z")
# Under it IPv4 senders reach servers that have IPv6 alone (RFC 6052).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


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
    """Return the address that sent a request, for limits alone: an IPv4 address, or the first one of an IPv6 /64 network.

    What is no address counts as UNKNOWN_ADDRESS, so that nobody chooses the name under which requests are counted.
    X-Forwarded-For counts only as far as the site's own proxies have written it: the last TRUSTED_PROXIES of its hops. If
    there are fewer, the request took a shorter way, and the first hop is what the first proxy on that way saw.
    """
    sender, hops = request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.TRUSTED_PROXIES and hops:
        sender = hops.split(",")[-settings.TRUSTED_PROXIES :][0]
    return counted_address(sender)


def counted_address(text: str) -> str:
    """Return the address under which limits count a sender, who may be written with a port, a zone or in brackets."""
    match = WITH_PORT.match(text.strip())
    try:
        ip_address = ipaddress.ip_address((match["ipv4"] or match["ipv6"]) if match else text.strip())
    except ValueError:
        return UNKNOWN_ADDRESS
    if isinstance(ip_address, ipaddress.IPv4Address):
        return str(ip_address)
    # Built from the number, which has no zone.
    return str(embedded_ipv4(ip_address) or ipaddress.IPv6Address(int(ip_address) >> 64 << 64))


def embedded_ipv4(ip_address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address of a sender whom an IPv6 address stands for, or None.

    Mapped addresses and those that NAT64 translates would else put all of IPv4 into one network; so would Teredo with all
    clients of a server. With 6to4 one IPv4 address would have 65,536 networks. Replies to each of them go to the IPv4
    address, so nobody can take that of somebody else. Prefixes that a network chose for its own NAT64 can't be known.
    """
    if ip_address.teredo:
        return ip_address.teredo[1]
    if ip_address in NAT64:
        return ipaddress.IPv4Address(int(ip_address) & 0xFFFFFFFF)
    return ip_address.ipv4_mapped or ip_address.sixtofour


def spend_limit(request: HttpRequest, name: str) -> Quota:
    """Count one request of this address against the limit of that name, and return what remains of it."""
    return Limit.objects.spend(name, client_address(request))
