"""The page of a film as one source tells it."""

from django.db.models import Prefetch
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from catalog import according
from catalog.error_pages import error_page
from catalog.models import Reading
from catalog.models.facts import MANY_TO_MANY_FIELDS
from catalog.texts.numbers import excerpt, read_number
from catalog.views.core.spoilers import reader_level
from catalog.views.film import prefetch as parts
from catalog.views.film.footnotes import Footnotes
from catalog.views.film.page import facts_and_texts


def film_according_to(request, film, source_id):
    """Render the page, or say why there is none. It has no rating and no comments, because no source says them."""
    number = read_number(source_id)
    if number is None:
        return error_page(
            request,
            400,
            _("“%(text)s” is no source. Write its id, as in according_to=1.") % {"text": excerpt(source_id)},
        )
    source = according.find_source(film, number)
    if source is None:
        raise Http404
    cited_fields = according.empty_uncited_fields(film, source)
    fetch(film, source, cited_fields)
    context = facts_and_texts(film, Footnotes(film, only=source), reader_level(request))
    context |= {"source": source, "title_is_cited": "title" in cited_fields}
    return TemplateResponse(request, "catalog/film_according.html", context)


def fetch(film, source, cited_fields):
    """Prefetch what the source says, each part in a fixed number of queries."""
    readings = according.rows_of_source(Reading.objects.all(), source)
    fields = [Prefetch(name, according.related_rows(name, cited_fields)) for name in MANY_TO_MANY_FIELDS]
    lookups = [*parts.rows(readings), parts.posters()]
    for lookup in lookups:
        lookup.queryset = according.rows_of_source(lookup.queryset, source)
    parts.fetch(film, "original_title_language", *fields, *lookups)
    reasons = {citation.credit_id: citation.missing_reason for citation in film.citations.all()}
    for credit in film.credits.all():
        according.hide_name(credit, reasons.get(credit.pk))
    for version in film.versions.all():
        according.empty_uncited_version(version, film.citations.all())
    for question in film.questions.all():
        according.hide_ruling(question)
