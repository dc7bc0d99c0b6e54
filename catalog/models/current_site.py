"""The site as pages show it, read once a request, and from the tables only where something of it has changed.

The row of the site has a stamp that each change renews, in the transaction of the change. A request reads the stamp in one
small query; only where it is another one than this process read last, it reads the rest. So a change is on all pages at
once, whatever process answers.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import Error
from django.urls import reverse
from django.utils import timezone

from catalog.colours import DARK_COLOUR, LIGHT_COLOUR
from catalog.models.choices import State
from catalog.models.pages import Page, PagePlace, PageText
from catalog.models.sites import Site
from catalog.page_languages import page_language, page_path
from catalog.site_name import last_name, remember_name

logger = logging.getLogger(__name__)


# The slug of the page that tells what is stored of visitors; without one by the owner the software has its own.
PRIVACY = "privacy"
# The width and height that a logo takes at most of the head of a page, in CSS pixels.
MOST_OF_LOGO = (160, 32)


@dataclass(frozen=True)
class TextInLanguage:
    """A text in a language; `lang` is empty where that is the language of the page."""

    text: Any
    lang: str


@dataclass(frozen=True)
class PageLink:
    """A page of the site that visitors see. `titles` are {language: title}."""

    slug: str
    place: str
    titles: dict[str, str]

    @property
    def address(self) -> str:
        return page_path("page", self.slug)

    @property
    def title(self) -> TextInLanguage | None:
        return in_page_language(self.titles)


@dataclass(frozen=True)
class CurrentSite:
    """What pages show of the site. `texts` are {language: {name of a text: the text}}."""

    own_name: str = ""
    light_colour: str = ""
    dark_colour: str = ""
    contact_email: str = ""
    own_shows_copies: bool | None = None
    logo_stem: str = ""
    logo_size: tuple[int, int] = (1, 1)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    hidden_languages: frozenset[str] = frozenset()
    pages: tuple[PageLink, ...] = ()

    @property
    def name(self) -> str:
        return self.own_name or settings.SITE_NAME

    @property
    def shows_copies(self) -> bool:
        """Whether visitors see which copies of a film are held."""
        return settings.SHOW_COPIES if self.own_shows_copies is None else self.own_shows_copies

    @property
    def colours_address(self) -> str:
        """The address of the stylesheet with the owner's colours; "" where the owner chose none."""
        if not (self.light_colour or self.dark_colour):
            return ""
        colours = (self.light_colour or LIGHT_COLOUR, self.dark_colour or DARK_COLOUR)
        return reverse("colours", args=[colour.removeprefix("#") for colour in colours])

    @property
    def logo_address(self) -> str:
        return self.address_of_logo("logo")

    @property
    def icon_address(self) -> str:
        return self.address_of_logo("icon")

    def address_of_logo(self, name: str) -> str:
        """Return the address of a picture of the logo; "" without one."""
        return reverse("logo", args=[self.logo_stem, name]) if self.logo_stem else ""

    @property
    def logo_width(self) -> int:
        """How wide pages show the logo, in CSS pixels."""
        return self.shown_side(0)

    @property
    def logo_height(self) -> int:
        return self.shown_side(1)

    def shown_side(self, side: int) -> int:
        scale = min(most / length for most, length in zip(MOST_OF_LOGO, self.logo_size, strict=True))
        return max(1, round(self.logo_size[side] * scale))

    def offers(self, language: str) -> bool:
        """Tell whether pages lead to those in a language."""
        return language == settings.LANGUAGE_CODE or language not in self.hidden_languages

    def text(self, name: str) -> TextInLanguage | None:
        """Return a text in the language of the page, else in the site's first language, else in any; None without one."""
        return in_page_language({language: texts[name] for language, texts in self.texts.items()})

    @property
    def menu_pages(self) -> list[PageLink]:
        return [page for page in self.pages if page.place == PagePlace.MENU]

    @property
    def footer_pages(self) -> list[PageLink]:
        """The pages to which the foot of all pages leads: in any case to the owner's page on privacy."""
        return [
            page for page in self.pages if page.place == PagePlace.FOOTER or (page.slug == PRIVACY and not page.place)
        ]

    @property
    def has_own_privacy(self) -> bool:
        return any(page.slug == PRIVACY for page in self.pages)

    @property
    def home_heading(self) -> TextInLanguage | None:
        return self.text("home_heading")

    @property
    def home_html(self) -> TextInLanguage | None:
        return self.text("home_html")

    @property
    def footer_html(self) -> TextInLanguage | None:
        return self.text("footer_html")


def in_page_language(texts: dict[str, Any]) -> TextInLanguage | None:
    """Choose of {language: text} the one in the language of the page, else in the site's first, else in any; None without one."""
    own_language = page_language()
    for language in (own_language, settings.LANGUAGE_CODE, *sorted(texts)):
        if text := texts.get(language):
            return TextInLanguage(text, "" if language == own_language else language)
    return None


NO_SITE = CurrentSite()
# The stamp that this process read last, what it read with it, and the moment when a page is published next, if there is one.
_last_read: tuple[str, CurrentSite, datetime | None] = ("", NO_SITE, None)
# What the running request has read, in a list; None outside of requests.
_read_of_request: ContextVar[list[CurrentSite] | None] = ContextVar("read_of_request", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Read the site once at most while a request is answered."""
    token = _read_of_request.set([])
    try:
        yield
    finally:
        _read_of_request.reset(token)


def current_site() -> CurrentSite:
    """Return the site as pages show it now; as this process read it last where the database does not answer."""
    read_before = _read_of_request.get()
    if read_before:
        return read_before[0]
    site = read_site()
    if read_before is not None:
        read_before.append(site)
    return site


def read_site() -> CurrentSite:
    global _last_read
    try:
        stamp = Site.objects.values_list("stamp", flat=True).first() or ""
        if stamp != _last_read[0] or (_last_read[2] and _last_read[2] <= timezone.now()):
            _last_read = (stamp, read_rows(), next_publication())
    except Error as error:
        # A page that says why it can't be shown needs no more of the site than this.
        logger.warning("The site could not be read, so “%s” is shown as it was read last: %s", last_name(), error)
    remember_name(_last_read[1].own_name)
    return _last_read[1]


def read_rows() -> CurrentSite:
    row = Site.objects.prefetch_related("texts").first()
    if row is None:
        return NO_SITE
    texts = list(row.texts.all())
    return CurrentSite(
        own_name=row.name,
        light_colour=row.light_colour,
        dark_colour=row.dark_colour,
        contact_email=row.contact_email,
        own_shows_copies=row.shows_copies,
        logo_stem=row.logo_stem,
        logo_size=(row.logo_width, row.logo_height),
        texts={
            text.language: {name: getattr(text, name) for name in ("home_heading", "home_html", "footer_html")}
            for text in texts
        },
        hidden_languages=frozenset(text.language for text in texts if not text.is_offered),
        pages=tuple(read_pages()),
    )


def read_pages() -> Iterator[PageLink]:
    """Read the pages that visitors see, in their order."""
    titles: dict[tuple[str, str], dict[str, str]] = {}
    texts = PageText.objects.public().order_by("page__position", "page_id")
    for slug, place, language, title in texts.values_list("page__slug", "page__place", "language", "title"):
        titles.setdefault((slug, place), {})[language] = title
    return (PageLink(slug, place, own_titles) for (slug, place), own_titles in titles.items())


def next_publication() -> datetime | None:
    """Return the moment when the next page is published; None where none waits."""
    pages = Page.objects.filter(state=State.PUBLISHED, published_from__gt=timezone.now())
    return pages.order_by("published_from").values_list("published_from", flat=True).first()
