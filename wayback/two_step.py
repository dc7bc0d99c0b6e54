"""Two-step log-in: a code of an authenticator app besides the password, and recovery codes for when the app is lost."""

import math
import re
from base64 import b32encode
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_otp import login, verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from catalog.admin.core.typed import FIELD
from catalog.editing.locks import atomic_or_refused
from wayback import typed

DIGITS = 6
RECOVERY_CODES = 10
SESSION_KEY = "two_step_key"
WRONG_CODE = _(
    "This code is wrong, or was used before. Type the code that the app shows now; each is good for one log-in. If it "
    "stays wrong, set the clock of your phone, or take one of your recovery codes."
)
MISSING_CODE = _(
    "This account has two-step log-in. Type your password again, and the code that your authenticator app shows, or one "
    "of your recovery codes. If you lost both, ask an administrator to turn it off."
)


class CodeField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        )
        super().__init__(label=_("Code"), max_length=20, widget=widget, **kwargs)


class CodeForm(forms.Form):
    code = CodeField()


def is_on(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


class SecondStepMiddleware:
    """Treat a session as anonymous until the second step of its account was taken in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(partial(user_after_second_step, request, request.user))  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: Any, keywords: Any
    ) -> HttpResponse | None:
        """Let somebody who sends a form to the desk without being let in log in first: the form is not lost."""
        is_sent = request.method == "POST" and request.path.startswith("/admin/")
        if is_sent and (FIELD in request.POST or not admin.site.has_permission(request)):
            return typed.answer(request)
        return None


def user_after_second_step(request: HttpRequest, user: Any) -> User | AnonymousUser:
    """Return the user of the session, or an anonymous one while the second step is missing."""
    if user.is_authenticated and not user.is_verified() and is_on(user):
        request.second_step_missing = True  # type: ignore[attr-defined]
        return AnonymousUser()
    return user


def duration_in_words(seconds: int) -> str:
    """Return a duration in words: `1 minute`."""
    if seconds < 60:
        return ngettext("%(number)s second", "%(number)s seconds", seconds) % {"number": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}


def verify(request: HttpRequest, user: User, code_text: str) -> Device:
    """Return the app or the recovery codes that a code belongs to. Raise ValidationError for a wrong code.

    A wrong code counts as a failed log-in. After each, the next code has to wait twice as long.
    """
    if not code_text:
        raise ValidationError(MISSING_CODE)
    code = re.sub(r"[\s-]", "", code_text).lower()
    kind = TOTPDevice if code.isdecimal() and len(code) == DIGITS else StaticDevice
    device = kind.objects.filter(user=user, confirmed=True).first()
    if device:
        is_allowed, reason = device.verify_is_allowed()
        if not is_allowed:
            seconds = math.ceil((reason["locked_until"] - timezone.now()).total_seconds())
            raise ValidationError(
                gettext(
                    "The code before was wrong. Wait %(duration_in_words)s, then type the one that is shown by then."
                )
                % {"duration_in_words": duration_in_words(seconds)}
            )
        if verified_device := verify_token(user, device.persistent_id, code):
            return verified_device
    user_login_failed.send(sender=__name__, credentials={"username": user.get_username()}, request=request)
    raise ValidationError(WRONG_CODE)


def turn_on(user: User, key: str, code_text: str) -> TOTPDevice:
    """Save the authenticator app that has the key, once a code of it proves that. Raise ValidationError for a wrong code."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if is_on(user):
            raise ValidationError(gettext("Two-step log-in was turned on in another window, so nothing was changed."))
        app = TOTPDevice(user=user, name="Authenticator app", key=key, digits=DIGITS)
        is_right = app.verify_token(re.sub(r"\s", "", code_text))
        transaction.set_rollback(not is_right)
    if not is_right:
        raise ValidationError(
            gettext(
                "This is not the code of the key above. Scan it or type it in again, then type the code that the app shows "
                "now. If it stays wrong, set the clock of your phone."
            )
        )
    return app


def turn_off(user: User) -> None:
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()


def new_recovery_codes(user: User) -> list[str]:
    """Replace the user's recovery codes, and return them. Each can stand in for the app at one log-in."""
    with transaction.atomic():
        device, _ = StaticDevice.objects.get_or_create(user=user, name="Recovery codes")
        device.token_set.all().delete()
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def page(request: HttpRequest) -> HttpResponse:
    """Show the page of the desk on which editors turn two-step log-in on and off for themselves."""
    user = cast(User, request.user)
    is_turned_on = is_on(user)
    act = request.POST.get("act", "")
    if request.method == "POST" and act not in ({"off", "codes"} if is_turned_on else {"on"}):
        is_on_by_now = gettext("Nothing was changed: two-step log-in is on by now. Look at the page anew.")
        is_off_by_now = gettext("Nothing was changed: two-step log-in is off by now. Look at the page anew.")
        messages.warning(request, is_on_by_now if is_turned_on else is_off_by_now)
        return redirect("admin:two_step")
    key = request.session.setdefault(SESSION_KEY, default_key()) if not is_turned_on else ""
    form, codes = CodeForm(request.POST or None), []
    if form.is_valid():
        try:
            codes = take_action(request, act, key, form.cleaned_data["code"])
        except ValidationError as error:
            form.add_error("code", error)
        else:
            if act == "off":
                messages.success(request, gettext("Two-step log-in is off: your password alone logs you in."))
                return redirect("admin:two_step")
    context = admin.site.each_context(request) | {
        "title": gettext("Two-step log-in"),
        "form": form,
        "codes": codes,
        "is_on": is_turned_on,
    }
    if is_turned_on or codes:
        context["code_count"] = StaticToken.objects.filter(device__user=user).count()
    else:
        context |= key_context(TOTPDevice(user=user, key=key, digits=DIGITS))
    return render(request, "admin/two_step.html", context)


def take_action(request: HttpRequest, act: str, key: str, code: str) -> list[str]:
    """Do what the button of the page says. Return the new recovery codes, none after turning it off."""
    user = cast(User, request.user)
    if act != "on":
        # Outside of the transaction, so that a wrong code is counted.
        verify(request, user, code)
    with atomic_or_refused():
        if act == "on":
            app = turn_on(user, key, code)
            # Somebody else who knows the old name of this session does not get the new one.
            request.session.cycle_key()
            del request.session[SESSION_KEY]
            login(request, app)
        if act == "off":
            turn_off(user)
            return []
        return new_recovery_codes(user)


def key_context(app: TOTPDevice) -> dict[str, Any]:
    """Return the app's key for people, in groups of four letters, and for cameras, as the SVG path of a QR code."""
    code = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(app.config_url)
    rows = code.get_matrix()
    letters = b32encode(app.bin_key).decode()
    return {
        "key": " ".join(letters[start : start + 4] for start in range(0, len(letters), 4)),
        "squares": "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark),
        "size": len(rows),
    }
