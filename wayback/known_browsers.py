"""Browsers in which a user logged in before, known by a signed cookie: who guesses elsewhere does not lock them out.

The protocol is that of OWASP's “device cookies”: https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
"""

import secrets

from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.crypto import salted_hmac

from wayback.bodies import BROWSER_COOKIE

SALT = "wayback.known_browsers"
COOKIE_SECONDS = 365 * 24 * 3600
TOKEN_BYTES = 18


def remember(response: HttpResponseBase, user: User) -> None:
    """Give the browser the cookie of a log-in: a new token, signed for the user's name and password."""
    response.set_cookie(
        cookie_name(user.get_username()),
        signer(user).sign(secrets.token_urlsafe(TOKEN_BYTES)),
        max_age=COOKIE_SECONDS,
        path=reverse("admin:index"),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )


def browser_token(request: HttpRequest, name: str) -> str:
    """Return the token of a browser in which the user of this name logged in before; "" for any other browser.

    A cookie of another name, or of an earlier password, is none.
    """
    cookie = request.COOKIES.get(cookie_name(name), "")
    user = User.objects.filter(username=name).first() if cookie else None
    if user is None:
        return ""
    try:
        return signer(user).unsign(cookie)
    except BadSignature:
        return ""


def is_known(request: HttpRequest) -> bool:
    """Tell whether somebody who may use the desk logged in in this browser before, under the password of today."""
    names = {name for name in request.COOKIES if name.startswith(BROWSER_COOKIE)}
    users = User.objects.filter(is_active=True, is_staff=True).values_list("username", flat=True) if names else ()
    return any(browser_token(request, name) for name in users if cookie_name(name) in names)


def cookie_name(name: str) -> str:
    """Return the name of the cookie of a user: one each, for a computer that several use. It does not show the user's name."""
    digest = salted_hmac(SALT, name, algorithm="sha256").hexdigest()
    return f"{BROWSER_COOKIE}{digest[:16]}"


def signer(user: User) -> Signer:
    """Return what signs the cookies of a user as long as the password stays the same."""
    return Signer(salt=f"{SALT} {user.get_username()} {user.get_session_auth_hash()}")
