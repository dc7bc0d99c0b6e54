"""How complete films are: read by the desk's lists of films, its first page and a film's form. See catalog/models/lack_table.py."""

from typing import NamedTuple

from django.db.models import Prefetch

from catalog.models.lack_table import FilmPartName, Lack, LackKind, completeness_of, lacks_by_name
from catalog.models.lacks import count_lacks

LACKS = lacks_by_name()


def lacking(films, name):
    """Films with a lack of this name. In the order of BY_LACK the database reads an index, and no more of it than it shows."""
    return films.filter(lacks__name=name)


# The films that were entered last come first.
BY_LACK = "-lacks__film_id"


def with_lacks(films):
    """Films with the rows of what is stored as lacking, in one more query."""
    return films.prefetch_related(Prefetch("lacks", to_attr="stored_lacks"))


def lacks(film):
    """Return what the film lacks as its rows are now, also in a working copy: [(lack, how often)], in one query."""
    numbers = count_lacks([film.pk]).get(film.pk, {})
    return [(lack, numbers[name]) for name, lack in LACKS.items() if name in numbers]


class PartLacks(NamedTuple):
    """What a part of a film lacks: {kind: [(lack, how often)]}."""

    label: str
    lacks: dict[LackKind, list[tuple[Lack, int]]]


def lacks_by_part(film_lacks):
    """Return the parts of a film that lack something, with that, from what `lacks` returns."""
    parts = []
    for part in FilmPartName:
        by_kind: dict[LackKind, list[tuple[Lack, int]]] = {}
        for lack, number in film_lacks:
            if lack.part == part:
                by_kind.setdefault(LackKind(lack.kind), []).append((lack, number))
        if by_kind:
            parts.append(PartLacks(part.label, {kind: by_kind[kind] for kind in LackKind if kind in by_kind}))
    return parts


def completeness(film_lacks):
    """Return the points that are left of a hundred, from what `lacks` returns."""
    return completeness_of(lack.name for lack, _ in film_lacks)
