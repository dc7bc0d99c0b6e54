"""What the tests of logging in share: the form as a browser sends it, and an authenticator app."""

from base64 import b32decode

from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from wayback.two_step import new_recovery_codes

PASSWORD = "correct horse battery"


def log_in(client, name="edda", password=PASSWORD, code="", **headers):
    sent = {"username": name, "password": password, "code": code, "next": reverse("admin:index")}
    return client.post(reverse("admin:login"), sent, **headers)


def is_in(client):
    return client.get(reverse("admin:index")).status_code == 200


def refusals(response):
    """All that the form refused, as one text."""
    return " ".join(text for texts in response.context["form"].errors.values() for text in texts)


def shown(app, later=0):
    """The code that an app shows now, or so many codes later."""
    totp = TOTP(app.bin_key, app.step, app.t0, app.digits)
    totp.time = totp.time + later * app.step
    return f"{totp.token():06}"


def scanned(key):
    """The app that took a key as the page writes it."""
    return TOTPDevice(key=b32decode(key.replace(" ", "")).hex())


def make_app(user):
    """An authenticator app that was set up already, and the recovery codes."""
    return TOTPDevice.objects.create(user=user, name="Authenticator app"), new_recovery_codes(user)
