"""Possible duplicates: looked for in the whole catalogue, a stretch at a time, and what editors said of them.

A name alone says little: people of one name are proposed where they share a film, a date of birth or death, or, while few
have the name, years of work. What speaks against it, such as two dates of birth, outweighs that. See docs/editing.md.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, combinations, groupby, islice

from django.db.models import Case, F, Q, When
from django.utils import timezone

from catalog.editing.documents import MOST_PARAMETERS, model_of
from catalog.editing.references import survivors
from catalog.models import Credit, DuplicatePair, DuplicateState, EventCharacter, ExternalId, FilmCompany
from catalog.texts.folding import fold

MERGEABLE_NOUNS = ("person", "company", "character", "source", "film")
# Years of work speak for two of one name only while so many have the name.
FEW_NAMESAKES = 4
# Of more namesakes, only those are compared that share a film, a date or an actor.
MOST_COMPARED = 40
NUMBERED_ID = re.compile(r"([A-Za-z]*)0*(\d+)")


@dataclass
class SearchCounts:
    """How many rows were looked at, how many pairs wait for a decision now, how many of them are new, how many went."""

    rows: int = 0
    waiting: int = 0
    new: int = 0
    gone: int = 0


@dataclass
class Candidate:
    """What is known of a row besides its name. `shared` is what two of one name have in common, if anything."""

    pk: int
    key: str
    shared: set
    dates: tuple = ()
    years: tuple = ()
    said: tuple = ()


def find_duplicates(noun, *, progress=lambda rows: None):
    """Propose pairs of a noun that may be duplicates, and delete proposals that no longer hold."""
    started, found = timezone.now(), SearchCounts()
    proposed = DuplicatePair.objects.filter(noun=noun, state=DuplicateState.PROPOSED)
    before, refused = proposed.count(), distinct_pairs(noun)
    # A second look at the same rows counts them no second time.
    counts = [(kind, SearchCounts() if number else found) for number, kind in enumerate(CRITERIA[noun])]
    pairs = chain(
        *(pairs_by_criterion(noun, kind, count, progress) for kind, count in counts), pairs_by_external_id(noun)
    )
    while some := list(islice(pairs, MOST_PARAMETERS)):
        save_pairs(noun, {(min(one, other), max(one, other)): why for one, other, why in some}, refused)
    found.gone, _ = proposed.filter(found_at__lt=started).delete()
    found.waiting = proposed.count()
    found.new = found.waiting - before + found.gone
    return found


def possible_duplicates(found):
    """How many pairs wait for a decision, and how many of them are new, in words."""
    return f"{found.waiting} possible duplicate{'' if found.waiting == 1 else 's'}, {found.new} of them new"


def save_pairs(noun, pairs, refused):
    DuplicatePair.objects.bulk_create(
        [
            DuplicatePair(noun=noun, left=left, right=right, why=why)
            for (left, right), why in pairs.items()
            if (left, right) not in refused
        ],
        update_conflicts=True,
        unique_fields=["noun", "left", "right"],
        update_fields=["why", "found_at"],
    )


def distinct_pairs(noun):
    """The pairs that are two, as editors said; what was said of one holds of what it was merged into."""
    said = DuplicatePair.objects.filter(noun=noun, state=DuplicateState.NOT_THE_SAME).values_list("left", "right")
    pairs = set(said)
    into = survivors(noun, {key for pair in pairs for key in pair})
    led = {tuple(sorted(into.get(key, key) for key in pair)) for pair in pairs}
    return pairs | led


def decide_pair(*, noun, left, right, same, editor):
    """Remember that two are not the same, or propose them again; False where that was so already."""
    now, then = (
        (DuplicateState.PROPOSED, DuplicateState.NOT_THE_SAME)
        if same
        else (DuplicateState.NOT_THE_SAME, DuplicateState.PROPOSED)
    )
    of_these = DuplicatePair.objects.filter(noun=noun, left=left, right=right, state=then)
    return bool(of_these.update(state=now, decided_by=None if same else editor))


def pairs_by_criterion(noun, kind, found, progress):
    """Yield (row, row, why) of those whose names are one and of which enough speaks for it."""
    fields = ("pk", *kind.fields)
    order = kind.key if kind.order is None else kind.order
    model = model_of(noun)
    rows = model._base_manager.annotate(group_key=order).exclude(group_key="").order_by("group_key", "pk")
    stream = rows.values_list("group_key", *fields).iterator(chunk_size=2000)
    groups = (list(group) for _, group in groupby(count_rows(stream, found, progress), key=lambda row: row[0]))
    several = (group for group in groups if len(group) > 1)
    for some in group_batches(several):
        known = kind.learn([row[1] for group in some for row in group])
        for group in some:
            people = [kind.make(row, known) for row in group]
            for one, other in pairs_to_compare(people):
                if why := kind.why(one, other, len(people)):
                    yield one.pk, other.pk, f"{kind.alike}; {why}" if why is not True else kind.alike


def count_rows(stream, found, progress):
    for row in stream:
        found.rows += 1
        if found.rows % 10000 == 0:
            progress(found.rows)
        yield row


def group_batches(groups):
    """Lists of groups that together have about so many rows as one query may ask for."""
    some, size = [], 0
    for group in groups:
        some.append(group)
        size += len(group)
        if size >= MOST_PARAMETERS:
            yield some
            some, size = [], 0
    if some:
        yield some


def pairs_to_compare(rows):
    """The pairs of namesakes that are worth a look."""
    if len(rows) <= MOST_COMPARED:
        return combinations(rows, 2)
    at = defaultdict(list)
    for row in rows:
        for place in {*row.shared, *((number, date[:4]) for number, date in enumerate(row.dates) if date)}:
            at[place].append(row)
    pairs = {
        (one.pk, other.pk): (one, other)
        for found in at.values()
        for one, other in combinations(found[:MOST_COMPARED], 2)
    }
    return pairs.values()


def dates_conflict(one, other):
    """Whether two partial dates can't be one: 1944 and 1944-08-21 can."""
    return bool(one and other) and not (one.startswith(other) or other.startswith(one))


def shared_years(one, other):
    """The years in which both worked, as text; empty where there are none."""
    if not (one and other):
        return ""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return "" if first > last else str(first) if first == last else f"{first}–{last}"


def count_in_common(one, other, what):
    number = len(one.shared & other.shared)
    return f"{number} {what[0] if number == 1 else what[1]} in common" if number else ""


class Criterion:
    """By what two of a noun are alike, and what has to speak for it besides."""

    alike = "Same name"
    fields = ()
    order = None

    def learn(self, keys):
        """{key: (what is shared, years)} of some rows, in a few queries."""
        return {}

    def make(self, row, known):
        shared, years = known.get(row[1], (set(), ()))
        return Candidate(row[1], row[0], shared, dates=tuple(map(as_text, row[2:])), years=years)


def as_text(value):
    return "" if value is None else str(value)


def films_and_years(rows):
    """{key: (films, (first year, last year))} of rows (key, film, year)."""
    films, years = defaultdict(set), defaultdict(set)
    for key, film, year in rows:
        films[key].add(film)
        if year:
            years[key].add(year)
    return {key: (films[key], (min(years[key]), max(years[key])) if years[key] else ()) for key in films}


def rows_referring_to(model, path, keys, *values, **conditions):
    """Rows of what points at some keys, at most MOST_PARAMETERS keys a query."""
    for start in range(0, len(keys), MOST_PARAMETERS):
        some = keys[start : start + MOST_PARAMETERS]
        yield from model._base_manager.filter(**{f"{path}__in": some}, **conditions).values_list(*values).distinct()


class PeopleByName(Criterion):
    order, fields = F("name_key"), ("born", "died")

    def learn(self, keys):
        return films_and_years(rows_referring_to(Credit, "person", keys, "person", "film", "film__year"))

    def why(self, one, other, crowd):
        if any(dates_conflict(*pair) for pair in zip(one.dates, other.dates, strict=True)):
            return ""
        same = [
            f"{word} {max(pair, key=len)}"
            for word, *pair in zip(("born", "died"), one.dates, other.dates, strict=True)
            if all(pair)
        ]
        years = shared_years(one.years, other.years) if crowd <= FEW_NAMESAKES else ""
        return (
            count_in_common(one, other, ("film", "films")) or ", ".join(same) or (years and f"both at work in {years}")
        )


class CompaniesByName(Criterion):
    order, fields = F("sort_key"), ("country",)

    def learn(self, keys):
        return films_and_years(rows_referring_to(FilmCompany, "company", keys, "company", "film", "film__year"))

    def why(self, one, other, crowd):
        if dates_conflict(*one.dates, *other.dates):
            return ""
        years = shared_years(one.years, other.years) if crowd <= FEW_NAMESAKES else ""
        same = all((*one.dates, *other.dates)) and "both of one country"
        return count_in_common(one, other, ("film", "films")) or same or (years and f"both at work in {years}")


class CharactersByName(Criterion):
    order = F("name_key")

    def learn(self, keys):
        played = rows_referring_to(Credit, "characters", keys, "characters", "film", "person")
        told = rows_referring_to(EventCharacter, "character", keys, "character", "event__film")
        found = defaultdict(set)
        for key, film, person in played:
            found[key] |= {("film", film), ("person", person)} if person else {("film", film)}
        for key, film in told:
            found[key].add(("film", film))
        return {key: (shared, ()) for key, shared in found.items()}

    def why(self, one, other, crowd):
        kinds = {kind for kind, _ in one.shared & other.shared}
        return "in one film" if "film" in kinds else "played by one person" if kinds else ""


class SourcesByAddress(Criterion):
    alike, order = "Same address", F("url")

    def why(self, one, other, crowd):
        return True


class SourcesByTitle(Criterion):
    alike, order, fields = "Same title", F("title_key"), ("publisher", "published_on", "url")

    def make(self, row, known):
        publisher, published, url = map(as_text, row[2:])
        return Candidate(row[1], row[0], {fold(publisher)}, dates=(published,), said=(url,))

    def why(self, one, other, crowd):
        if dates_conflict(*one.dates, *other.dates) or (one.said[0] and other.said[0] and one.said != other.said):
            return ""
        return "and publisher" if one.shared == other.shared and one.shared != {""} else ""


class FilmsByTitle(Criterion):
    alike, order, fields = "Same title", F("sort_key"), ("year",)

    def make(self, row, known):
        return Candidate(row[1], row[0], set(), dates=(as_text(row[2]),), years=row[2] or ())

    def why(self, one, other, crowd):
        near = one.years and other.years and abs(one.years - other.years) <= 1
        return near and " and ".join(sorted({f"of {one.years}", f"of {other.years}"}))


class FilmsByOriginalTitle(Criterion):
    alike = "Same original title"
    order = Case(When(original_title="", then=F("title")), default=F("original_title"))

    def learn(self, keys):
        rows = rows_referring_to(Credit, "film", keys, "film", "person", job__name="Director", person__isnull=False)
        found = defaultdict(set)
        for film, person in rows:
            found[film].add(person)
        return {film: (people, ()) for film, people in found.items()}

    def why(self, one, other, crowd):
        return "same director" if one.shared & other.shared else ""


CRITERIA = {
    "person": [PeopleByName()],
    "company": [CompaniesByName()],
    "character": [CharactersByName()],
    "source": [SourcesByAddress(), SourcesByTitle()],
    "film": [FilmsByTitle(), FilmsByOriginalTitle()],
}


def spellings(value):
    """How else an outside id may be written: with other leading zeros, in other letters."""
    found = NUMBERED_ID.fullmatch(value.strip())
    if not found:
        return set()
    letters, number = found[1], found[2].lstrip("0") or "0"
    return {f"{form}{number.zfill(width)}" for form in {letters.lower(), letters.upper()} for width in range(1, 11)}


def is_usual_spelling(value):
    """Whether an id is written as its catalogue writes it: IMDb with seven figures or more, the others without zeros."""
    found = NUMBERED_ID.fullmatch(value)
    number = found and found[2].lstrip("0")
    return bool(found) and value in (f"{found[1].lower()}{number.zfill(7)}", f"{found[1].upper()}{number}")


def pairs_by_external_id(noun):
    """Yield (row, row, why) of those with one outside id in two spellings."""
    if noun not in {field.name for field in ExternalId._meta.fields}:
        return
    owned = ExternalId.objects.filter(**{f"{noun}__isnull": False}).order_by("pk")
    odd = (
        (scheme, value, key)
        for scheme, value, key in owned.values_list("scheme", "value", noun).iterator(2000)
        if not is_usual_spelling(value)
    )
    while some := list(islice(odd, 40)):
        asked_for = Q(*[Q(scheme=s, value__in=spellings(v)) for s, v, _ in some], _connector=Q.OR)
        for scheme, value, key in owned.filter(asked_for).values_list("scheme", "value", noun):
            for _, written, other in (one for one in some if one[0] == scheme and value in spellings(one[1])):
                if other != key:
                    yield key, other, f"One outside id in two spellings: {value} and {written}"
