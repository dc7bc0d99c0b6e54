from django.views.decorators.http import require_safe

from catalog.filters import PersonFilter
from catalog.models import Award, Credit, Film, FilmWork, Person
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import public
from catalog.views.core.filmographies import filmography, films_newest_first
from catalog.views.core.letters import LetterFilter
from catalog.views.core.listing import filtered_listing, listing
from catalog.views.entry_footnotes import EntryFootnotes
from catalog.views.person_structured import person_statements

SIZE = 60
FILMS = 100


class PersonListFilter(LetterFilter, PersonFilter):
    pass


@require_safe
@public
def person_list(request):
    """List the people of published films, by name."""
    people = Person.objects.listed().with_portraits()
    return filtered_listing(request, "catalog/person_list.html", PersonListFilter(request.GET, people), SIZE)


@require_safe
@public
@row_of_address(lambda: Person.objects.published().with_portraits())
def person(request, person):
    """Show a person's published films, the newest first, each with all that they did for it."""
    credit_rows = Credit.objects.public().filter(person=person).in_order()
    credit_rows = credit_rows.select_related("job__department").prefetch_related("characters")
    portrait, external_ids = next(iter(person.portraits), None), list(person.external_ids.with_addresses())
    nationalities = list(person.nationalities.select_related("successor"))
    names = list(person.names.public().exclude(name=person.name))
    return listing(
        request,
        "catalog/person.html",
        filmography(credit_rows, "credits"),
        FILMS,
        person=person,
        footnotes=EntryFootnotes(person),
        portrait=portrait,
        names=names,
        nationalities=nationalities,
        adaptations=films_newest_first(pk__in=FilmWork.objects.filter(work__authors=person).values("film")),
        awards=Award.objects.public()
        .filter(recipients=person)
        .select_related("film")
        .prefetch_related(Film.objects.reader_titles("film__")),
        external_ids=external_ids,
        structured=person_statements(person, names, nationalities, portrait, external_ids),
    )
