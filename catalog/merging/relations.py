"""Relations that stand in the way of a merge: what they say of two films or companies can't be said of one."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from catalog.models import Company, Relation, Source
from catalog.models.companies import ancestors
from catalog.models.sources import originals


def relation_refusals(survivor: Any, loser: Any) -> Iterator[str]:
    """Yield which relations an editor deletes first: between the two films, or with a third one that would have it twice over."""
    keys = (survivor, loser)
    rows = Relation.objects.filter(Q(film__in=keys) | Q(other_film__in=keys)).select_related("film", "other_film")
    entered_here, entered_there = {}, {}
    for row in rows.order_by("pk"):
        if {row.film_id, row.other_film_id} == set(keys):
            yield gettext("“%(film)s” is “%(row)s”. If the two are one film, delete that relation first.") % {
                "film": row.film,
                "row": row,
            }
        elif row.film_id in keys:
            entered_here[row.other_film_id, row.kind] = row
        else:
            entered_there[row.film_id, row.kind] = row
    for place in entered_here.keys() & entered_there.keys():
        row, other_row = entered_here[place], entered_there[place]
        yield gettext(
            "“%(film)s” is “%(row)s”, and “%(other_film)s” is “%(other_row)s”: of one film that is once. "
            "Delete one of the two first."
        ) % {"film": row.film, "row": row, "other_film": other_row.film, "other_row": other_row}


def company_refusals(survivor: Any, loser: Any) -> Iterator[str]:
    """Yield why two companies of which one is a part of the other are not one."""
    names = Company.objects.in_bulk([survivor, loser])
    for part, whole in ((survivor, loser), (loser, survivor)):
        if whole in ancestors(part):
            yield (
                gettext(
                    "“%(names)s” is a part of “%(other_names)s”, directly or by another company. If the two are one "
                    "company, change what they are parts of first."
                )
                % {"names": names[part], "other_names": names[whole]}
            )


def source_refusals(survivor: Any, loser: Any) -> Iterator[str]:
    """Yield why two sources of which one is copied from the other are not one."""
    sources = Source.objects.in_bulk([survivor, loser])
    for copy, original in ((survivor, loser), (loser, survivor)):
        if original in originals(copy):
            yield (
                gettext(
                    "“%(sources)s” is copied from “%(other_sources)s”, directly or by another source. If the two "
                    "are one source, change what they are copied from first."
                )
                % {"sources": sources[copy], "other_sources": sources[original]}
            )
