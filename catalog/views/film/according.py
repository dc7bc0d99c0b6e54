"""A film's page as one source tells it."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render

from catalog import according
from catalog.models import Reading
from catalog.models.facts import MANY_TO_MANY_FIELDS
from catalog.views.core.addresses import refuse
from catalog.views.core.spoilers import reader_level
from catalog.views.film import prefetch as parts
from catalog.views.film.footnotes import Footnotes
from catalog.views.film.page import facts_and_texts

LONGEST = 18


def film_according_to(request, film, asked):
    """Render the page, or say why there is none. The rating and the comments are no source's: they stay on the film's."""
    if not (asked.isascii() and asked.isdecimal() and int(asked[: LONGEST + 1]) < 10**LONGEST):
        return refuse(request, 400, f"“{asked[:20]}” is no source. Write its id, as in according_to=1.")
    source = according.find_source(film, int(asked))
    if source is None:
        raise Http404
    cited_fields = according.empty_uncited_fields(film, source)
    fetch(film, source, cited_fields)
    context = facts_and_texts(film, Footnotes(film, only=source), reader_level(request))
    context |= {"source": source, "title_is_cited": "title" in cited_fields}
    return render(request, "catalog/film_according.html", context)


def fetch(film, source, cited_fields):
    """Fetch what the source says, each part in a fixed number of queries."""
    readings = according.rows_of_source(Reading.objects.all(), source)
    fields = [Prefetch(name, according.related_rows(name, cited_fields)) for name in MANY_TO_MANY_FIELDS]
    lookups = (
        parts.external_ids(),
        parts.cast_and_crew(),
        parts.releases(),
        parts.titles(),
        parts.companies(),
        parts.works(),
        parts.awards(),
        parts.synopses(),
        parts.articles(),
        parts.events(),
        parts.questions(readings),
        parts.pictures(),
        parts.citations(),
    )
    for lookup in lookups:
        lookup.queryset = according.rows_of_source(lookup.queryset, source)
    parts.fetch(film, *fields, *lookups)
    reasons = {citation.credit_id: citation.missing_reason for citation in film.citations.all()}
    for credit in film.credits.all():
        according.hide_name(credit, reasons.get(credit.pk))
    for question in film.questions.all():
        according.hide_ruling(question)
