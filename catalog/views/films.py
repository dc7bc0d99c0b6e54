from collections import defaultdict

from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.filters import FilmFilter, led
from catalog.models import Citation, Company, Film, Person, Source
from catalog.views.core.addresses import addressed
from catalog.views.core.caching import personal, public
from catalog.views.core.listing import listing
from catalog.views.core.spoilers import reader_level
from catalog.views.film import casting, compare, quotes
from catalog.views.film import prefetch as parts
from catalog.views.film.according import film_according_to
from catalog.views.film.footnotes import Footnotes
from catalog.views.film.page import film_page

SIZE = 24


@require_safe
@public
def film_list(request):
    """Published films, filtered and sorted."""
    chosen = FilmFilter(request.GET, Film.objects.listed())
    chosen.offer_used()
    if not chosen.is_valid():
        return render(request, "catalog/film_list.html", {"filter": chosen}, status=400)
    asked = chosen.form.cleaned_data
    return listing(
        request,
        "catalog/film_list.html",
        chosen.qs,
        SIZE,
        filter=chosen,
        narrowed=any(value for name, value in asked.items() if name != "ordering"),
        person=asked["person"] and Person.objects.published().filter(pk__in=led("person", [asked["person"]])).first(),
        company=asked["company"]
        and Company.objects.published().filter(pk__in=led("company", [asked["company"]])).first(),
    )


@require_safe
@personal
@addressed(parts.films)
def film(request, film):
    """A film, or with `according_to` as the source of that id tells it."""
    asked = request.GET.get("according_to")
    return film_page(request, film) if asked is None else film_according_to(request, film, asked)


def part(template, *lookups, **context):
    """A view of one part of a film, whole; `context` names functions of the film."""

    @require_safe
    @public
    @addressed(parts.films)
    def view(request, film):
        fetch(film, lookups)
        return show(request, film, template, {name: make(film) for name, make in context.items()})

    return view


def telling(template, *lookups, **context):
    """The same of a part that tells of the story, as much as the reader wants to know: functions of the film and that."""

    @require_safe
    @personal
    @addressed(parts.films)
    def view(request, film):
        level = reader_level(request)
        fetch(film, lookups)
        made = {name: make(film, level) for name, make in context.items()}
        return show(request, film, template, made | {"spoilers": level})

    return view


def fetch(film, lookups):
    parts.fetch(film, *(lookup() for lookup in (parts.citations, *lookups)))


def show(request, film, template, context):
    return render(request, template, {"film": film, "footnotes": Footnotes(film)} | context)


def cited(film, level):
    """Each source of the film with its citations that give no more away than a level, those of the film's fields first."""
    rows = (
        Citation.objects.filter(film=film)
        .within(level)
        .select_related(
            "credit__person",
            "credit__job",
            "release__country",
            "film_company__company",
            "award",
            "film_work__work",
            "title",
            "event",
        )
    )
    taken = defaultdict(list)
    for citation in sorted(rows, key=lambda citation: (not citation.field, citation.pk)):
        taken[citation.source_id].append(citation)
    return [(source, taken[source.pk]) for source in Source.objects.of(film)]


film_credits = part("catalog/film_credits.html", parts.cast_and_crew, cast=casting.cast, crew=casting.crew)
film_releases = part("catalog/film_releases.html", parts.releases)
film_questions = telling("catalog/film_questions.html", parts.questions)
film_synopses = telling(
    "catalog/film_synopses.html", parts.synopses, related=compare.related, quotes=quotes.mark_synopses
)
film_sources = telling("catalog/film_sources.html", cited=cited)
