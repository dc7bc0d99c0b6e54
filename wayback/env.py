"""Read settings from the environment. Each error names the variable and says how to mend it."""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ORIGIN = re.compile(r"(?P<scheme>https?)://(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
# The languages of which there is a translation: see CONTRIBUTING.md.
LANGUAGES = {"en": "English", "de": "Deutsch", "pl": "Polski"}
# The spans of limits, in seconds.
SPANS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name, str(default)).lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither on nor off. Write {name}=on or {name}=off.")


def number(name: str, default: int, minimum: int = 0) -> int:
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < minimum:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number of {minimum} or more, such as {default}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Read a comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def languages() -> tuple[str, list[tuple[str, str]]]:
    """Read the site's first language, and all of its languages, each with its own name; by default all that there are."""
    first = text("LANGUAGE_CODE", "en").lower()
    codes = list(dict.fromkeys([first, *(code.lower() for code in words("LANGUAGES", ",".join(LANGUAGES)))]))
    for code in codes:
        if code not in LANGUAGES:
            raise ImproperlyConfigured(
                f"LANGUAGE_CODE and LANGUAGES name {code!r}, for which there is no translation. There is: {', '.join(LANGUAGES)}."
            )
    return first, [(code, LANGUAGES[code]) for code in codes]


def content_language(first: str) -> str:
    """Read the language of what editors write without saying its language; by default the site's first."""
    value = text("CONTENT_LANGUAGE") or first
    if not LANGUAGE_TAG.fullmatch(value):
        raise ImproperlyConfigured(
            f"CONTENT_LANGUAGE={value!r} is no language. Write a BCP 47 tag, such as pl, pt-BR or zh-Hant."
        )
    return value


def origin(name: str, default: str) -> str:
    """Read a web address without a path: `https://films.example.org`."""
    value = text(name, default).rstrip("/")
    match = ORIGIN.fullmatch(value.lower())
    if not match:
        raise ImproperlyConfigured(f"{name}={value!r} is no web address. Write it as https://films.example.org.")
    # Browsers leave out the scheme's own port in the origins that they send.
    return match[0].removesuffix({"http": ":80", "https": ":443"}[match["scheme"]])


def hsts_scope() -> tuple[bool, bool]:
    """Read whether browsers are to insist on https for all subdomains, too, and whether they may do so before any visit."""
    subdomains, preload = flag("HSTS_SUBDOMAINS"), flag("HSTS_PRELOAD")
    if preload and not subdomains:
        raise ImproperlyConfigured(
            "HSTS_PRELOAD=on is refused without HSTS_SUBDOMAINS=on: browsers preload only a domain with all its subdomains. "
            "If each of them has https, write HSTS_SUBDOMAINS=on too; else HSTS_PRELOAD=off."
        )
    return subdomains, preload


def site_hosts(site_url: str) -> list[str]:
    """Return the hosts that a site answers by default: its own, and this machine's names if its own is one of them."""
    host = urlsplit(site_url).hostname or ""
    host = f"[{host}]" if ":" in host else host
    return [host, *(name for name in THIS_MACHINE if name != host and host in THIS_MACHINE)]


def rate(name: str, default: str) -> str:
    """Read a limit such as `60/hour`: a number, and a span of second, minute, hour or day."""
    value = text(name, default)
    count, _, span = value.partition("/")
    if not count.isdecimal() or int(count) < 1 or span not in SPANS:
        raise ImproperlyConfigured(f"{name}={value!r} is not a limit. Write it as {default}.")
    return value


def database(name: str, default: str) -> dict[str, Any]:
    """Read `sqlite:///path` or `postgres://user:password@host:port/name?option=value` into Django's settings."""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        file = Path(unquote(parts.path[1:]))
        file.parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "wayback.sqlite",
            "NAME": str(file),
            # To open a connection takes room on the disk, to keep one doesn't.
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"} and len(parts.path) > 1:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": postgres_options({"connect_timeout": "5"} | dict(parse_qsl(parts.query))),
        }
    raise ImproperlyConfigured(
        f"{name} is no database address. Write sqlite:////full/path/db.sqlite3 or postgres://user:password@host:5432/name."
    )


def postgres_options(options: dict[str, str]) -> dict[str, str]:
    """Add to the options of an address that PostgreSQL compiles no query to machine code: that costs more than our queries.

    What the address says itself in its option `options`, such as `-c jit=on`, comes later and holds.
    """
    return options | {"options": f"-c jit=off {options.get('options', '')}".strip()}


def home() -> Path:
    """Return the folder of the database, the pictures and the key: WAYBACK_HOME, or .wayback beside manage.py."""
    return Path(text("WAYBACK_HOME") or Path(__file__).resolve().parent.parent / ".wayback").resolve()


def key_file() -> Path:
    return home() / "secret_key"


def secret_key(file: Path) -> str:
    """Return the key in SECRET_KEY, or the one that `make run` stores in a file. Refuse a missing or weak one."""
    value, place = os.environ.get("SECRET_KEY", ""), "SECRET_KEY"
    if not value and file.is_file():
        value, place = file.read_text().strip(), str(file)
    advice = (
        f'Make one: python -c "import secrets; print(secrets.token_urlsafe(50))". `make run` keeps its own in {file}.'
    )
    if not value:
        raise ImproperlyConfigured(f"SECRET_KEY is not set, and Wayback does not start without one. {advice}")
    if len(value) < 50 or len(set(value)) < 10 or value.startswith("django-insecure"):
        raise ImproperlyConfigured(
            f"The key in {place} is too weak: it takes 50 random characters or more, at least 10 of them different. {advice}"
        )
    return value


def make_secret_key(file: Path) -> None:
    """Make the key file of `make run`, readable only by its owner, unless it exists."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(64))
