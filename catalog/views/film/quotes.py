"""The quoted words of readings marked in the texts they stand in, so that an address leads to them."""

from collections import defaultdict
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import mark_safe

from catalog.models import Reading
from catalog.texts.plain_text import PARAGRAPH, Mark, insert_marks, plain_text
from catalog.texts.quotes import find_quote


def mark_synopses(film, level):
    """Mark the quotes of the film's published questions in its synopses."""
    mark_quotes(film.synopses.all(), Reading.objects.public().filter(question__film=film, quote_lost=False))


def mark_articles(film):
    """Mark the quotes in the film's articles."""
    mark_quotes(film.articles.all(), [one for question in film.questions.all() for one in question.readings.all()])


def mark_quotes(texts, readings):
    quoting = defaultdict(list)
    for reading in readings:
        quoting[reading.synopsis_id, reading.article_id].append(reading)
    for text in texts:
        key = (text.pk, None) if text._meta.model_name == "synopsis" else (None, text.pk)
        if quoting[key]:
            text.sections = marked_sections(text, quoting[key])


def marked_sections(text, readings):
    """The text's sections with a mark around each quote, whose id is `reading-<id>`."""
    quotes = tuple((one.pk, one.quote_exact, one.quote_prefix, one.quote_suffix) for one in readings)
    places, at = found(text.plain_text, quotes), 0
    sections = []
    for section in text.sections:
        parts = {}
        for name, html in (("heading", escape(section["heading"])), ("html", section["html"])):
            said = plain_text(html)
            start = at + len(PARAGRAPH) if at and said else at
            parts[name] = mark_safe(insert_marks(html, clipped(places, start, start + len(said))))
            at = start + len(said)
        sections.append(section | parts)
    return sections


def clipped(places, start, end):
    """What of the places lies between two offsets, counted from the first; only where a place begins it has its id."""
    return [
        Mark(max(one.start, start) - start, min(one.end, end) - start, one.id if one.start >= start else "")
        for one in places
        if one.start < end and start < one.end
    ]


# A quote whose words were edited takes milliseconds to find: what was found in a text is kept until another text says else.
@lru_cache(maxsize=64)
def found(said, quotes):
    """The places of quotes in a plain text, of those that have one."""
    standing = ((pk, find_quote(said, *quote)) for pk, *quote in quotes)
    return tuple(Mark(*place, f"reading-{pk}") for pk, place in standing if place)
