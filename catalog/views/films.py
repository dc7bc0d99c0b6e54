from collections import defaultdict

from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from catalog.filters import FilmFilter, survivor_keys
from catalog.models import Citation, Company, EntryCitation, Film, Person, Source
from catalog.models.facts import CITED_ROW_RELATIONS
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import personal, public
from catalog.views.core.letters import LetterFilter
from catalog.views.core.listing import listing
from catalog.views.core.spoilers import reader_level
from catalog.views.film import compare, credit_groups, quotes, story
from catalog.views.film import prefetch as parts
from catalog.views.film.according import film_according_to
from catalog.views.film.footnotes import Footnotes
from catalog.views.film.licences import licences
from catalog.views.film.page import film_page
from catalog.views.film.versions import versions_to_show

SIZE = 24


class FilmListFilter(LetterFilter, FilmFilter):
    """The filters of the list, in the groups in which its form shows them."""

    FIRST = ("q", "genre", "year_min", "year_max", "ordering")
    # Links set them; the form keeps them, and shows those that mean nothing.
    LINKED = ("person", "company", "source", "letter")

    def first_fields(self):
        form = self.form
        return [form[name] for name in (*self.FIRST, *(name for name in self.LINKED if form[name].errors))]

    def further_fields(self):
        return [field for field in self.form if field.name not in (*self.FIRST, *self.LINKED)]

    def further_in_use(self):
        """Count the filters in use, or in error, among those that the form folds away."""
        return sum(1 for field in self.further_fields() if field.value() or field.errors)

    def linked_fields(self):
        return [self.form[name] for name in self.LINKED if self.form[name].value() and not self.form[name].errors]


@require_safe
@public
def film_list(request):
    """List the published films, filtered and sorted; those under a letter by title, unless the address says otherwise."""
    query = request.GET.copy()
    if query.get("letter") and not query.get("ordering"):
        query["ordering"] = "title"
    film_filter = FilmListFilter(query, Film.objects.listed())
    film_filter.offer_used()
    if not film_filter.is_valid():
        return TemplateResponse(request, "catalog/film_list.html", {"filter": film_filter, "noindex": True}, status=400)
    values = film_filter.form.cleaned_data
    return listing(
        request,
        "catalog/film_list.html",
        film_filter.qs,
        SIZE,
        filter=film_filter,
        letters=film_filter.letters,
        is_filtered=any(value for name, value in values.items() if name != "ordering"),
        person=visible_row(Person, values["person"]),
        company=visible_row(Company, values["company"]),
        source=visible_row(Source, values["source"]),
    )


def visible_row(model, key):
    """Return the published row of a key or the survivor of that row; None where there is none."""
    return key and model.objects.published().filter(pk__in=survivor_keys(model._meta.model_name, [key])).first()


@require_safe
@personal
@row_of_address(parts.films)
def film(request, film):
    """Show a film, or with `according_to` what one source says of it."""
    source_id = request.GET.get("according_to")
    return film_page(request, film) if source_id is None else film_according_to(request, film, source_id)


def part_view(template, *lookups, **context):
    """Return a view of one whole part of a film; `context` maps names to functions of the film."""

    @require_safe
    @public
    @row_of_address(parts.films)
    def view(request, film):
        fetch(film, lookups)
        return show(request, film, template, {name: value_of(film) for name, value_of in context.items()})

    return view


def story_part_view(template, *lookups, **context):
    """Return a view of a part that gives away the story; its functions take the request and the film."""

    @require_safe
    @personal
    @row_of_address(parts.films)
    def view(request, film):
        fetch(film, lookups)
        values = {name: value_of(request, film) for name, value_of in context.items()}
        return show(request, film, template, values | {"reader_level": reader_level(request)})

    return view


def fetch(film, lookups):
    parts.fetch(film, *(lookup() for lookup in (parts.citations, parts.posters, *lookups)))


@require_safe
@personal
@row_of_address(parts.films)
def film_story(request, film):
    """Show the whole story, point by point."""
    fetch(film, (parts.events, parts.synopses))
    footnotes, level = Footnotes(film), reader_level(request)
    context = {"film": film, "footnotes": footnotes, "story": story.stretches(film, footnotes, level=level)}
    return TemplateResponse(request, "catalog/film_story.html", context | {"reader_level": level})


def show(request, film, template, context):
    return TemplateResponse(request, template, {"film": film, "footnotes": Footnotes(film)} | context)


def citations_by_source(request, film):
    """Return [(source, citations that give away no more than the reader wants)]; citations of fields come first."""
    rows = Citation.objects.filter(film=film).within(reader_level(request)).select_related(*CITED_ROW_RELATIONS)
    by_source = defaultdict(list)
    for citation in sorted(rows, key=lambda citation: (not citation.field, citation.pk)):
        by_source[citation.source_id].append(citation)
    for citation in EntryCitation.objects.filter(work__film_works__film=film).select_related("work").order_by("pk"):
        by_source[citation.source_id].append(citation)
    return [(source, by_source[source.pk]) for source in Source.objects.of(film)]


film_credits = part_view(
    "catalog/film_credits.html", parts.cast_and_crew, cast=credit_groups.cast, crew=credit_groups.crew
)
film_releases = part_view("catalog/film_releases.html", parts.releases)
film_versions = part_view("catalog/film_versions.html", parts.versions, versions=versions_to_show)
film_questions = story_part_view("catalog/film_questions.html", parts.questions)
film_pictures = story_part_view("catalog/film_pictures.html", parts.pictures)
film_synopses = story_part_view(
    "catalog/film_synopses.html",
    parts.synopses,
    related_synopses=compare.related_synopses,
    quotes=quotes.mark_synopses,
    licences=lambda request, film: licences(film.synopses.all(), reader_level(request)),
)
film_sources = story_part_view("catalog/film_sources.html", citations_by_source=citations_by_source)
