from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.dates import by_date
from catalog.filters import PersonFilter
from catalog.models import Award, Credit, Film, Person
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import public
from catalog.views.core.letters import LetterFilter
from catalog.views.core.listing import filtered_listing
from catalog.views.entry_footnotes import EntryFootnotes
from catalog.views.person_structured import person_statements

SIZE = 60


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
    """Show a person's published films, by department, newest first."""
    credit_rows = Credit.objects.public().filter(person=person).newest_first()
    departments = groupby(credit_rows, key=lambda credit: credit.job.department)
    portrait, external_ids = next(iter(person.portraits), None), list(person.external_ids.with_addresses())
    nationalities = list(person.nationalities.select_related("successor"))
    names = list(person.names.public().exclude(name=person.name))
    context = {
        "person": person,
        "footnotes": EntryFootnotes(person),
        "portrait": portrait,
        "names": names,
        "nationalities": nationalities,
        "departments": [(department, list(rows)) for department, rows in departments],
        "adaptations": Film.objects.published()
        .filter(works__authors=person)
        .distinct()
        .order_by(*by_date("release_date", descending=True), "id"),
        "awards": Award.objects.public().filter(recipients=person).select_related("film"),
        "external_ids": external_ids,
        "structured": person_statements(person, names, nationalities, portrait, external_ids),
    }
    return render(request, "catalog/person.html", context)
