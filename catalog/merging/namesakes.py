"""People and companies who have a name, or nearly: whom a typed name may mean. However many names, a fixed number of queries."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import StrIndex, Substr
from django.utils.translation import gettext
from rapidfuzz import fuzz

from catalog.models import Company, Credit, Person, PersonName
from catalog.texts.folding import fold, search_text
from catalog.texts.names import file_name
from catalog.texts.names.filing import name_sort_key
from catalog.texts.sorting import BETWEEN_FIELDS, sort_key

MOST_LETTERS = 200
# Of one name so many candidates are shown; of all names so many rows with nearly such a name are read.
MOST_CANDIDATES = 8
MOST_NEAR_ROWS = 5_000
# How alike two given names are at least, in percent, that one may be a slip of the other.
ALIKE = 75
DIGRAPHS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"}
TWO_LETTERS = re.compile("ae|oe|ue|aa")


class Namesake(NamedTuple):
    """A row that a name may mean, and why; `is_exact` where it has that very name."""

    pk: int
    reason: str
    is_exact: bool


def people_named(names: Iterable[str]) -> dict[str, list[Namesake]]:
    """Return {name: people whom it may mean}, those of that very name first."""
    keys = {name: fold(name)[:MOST_LETTERS] for name in dict.fromkeys(names)}
    namesakes: dict[str, dict[int, Namesake]] = defaultdict(dict)
    for name, namesake in (*people_of_name(keys), *people_of_near_name(keys)):
        namesakes[name].setdefault(namesake.pk, namesake)
    return {name: list(namesakes[name].values())[:MOST_CANDIDATES] for name in keys}


def people_of_name(keys: dict[str, str]) -> Iterator[tuple[str, Namesake]]:
    by_key = inverted(keys)
    for pk, key in Person.objects.filter(name_key__in=by_key).order_by("pk").values_list("pk", "name_key"):
        yield from ((name, Namesake(pk, gettext("same name"), is_exact=True)) for name in by_key[key])
    other_names = PersonName.objects.filter(name_key__in=by_key).order_by("pk")
    for pk, key, other_name in other_names.values_list("person", "name_key", "name"):
        yield from (
            (name, Namesake(pk, gettext("also known as %(other_name)s") % {"other_name": other_name}, is_exact=True))
            for name in by_key[key]
        )
    by_text = inverted({name: search_text(name) for name in keys})
    credits_by_name = (
        Credit.objects.with_own_name().filter(search_text__in=by_text, person__isnull=False).order_by("pk")
    )
    for pk, text, credited_as in credits_by_name.values_list("person", "search_text", "credited_as"):
        yield from (
            (name, Namesake(pk, gettext("credited as %(credited_as)s") % {"credited_as": credited_as}, is_exact=True))
            for name in by_text[text]
        )


def people_of_near_name(keys: dict[str, str]) -> Iterator[tuple[str, Namesake]]:
    """Yield people of one family name, or another spelling of it, and a given name that may be the same."""
    by_start: dict[str, set[str]] = defaultdict(set)
    for name in keys:
        for start in starts_of(name):
            by_start[start].add(name)
    tab = StrIndex("sort_key", Value(BETWEEN_FIELDS))
    # The family name and the first letter of the given name; all of it is read from the index of the sort key.
    filed_start = Case(
        When(sort_key__contains=BETWEEN_FIELDS, then=Substr("sort_key", 1, tab + 1)),
        default=F("sort_key"),
        output_field=CharField(),
    )
    people = Person.objects.annotate(start=filed_start).filter(start__in=by_start).order_by("sort_key", "pk")
    for pk, filed_key, key in people.values_list("pk", "sort_key", "start")[:MOST_NEAR_ROWS]:
        for name in by_start[key]:
            if are_given_names_alike(name, filed_key):
                yield name, Namesake(pk, gettext("similar name"), is_exact=False)


def starts_of(name: str) -> set[str]:
    """Return the family name and first letter by which people of nearly this name are filed."""
    words = name.split()
    spellings = [name]
    if len(words) == 2:
        spellings.append(f"{words[1]} {words[0]}")
    elif len(words) > 2:
        # Klein Rogge, who is filed under K with a hyphen.
        spellings.append(" ".join([*words[:-2], f"{words[-2]}-{words[-1]}"]))
    starts = set()
    for spelling in spellings:
        filed_key = name_sort_key(file_name(spelling).text)
        family, _, given_name = filed_key.partition(BETWEEN_FIELDS)
        if given_name:
            families = {family, TWO_LETTERS.sub(lambda letters: letters[0][0], family), digraphs_of(spelling, family)}
            starts |= {f"{spelled}{BETWEEN_FIELDS}{given_name[0]}" for spelled in families}
    return starts


def digraphs_of(name: str, family: str) -> str:
    """Return the key of a family name as it is spelled without diacritics: `froehlich` of `Fröhlich`."""
    plain_name = "".join(DIGRAPHS.get(letter, letter) for letter in name.lower())
    words = plain_name.split()
    return sort_key(" ".join(words[-len(family.split()) :])) if words else family


def are_given_names_alike(name: str, filed_key: str) -> bool:
    given_name = filed_key.partition(BETWEEN_FIELDS)[2].split(BETWEEN_FIELDS)[0]
    words, given_words = fold(name).replace(".", " ").split(), given_name.split()
    if not given_words:
        return False
    first, *_ = [word for word in words if word[0] == given_words[0][0]] or [""]
    is_initial = 1 in (len(first), len(given_words[0]))
    begins = first.startswith(given_words[0]) or given_words[0].startswith(first)
    return bool(first) and (is_initial or begins or fuzz.ratio(first, given_words[0]) >= ALIKE)


def companies_named(names: Iterable[str]) -> dict[str, list[Namesake]]:
    """Return {name: companies whose name is filed as this one}."""
    keys = {name: sort_key(name) for name in dict.fromkeys(names)}
    by_key, namesakes = inverted(keys), defaultdict(list)
    if by_key:
        for pk, key in Company.objects.filter(sort_key__in=by_key).order_by("pk").values_list("pk", "sort_key"):
            for name in by_key[key]:
                namesakes[name].append(Namesake(pk, gettext("same name"), is_exact=True))
    return {name: namesakes[name][:MOST_CANDIDATES] for name in keys}


def inverted(keys: dict[str, str]) -> dict[str, list[str]]:
    """Turn {name: key} into {key: names}, without empty keys."""
    names = defaultdict(list)
    for name, key in keys.items():
        if key:
            names[key].append(name)
    return names
