"""The time and the memory to find duplicates among 105,000 people, against reading their names once."""

import random
import resource
from itertools import islice
from time import perf_counter

import pytest

from catalog.merging.duplicates import find_duplicates
from catalog.models import Credit, DuplicatePair, Film, Person, State
from catalog.texts.folding import fold
from tests.factories import in_a_week, make_job

pytestmark = pytest.mark.django_db

PEOPLE, FILMS = 105_000, 20_000
GIVEN_NAMES = 400
FAMILY_NAMES = 6000


def memory():
    """Return the most memory that this process has used, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def people(chance):
    """Yield people whose names repeat as real names do: a few are very common, most are rare."""
    for number in range(PEOPLE):
        given_name, family_name = int(GIVEN_NAMES * chance.random() ** 2), int(FAMILY_NAMES * chance.random() ** 2)
        name = f"Given{given_name} Family{family_name}"
        birth_year = str(chance.randint(1880, 2000)) if chance.random() < 0.4 else None
        yield Person(
            name=name, sort_name=name, name_key=fold(name), sort_key=fold(name), born=birth_year, note=str(number)
        )


def insert(rows):
    """Insert rows in batches, so that their memory does not count."""
    rows = iter(rows)
    while batch := list(islice(rows, 1000)):
        type(batch[0]).objects.bulk_create(batch)


def films(chance):
    for number in range(FILMS):
        title, year = f"Film {number}", chance.randint(1920, 2020)
        yield Film(title=title, sort_key=fold(title), year=year, state=State.PUBLISHED, published_from=in_a_week())


def make_catalogue():
    chance, job = random.Random(1), make_job()  # noqa: S311
    insert(people(chance))
    insert(films(chance))
    first = Film.objects.order_by("pk").first().pk
    insert(
        Credit(film_id=first + chance.randrange(FILMS), person_id=key, job=job)
        for key in Person.objects.values_list("pk", flat=True).iterator()
        for _ in range(chance.randint(1, 4))
    )


def bench_a_look_for_duplicates_among_105000_people():
    make_catalogue()
    start = perf_counter()
    names = sum(1 for _ in Person.objects.order_by("name_key", "pk").values_list("pk", "name_key").iterator())
    floor, before = perf_counter() - start, memory()
    for label in ("first", "second"):
        start = perf_counter()
        result = find_duplicates("person")
        duration = perf_counter() - start
        print(
            f"\n{label} look at {names} people: {duration:.1f} s, {duration / floor:.0f} × reading their names ({floor:.1f} s); "
            f"memory grew by {memory() - before:.0f} MB; {result.waiting} pairs proposed"
        )
    assert result.new == 0
    assert DuplicatePair.objects.count() == result.waiting
