from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.models import Citation, Company, EntryCitation, Film, FilmWork, Person, Source, SpoilerLevel, Work
from catalog.models.base import on_published_film
from catalog.models.facts import CITED_ROW_RELATIONS
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import public
from catalog.views.core.listing import listing

FILMS = 48
ENTRIES = 60
# So many people, companies or works stand beside the films, and so many facts under a film; then the page links to all.
MOST_ENTRIES = 24
MOST_FACTS = 12
# Kinds of entries, as `of` of the address names them → the noun, and what visitors see of it.
ENTRY_KINDS = {
    "people": ("person", Person.objects.listed),
    "companies": ("company", Company.objects.listed),
    "works": ("work", lambda: Work.objects.filter(Exists(film_works()))),
}


# What a section with the first of them is called, the link to all of them, and the page that lists all.
ENTRY_WORDS = {
    "people": {
        "heading": _("People"),
        "all": _("All people that rest on it"),
        "of_source": _("People that rest on it"),
    },
    "companies": {
        "heading": _("Companies"),
        "all": _("All companies that rest on it"),
        "of_source": _("Companies that rest on it"),
    },
    "works": {"heading": _("Works"), "all": _("All works that rest on it"), "of_source": _("Works that rest on it")},
}


def film_works():
    return FilmWork.objects.filter(on_published_film(), work=OuterRef("pk"))


@require_safe
@public
@row_of_address(lambda: Source.objects.published().select_related("copied_from"))
def source(request, source):
    """Show a source, and what rests on it with the facts: films, people, companies and works; with `of`, all of one kind."""
    kind = request.GET.get("of")
    if kind is None:
        sections = {name: entries_resting_on(source, name) for name in ENTRY_KINDS}
        return listing(
            request,
            "catalog/source.html",
            films_resting_on(source),
            FILMS,
            source=source,
            most_facts=MOST_FACTS,
            sections=[(name, ENTRY_WORDS[name], rows[:MOST_ENTRIES], rows.count()) for name, rows in sections.items()],
        )
    if kind not in ENTRY_KINDS:
        raise Http404(f"Write of={', of='.join(ENTRY_KINDS)}, or leave it out.")
    rows, words = entries_resting_on(source, kind), ENTRY_WORDS[kind]
    return listing(request, "catalog/source_entries.html", rows, ENTRIES, source=source, kind=kind, words=words)


def films_resting_on(source):
    """Return the films that rest on a source, each with the first of their `facts_here`: its citations of this source."""
    citations = Citation.objects.filter(source=source).within(SpoilerLevel.PREMISE).select_related(*CITED_ROW_RELATIONS)
    facts = Prefetch("citations", citations.order_by("id")[: MOST_FACTS + 1], to_attr="facts_here")
    return Film.objects.listed().resting_on(source).prefetch_related(facts)


def entries_resting_on(source, kind):
    """Return the people, companies or works that visitors see and the source is cited for, each with `facts_here`."""
    noun, visible_rows = ENTRY_KINDS[kind]
    citations = EntryCitation.objects.public().filter(source=source)
    facts = Prefetch("citations", citations.select_related("person_name").order_by("id"), to_attr="facts_here")
    return visible_rows().filter(Exists(citations.filter(**{noun: OuterRef("pk")}))).prefetch_related(facts)
