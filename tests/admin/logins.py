"""Log in as a browser does, with or without the code of an authenticator app."""

from base64 import b32decode

from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from wayback.two_step import new_recovery_codes

PASSWORD = "correct horse battery"


def log_in(client, name="edda", password=PASSWORD, code="", **headers):
    fields = {"username": name, "password": password, "code": code, "next": reverse("admin:index")}
    return client.post(reverse("admin:login"), fields, **headers)


def is_logged_in(client):
    return client.get(reverse("admin:index")).status_code == 200


def form_errors(response):
    """Return all errors of the form as one text."""
    return " ".join(text for texts in response.context["form"].errors.values() for text in texts)


def app_code(app, later=0):
    """Return the code that the app shows now, or so many codes later."""
    totp = TOTP(app.bin_key, app.step, app.t0, app.digits)
    totp.time = totp.time + later * app.step
    return f"{totp.token():06}"


def scan_key(key):
    """Return an app that has read a key as the page shows it."""
    return TOTPDevice(key=b32decode(key.replace(" ", "")).hex())


def make_app(user):
    """Return an authenticator app that the user has set up, and the recovery codes."""
    return TOTPDevice.objects.create(user=user, name="Authenticator app"), new_recovery_codes(user)
