"""Mark the words that readings quote in the texts of a film, so that links lead to them."""

from collections import defaultdict
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import mark_safe

from catalog.models import Reading
from catalog.texts.plain_text import PARAGRAPH, Mark, insert_marks, plain_text
from catalog.texts.quotes import find_quote


def mark_synopses(request, film):
    """Mark the quotes of the film's published questions in its synopses."""
    mark_quotes(film.synopses.all(), Reading.objects.public().filter(question__film=film, quote_lost=False))


def mark_articles(film):
    """Mark the quotes in the film's articles."""
    mark_quotes(
        film.articles.all(), [reading for question in film.questions.all() for reading in question.readings.all()]
    )


def mark_quotes(texts, readings):
    by_text = defaultdict(list)
    for reading in readings:
        by_text[reading.synopsis_id, reading.article_id].append(reading)
    for text in texts:
        key = (text.pk, None) if text._meta.model_name == "synopsis" else (None, text.pk)
        if by_text[key]:
            text.sections = mark_sections(text, by_text[key])


def mark_sections(text, readings):
    """Return the text's sections with a mark around each quote; its id is `reading-<id>`."""
    quotes = tuple((row.pk, row.quote_exact, row.quote_prefix, row.quote_suffix) for row in readings)
    marks, offset = quote_marks(text.plain_text, quotes), 0
    sections = []
    for section in text.sections:
        parts = {}
        for name, html in (("heading", escape(section["heading"])), ("html", section["html"])):
            words = plain_text(html)
            start = offset + len(PARAGRAPH) if offset and words else offset
            offset = start + len(words)
            parts[name] = mark_safe(insert_marks(html, clip(marks, start, offset)))
        sections.append(section | parts)
    return sections


def clip(marks, start, end):
    """Return the marks, or their parts, between two offsets, counted from `start`. Only a mark's beginning has its id."""
    return [
        Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.id if mark.start >= start else "")
        for mark in marks
        if mark.start < end and start < mark.end
    ]


# To find a quote whose words were edited takes milliseconds, so the marks of the last texts are cached.
@lru_cache(maxsize=64)
def quote_marks(text, quotes):
    """Return the marks of those quotes that are found in a plain text."""
    places = ((pk, find_quote(text, *quote)) for pk, *quote in quotes)
    return tuple(Mark(*place, f"reading-{pk}") for pk, place in places if place)
