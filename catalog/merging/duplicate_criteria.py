"""By what two rows of a noun are possible duplicates: one name or title, and a fact that speaks for it.

A name alone says little. People of one name are proposed where they share a film, a date of birth or death, or, while few
have the name, years of work. A fact that speaks against it, such as two dates of birth, outweighs all others.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, F, Model, QuerySet, Value, When
from django.db.models.functions import Replace

from catalog.dates import PartialDate, contradicts
from catalog.editing import stored_words
from catalog.editing.documents import model_of
from catalog.editing.stored_words import store
from catalog.merging.referring_rows import batches
from catalog.models import Credit, EventCharacter, FilmCompany, Person, PersonName
from catalog.models.credits import DIRECTOR
from catalog.texts.folding import fold

# Years of work speak for two of one name only while so many have the name.
FEW_NAMESAKES = 4

# Of a row: what it may share with a namesake, and the first and the last year of its work.
Evidence = tuple[set[Any], tuple[int, int] | None]


@dataclass
class Candidate:
    """What is known of a row that is compared with its namesakes.

    `in_common` is what it may have in common with them, films say. `distinctive` are dates and codes that tell them apart.
    `is_other_name` says that what it is compared by is not its own name, but another one that it has.
    """

    pk: int
    in_common: set[Any]
    distinctive: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    url: str = ""
    is_other_name: bool = False


def with_plain_marks(text: Any) -> Any:
    """Return an expression of a text with one kind of dash and of apostrophe."""
    for mark, plain_mark in [*((dash, "-") for dash in "‐‑‒–—−"), *((apostrophe, "'") for apostrophe in "‘’ʼ")]:
        text = Replace(text, Value(mark), Value(plain_mark))
    return text


class Criterion(ABC):
    """How duplicates of a noun are found: rows with the same value in `group_by` are compared by more evidence."""

    label = stored_words.SAME_NAME
    group_by: Any = F("name_key")
    # Fields that are read with each row, and tell namesakes apart.
    fields: tuple[str, ...] = ()

    def rows(self, noun: str) -> QuerySet[Any, Any]:
        """Query (value of `group_by`, key, *fields) of all rows of a noun, in this order."""
        rows = model_of(noun)._base_manager.annotate(group_key=self.group_by).exclude(group_key="")
        return rows.order_by("group_key", "pk").values_list("group_key", "pk", *self.fields)

    def read_evidence(self, keys: Sequence[int]) -> Mapping[int, Evidence]:
        """Return {key: evidence} of some rows, in a few queries."""
        return {}

    def candidate(self, pk: int, values: Sequence[Any], evidence: Mapping[int, Evidence]) -> Candidate:
        """Return a row as it is compared; `values` are those of `fields`."""
        in_common, years = evidence.get(pk, (set(), None))
        return Candidate(pk, in_common, tuple(map(as_text, values)), years)

    @abstractmethod
    def reason(self, first: Candidate, second: Candidate, namesakes: int) -> str | None:
        """Return why two may be duplicates, "" where the label is enough; None where they are not.

        `namesakes` is how many rows have the name.
        """


class PeopleByName(Criterion):
    fields = ("born", "died")

    def read_evidence(self, keys: Sequence[int]) -> Mapping[int, Evidence]:
        return films_and_years(values_at(Credit, "person", keys, "person", "film", "film__year"))

    def reason(self, first: Candidate, second: Candidate, namesakes: int) -> str | None:
        dates = list(zip(("born", "died"), first.distinctive, second.distinctive, strict=True))
        if any(dates_contradict(*values) for _, *values in dates):
            return None
        same_dates = {word: max(values, key=len) for word, *values in dates if all(values)}
        years = shared_years(first, second, namesakes)
        return (
            films_in_common(first, second)
            or why_dates(same_dates)
            or (store(stored_words.BOTH_AT_WORK, years=years) if years else None)
        )


class PeopleByOtherName(PeopleByName):
    """People of whom one has another name of the other one; of those who share their names, `PeopleByName` says more."""

    label = stored_words.OTHER_NAME

    def rows(self, noun: str) -> QuerySet[Any, Any]:
        shared_keys = PersonName.objects.exclude(name_key="").values("name_key")
        of_people = Person.objects.filter(name_key__in=shared_keys).order_by()
        other_names = PersonName.objects.exclude(name_key="").order_by()
        first, *further = (
            rows.annotate(is_other=Value(is_other, output_field=BooleanField())).values_list("name_key", *columns)
            for rows, is_other, columns in (
                (of_people, False, ("pk", "is_other", "born", "died")),
                (other_names, True, ("person_id", "is_other", "person__born", "person__died")),
            )
        )
        return first.union(*further, all=True).order_by("name_key", "pk")

    def candidate(self, pk: int, values: Sequence[Any], evidence: Mapping[int, Evidence]) -> Candidate:
        is_other, *dates = values
        candidate = super().candidate(pk, dates, evidence)
        candidate.is_other_name = bool(is_other)
        return candidate

    def reason(self, first: Candidate, second: Candidate, namesakes: int) -> str | None:
        is_by_other_name = first.is_other_name or second.is_other_name
        return super().reason(first, second, namesakes) if is_by_other_name else None


class CompaniesByName(Criterion):
    group_by, fields = F("sort_key"), ("country",)

    def read_evidence(self, keys: Sequence[int]) -> Mapping[int, Evidence]:
        return films_and_years(values_at(FilmCompany, "company", keys, "company", "film", "film__year"))

    def reason(self, first: Candidate, second: Candidate, namesakes: int) -> str | None:
        countries = *first.distinctive, *second.distinctive
        if contradict(*countries):
            return None
        years = shared_years(first, second, namesakes)
        same_country = stored_words.ONE_COUNTRY if all(countries) else ""
        return (
            films_in_common(first, second)
            or same_country
            or (store(stored_words.BOTH_AT_WORK, years=years) if years else None)
        )


class CharactersByName(Criterion):
    def read_evidence(self, keys: Sequence[int]) -> Mapping[int, Evidence]:
        in_common: dict[int, set[Any]] = defaultdict(set)
        for key, film, person in values_at(Credit, "characters", keys, "characters", "film", "person"):
            in_common[key] |= {("film", film), ("person", person)} if person else {("film", film)}
        for key, film in values_at(EventCharacter, "character", keys, "character", "event__film"):
            in_common[key].add(("film", film))
        return {key: (films_and_people, None) for key, films_and_people in in_common.items()}

    def reason(self, first: Candidate, second: Candidate, namesakes: int) -> str | None:
        nouns = {noun for noun, _ in first.in_common & second.in_common}
        return stored_words.ONE_FILM if "film" in nouns else stored_words.ONE_ACTOR if nouns else None


class SourcesByAddress(Criterion):
    label, group_by = stored_words.SAME_ADDRESS, F("url")

    def reason(self, first: Candidate, second: Candidate, namesakes: int) -> str | None:
        return ""


class SourcesByTitle(Criterion):
    label, group_by, fields = stored_words.SAME_TITLE, F("title_key"), ("publisher", "published_on", "url")

    def candidate(self, pk: int, values: Sequence[Any], evidence: Mapping[int, Evidence]) -> Candidate:
        publisher, published_on, url = map(as_text, values)
        return Candidate(pk, {fold(publisher)}, (published_on,), url=url)

    def reason(self, first: Candidate, second: Candidate, namesakes: int) -> str | None:
        has_two_addresses = first.url and second.url and first.url != second.url
        if has_two_addresses or dates_contradict(*first.distinctive, *second.distinctive):
            return None
        return stored_words.SAME_PUBLISHER if first.in_common == second.in_common and first.in_common != {""} else None


class FilmsByTitle(Criterion):
    label, group_by, fields = stored_words.SAME_TITLE, F("title_key"), ("year",)

    def candidate(self, pk: int, values: Sequence[Any], evidence: Mapping[int, Evidence]) -> Candidate:
        [year] = values
        return Candidate(pk, set(), (as_text(year),), (year, year) if year else None)

    def reason(self, first: Candidate, second: Candidate, namesakes: int) -> str | None:
        if not (first.years and second.years) or abs(first.years[0] - second.years[0]) > 1:
            return None
        year, other_year = sorted((first.years[0], second.years[0]))
        if year == other_year:
            return store(stored_words.ONE_YEAR, year=year)
        return store(stored_words.TWO_YEARS, year=year, other_year=other_year)


class FilmsByOriginalTitle(Criterion):
    label = stored_words.SAME_ORIGINAL_TITLE
    group_by = with_plain_marks(Case(When(original_title="", then=F("title")), default=F("original_title")))

    def read_evidence(self, keys: Sequence[int]) -> Mapping[int, Evidence]:
        rows = values_at(Credit, "film", keys, "film", "person", job__code=DIRECTOR, person__isnull=False)
        directors: dict[int, set[Any]] = defaultdict(set)
        for film, person in rows:
            directors[film].add(person)
        return {film: (people, None) for film, people in directors.items()}

    def reason(self, first: Candidate, second: Candidate, namesakes: int) -> str | None:
        return stored_words.SAME_DIRECTOR if first.in_common & second.in_common else None


CRITERIA: dict[str, list[Criterion]] = {
    "person": [PeopleByName(), PeopleByOtherName()],
    "company": [CompaniesByName()],
    "character": [CharactersByName()],
    "source": [SourcesByAddress(), SourcesByTitle()],
    "film": [FilmsByTitle(), FilmsByOriginalTitle()],
}


def contradict(value: str, other_value: str) -> bool:
    """Tell whether two codes exclude each other."""
    return bool(value and other_value) and value != other_value


def dates_contradict(text: str, other_text: str) -> bool:
    """Tell whether two partial dates exclude each other: 1944 and 1945 do, 1944 and 1944-08-21 don't, nor c. 1944 and 1945."""
    if not (text and other_text):
        return False
    date, other_date = PartialDate.parse(text), PartialDate.parse(other_text)
    return date.is_sure and other_date.is_sure and (contradicts(date, other_date) or contradicts(other_date, date))


def shared_years(first: Candidate, second: Candidate, namesakes: int) -> str:
    """Return the years in which both worked; "" where there are none, or where too many have the name."""
    if not (first.years and second.years) or namesakes > FEW_NAMESAKES:
        return ""
    start, end = max(first.years[0], second.years[0]), min(first.years[1], second.years[1])
    return "" if start > end else str(start) if start == end else f"{start}–{end}"


def why_dates(same_dates: Mapping[str, str]) -> str:
    """Return the dates that two share, in words; "" where they share none."""
    words = {("born", "died"): stored_words.BORN_AND_DIED, ("born",): stored_words.BORN, ("died",): stored_words.DIED}
    return store(words[tuple(same_dates)], **same_dates) if same_dates else ""


def films_in_common(first: Candidate, second: Candidate) -> str:
    """Return how many films both share, in words; "" where there are none."""
    count = len(first.in_common & second.in_common)
    return store(stored_words.FILMS_IN_COMMON, number=count) if count else ""


def films_and_years(rows: Iterable[Sequence[Any]]) -> dict[int, Evidence]:
    """Return {key: (films, (first year, last year))} of rows (key, film, year of the film)."""
    films: dict[int, set[Any]] = defaultdict(set)
    years: dict[int, set[int]] = defaultdict(set)
    for key, film, year in rows:
        films[key].add(film)
        if year:
            years[key].add(year)
    return {key: (films[key], (min(years[key]), max(years[key])) if key in years else None) for key in films}


def values_at(
    model: type[Model], path: str, keys: Sequence[int], *names: str, **conditions: Any
) -> Iterator[Sequence[Any]]:
    """Read values of the rows of a model that refer to some keys."""
    for batch in batches(keys):
        yield from model._base_manager.filter(**{f"{path}__in": batch}, **conditions).values_list(*names).distinct()


def as_text(value: Any) -> str:
    """Return a value as text, None as ""."""
    return "" if value is None else str(value)
