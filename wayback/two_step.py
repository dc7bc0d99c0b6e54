"""Two-step log-in: an authenticator app whose code is asked for besides the password, and recovery codes for its loss."""

import math
import re
from base64 import b32encode
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django_otp import login, verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

DIGITS = 6
RECOVERY_CODES = 10
PENDING = "two_step_key"
WRONG = (
    "This code is wrong, or was used before. Type the code that the app shows now; each is good for one log-in. If it "
    "stays wrong, set the clock of your phone, or take one of your recovery codes."
)
MISSING = (
    "This account has two-step log-in. Type your password again, and the code that your authenticator app shows, or one "
    "of your recovery codes. If you lost both, ask an administrator to turn it off."
)


class CodeField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        )
        super().__init__(label="Code", max_length=20, widget=widget, **kwargs)


class CodeForm(forms.Form):
    code = CodeField()


def is_on(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def spell(seconds: int) -> str:
    """A span of time in words."""
    number, unit = (seconds, "second") if seconds < 60 else (math.ceil(seconds / 60), "minute")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def verify(request: HttpRequest, user: User, typed: str) -> Device:
    """The app or the recovery codes that the code belongs to; a ValidationError says why it is not taken.

    A wrong code counts as a failed log-in, and each makes the next one wait twice as long.
    """
    if not typed:
        raise ValidationError(MISSING)
    code = re.sub(r"[\s-]", "", typed).lower()
    kind = TOTPDevice if code.isdecimal() and len(code) == DIGITS else StaticDevice
    device = kind.objects.filter(user=user, confirmed=True).first()
    if device:
        allowed, why = device.verify_is_allowed()
        if not allowed:
            seconds = math.ceil((why["locked_until"] - timezone.now()).total_seconds())
            raise ValidationError(
                f"The code before was wrong. Wait {spell(seconds)}, then type the one that is shown by then."
            )
        if verified := verify_token(user, device.persistent_id, code):
            return verified
    user_login_failed.send(sender=__name__, credentials={"username": user.get_username()}, request=request)
    raise ValidationError(WRONG)


def turn_on(user: User, key: str, typed: str) -> TOTPDevice:
    """Take the app that holds the key, once it has shown that by a code; a ValidationError says why not."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if is_on(user):
            raise ValidationError("Two-step log-in was turned on in another window. Reload this page.")
        app = TOTPDevice(user=user, name="Authenticator app", key=key, digits=DIGITS)
        taken = app.verify_token(re.sub(r"\s", "", typed))
        transaction.set_rollback(not taken)
    if not taken:
        raise ValidationError(
            "This is not the code of the key above. Scan it or type it in again, then type the code that the app shows "
            "now. If it stays wrong, set the clock of your phone."
        )
    return app


def turn_off(user: User) -> None:
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()


def new_recovery_codes(user: User) -> list[str]:
    """Replace the user's recovery codes; each logs in once in place of the app."""
    with transaction.atomic():
        kept, _ = StaticDevice.objects.get_or_create(user=user, name="Recovery codes")
        kept.token_set.all().delete()
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=kept, token=code) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def page(request: HttpRequest) -> HttpResponse:
    """The desk's page where editors turn two-step log-in on and off for themselves."""
    user = cast(User, request.user)
    on = is_on(user)
    act = request.POST.get("act", "")
    if request.method == "POST" and act not in ({"off", "codes"} if on else {"on"}):
        state = "on" if on else "off"
        messages.warning(request, f"Nothing was changed: two-step log-in is {state} by now. Look at the page anew.")
        return redirect("admin:two_step")
    key = request.session.setdefault(PENDING, default_key()) if not on else ""
    form, codes = CodeForm(request.POST or None), []
    if form.is_valid():
        try:
            codes = change(request, act, key, form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            if act == "off":
                messages.success(request, "Two-step log-in is off: your password alone logs you in.")
                return redirect("admin:two_step")
    context = admin.site.each_context(request) | {"title": "Two-step log-in", "form": form, "codes": codes, "on": on}
    if on or codes:
        context["left"] = StaticToken.objects.filter(device__user=user).count()
    else:
        context |= drawn(TOTPDevice(user=user, key=key, digits=DIGITS))
    return render(request, "admin/two_step.html", context)


def change(request: HttpRequest, act: str, key: str, code: str) -> list[str]:
    """Do what the page's button says: the new recovery codes, or none where it was turned off."""
    user = cast(User, request.user)
    if act == "on":
        app = turn_on(user, key, code)
        # Whoever else holds this session's old name does not come along.
        request.session.cycle_key()
        del request.session[PENDING]
        login(request, app)
        return new_recovery_codes(user)
    verify(request, user, code)
    if act == "codes":
        return new_recovery_codes(user)
    turn_off(user)
    return []


def drawn(app: TOTPDevice) -> dict[str, Any]:
    """The app's key for eyes and for cameras: groups of four letters, and a QR code as the path of its dark squares."""
    code = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(app.config_url)
    rows = code.get_matrix()
    letters = b32encode(app.bin_key).decode()
    return {
        "key": " ".join(letters[at : at + 4] for at in range(0, len(letters), 4)),
        "squares": "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark),
        "size": len(rows),
    }
