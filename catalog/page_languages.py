"""The language of a page. Its address alone decides: the site's first language has no prefix, each other one has its own.

The desk and the API have addresses without a prefix, and so do the pages to which they and commands lead. The desk speaks what the
account chooses, see `catalog.models.desk_languages`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from babel import Locale
from django.conf import settings
from django.urls import reverse
from django.utils import translation

# What programs and commands read, whatever the site's languages are.
OURS = "en"
# What programs read, and pictures.
FOR_PROGRAMS = ("/api/", "/images/", "/colours/", "/logo/", "/healthz/", "/readyz/", "/robots.txt", "/sitemap")
# English as it is written in the words of the templates.
LOCALES = {OURS: "en_GB"}

_page_language: ContextVar[str] = ContextVar("page_language", default="")


def page_language() -> str:
    """Return the language of the page that is made; the site's first one where none is."""
    return _page_language.get() or settings.LANGUAGE_CODE


def language_of_path(path: str) -> str:
    """Return the language of the page at a path: that of its prefix, else the site's first."""
    prefix = path.lstrip("/").partition("/")[0]
    return prefix if prefix in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def is_of_page(tag: str) -> bool:
    """Tell whether a language is that of the page, in whatever country or script."""
    return primary(tag) == primary(page_language())


def distance(tag: str) -> int:
    """Return 0 for the language of the page, 1 for the site's first one, 2 for any other: readers like the nearest best."""
    return 0 if is_of_page(tag) else 1 if primary(tag) == primary(settings.LANGUAGE_CODE) else 2


def primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def path_in_language(path: str, language: str) -> str:
    """Return the path of the same page in another language."""
    page_prefix, prefix = prefix_of(language_of_path(path)), prefix_of(language)
    return f"/{prefix}{path.removeprefix('/').removeprefix(page_prefix)}"


def prefix_of(language: str) -> str:
    return "" if language == settings.LANGUAGE_CODE else f"{language}/"


@contextmanager
def speaking_as(path: str) -> Iterator[None]:
    """Speak the language of the page at a path: at the desk the site's first, in the API English."""
    language = language_of_path(path)
    token = _page_language.set(language)
    try:
        with translation.override(OURS if path.startswith(FOR_PROGRAMS) else language):
            yield
    finally:
        _page_language.reset(token)


def page_path(name: str, *args: object) -> str:
    """Return the path of a page by the name of its route, in the language of the page that is made."""
    if translation.get_language() == page_language():
        return reverse(name, args=args)
    with translation.override(page_language()):
        return reverse(name, args=args)


def current_locale() -> Locale:
    """Return how dates and numbers are written in the language that is spoken."""
    return locale_of(translation.get_language() or OURS)


@cache
def locale_of(language: str) -> Locale:
    return Locale.parse(LOCALES.get(language, language), sep="_" if "_" in LOCALES.get(language, language) else "-")
