"""Whom a name in a table may mean among those who are here: why, and what they made."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext

from catalog.exchange.tables.decisions import Name
from catalog.merging.namesakes import companies_named, people_named
from catalog.models import Company, Credit, Film, FilmCompany, Person, Title
from catalog.texts.folding import fold

MOST_FILMS = 3
MOST_CANDIDATES = 8
DIRECTOR = "director"


class Candidate(NamedTuple):
    """A row that a name may mean, why, and by what people know it again; `is_exact` where it has that very name."""

    key: int
    label: str
    reason: str
    details: str
    is_exact: bool

    @property
    def in_words(self) -> str:
        """Return `12 Fritz Lang (same name; Director: Metropolis)`."""
        return f"{self.key} {self.label} ({'; '.join(filter(None, [self.reason, self.details]))})"


def candidates_of(names: Iterable[Name]) -> dict[Name, list[Candidate]]:
    """Return {name: candidates} of some names, those of that very name first, by a fixed number of queries."""
    by_noun: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        by_noun[name.noun].append(name)
    candidates = people(by_noun["person"]) | companies(by_noun["company"])
    return candidates | films(by_noun["film"])


def people(names: list[Name]) -> dict[Name, list[Candidate]]:
    namesakes = people_named(name.name for name in names)
    keys = {namesake.pk for rows in namesakes.values() for namesake in rows}
    labels = {person.pk: label_of_person(person) for person in Person.objects.filter(pk__in=keys)}
    details = works_of(
        Credit.objects.filter(person__in=keys).values_list("person", "job__name", "film__title", "film__year")
    )
    return {
        name: [
            Candidate(row.pk, labels.get(row.pk, ""), row.reason, details.get(row.pk, ""), row.is_exact)
            for row in namesakes.get(name.name, ())
        ]
        for name in names
    }


def label_of_person(person: Person) -> str:
    dates: tuple[Any, ...] = (person.born, person.died)
    years = "–".join(str(date.year or "") if date else "" for date in dates).strip("–")
    return f"{person.name}, {years}" if years else person.name


def companies(names: list[Name]) -> dict[Name, list[Candidate]]:
    namesakes = companies_named(name.name for name in names)
    keys = {namesake.pk for rows in namesakes.values() for namesake in rows}
    labels = dict(Company.objects.filter(pk__in=keys).values_list("pk", "name"))
    rows = FilmCompany.objects.filter(company__in=keys)
    details = works_of(rows.values_list("company", "role__name", "film__title", "film__year"))
    return {
        name: [
            Candidate(row.pk, labels.get(row.pk, ""), row.reason, details.get(row.pk, ""), row.is_exact)
            for row in namesakes.get(name.name, ())
        ]
        for name in names
    }


def works_of(rows: Iterable[tuple[int, str, str, int | None]]) -> dict[int, str]:
    """Return {key: what it did in which films, a few of them} of (key, job, title, year)."""
    works: dict[int, list[str]] = defaultdict(list)
    for key, job, title, year in rows:
        if len(works[key]) < MOST_FILMS:
            works[key].append(f"{job}: {title} ({year})" if year else f"{job}: {title}")
    return {key: ", ".join(lines) for key, lines in works.items()}


def films(names: list[Name]) -> dict[Name, list[Candidate]]:
    """Return films of the same title, or also called so, those of the same year first."""
    by_key = defaultdict(list)
    for name in names:
        by_key[fold(name.name)[:300]].append(name)
    matches: dict[Name, dict[int, str]] = defaultdict(dict)
    for name, key, reason in matching_films(by_key):
        matches[name].setdefault(key, reason)
    keys = {key for rows in matches.values() for key in rows}
    rows_by_key = {film.pk: film for film in Film.objects.filter(pk__in=keys)}
    directors = works_of(
        Credit.objects.filter(film__in=keys, job__code=DIRECTOR, person__isnull=False).values_list(
            "film", "job__name", "person__name", "person__born_first__year"
        )
    )
    return {
        name: sorted(
            (
                Candidate(
                    key, str(rows_by_key[key]), reason, directors.get(key, ""), is_of_year(rows_by_key[key], name)
                )
                for key, reason in matches[name].items()
            ),
            key=lambda candidate: not candidate.is_exact,
        )[:MOST_CANDIDATES]
        for name in names
    }


def matching_films(by_key: dict[str, list[Name]]) -> Iterator[tuple[Name, int, str]]:
    for pk, key in Film.objects.filter(title_key__in=by_key).order_by("pk").values_list("pk", "title_key"):
        yield from ((name, pk, gettext("same title")) for name in by_key[key])
    titles = {name.name: name for names in by_key.values() for name in names}
    originals = Film.objects.filter(original_title__in=titles).order_by("pk").values_list("pk", "original_title")
    other_titles = Title.objects.filter(title__in=titles).order_by("pk").values_list("film", "title")
    for pk, title in (*originals, *other_titles):
        for name in by_key[fold(title)[:300]]:
            yield name, pk, gettext("also called %(title)s") % {"title": title}


def is_of_year(film: Film, name: Name) -> bool:
    return bool(film.year) and str(film.year) == name.told_by[:4]
