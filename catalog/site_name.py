"""The name of the site, also for a page that is drawn while the database does not answer."""

from django.conf import settings

# What the desk's page of the site said when this process last read it; "" where it says nothing.
_last_name = ""


def remember_name(name: str) -> None:
    """Remember the owner's name of the site, as it was just read."""
    global _last_name
    _last_name = name


def last_name() -> str:
    """Return the name that this process read last, else that of the settings."""
    return _last_name or str(settings.SITE_NAME)


def issuer(device: object) -> str:
    """Return what an authenticator app calls the site: a function such as OTP_TOTP_ISSUER wants it."""
    return last_name()
