"""The logline and the synopsis that a page shows: in its language, else in the site's first, else in any."""

from typing import NamedTuple

from django.conf import settings

from catalog.models import SpoilerLevel, Synopsis, SynopsisKind
from catalog.page_languages import distance


class Logline(NamedTuple):
    """One sentence on a film, and the tag of its language; `synopsis` is the telling that it is, None for the film's own."""

    text: str
    language: str
    synopsis: Synopsis | None = None


def logline(film, synopses):
    """Return the film's logline, or that of its published synopses which is nearer to the reader; None without any."""
    own_logline = [Logline(film.logline, settings.CONTENT_LANGUAGE)] if film.logline else []
    loglines = [
        Logline(" ".join(text.plain_text.split()), text.language_id, text)
        for text in synopses
        if text.kind == SynopsisKind.LOGLINE and text.spoiler_to <= SpoilerLevel.PREMISE
    ]
    return min([*own_logline, *loglines], key=lambda telling: distance(telling.language), default=None)


def lead(film, shown_logline):
    """Return the synopsis that a film's page shows: of the nearest language the leading one; None without one.

    A logline gives way to all that tell more; the one that the page shows at its head is not shown again.
    """
    texts = [text for text in film.synopses.all() if not (shown_logline and text == shown_logline.synopsis)]
    texts.sort(key=lambda text: (text.kind == SynopsisKind.LOGLINE, distance(text.language_id), not text.lead))
    return next(iter(texts), None)
