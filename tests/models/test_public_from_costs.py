"""What it costs to keep the moments from which people, companies and sources are public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import (
    Film,
    Person,
    State,
    moments,
)
from catalog.models.base import refresh_once
from tests.factories import (
    make_citation,
    make_credit,
    make_film,
    make_job,
)

pytestmark = pytest.mark.django_db


def statements_of(act):
    with CaptureQueriesContext(connection) as context:
        act()
    return [query["sql"] for query in context.captured_queries]


def writes_to(model, statements):
    table = f'"{model._meta.db_table}"'
    return [sql for sql in statements if sql.startswith(f"UPDATE {table}") or ("FOR NO KEY" in sql and table in sql)]


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_a_save_that_shows_nobody_else_writes_and_locks_no_person(state):
    credit = make_credit(make_film(state=state))
    credit.billing_order = 7
    film = Film.objects.get()
    film.logline = "They walk."
    for act in (credit.save, film.save, lambda: make_credit(film, person=credit.person, job=make_job("Writer"))):
        assert not writes_to(Person, statements_of(act))


def test_publishing_takes_as_many_statements_for_one_credit_as_for_many():
    counts = set()
    for credit_count in (1, 40):
        film = make_film(state=State.DRAFT)
        for _ in range(credit_count):
            make_citation(film, credit=make_credit(film))
        counts.add(len(statements_of(lambda film=film: Film.objects.filter(pk=film.pk).publish())))
    assert len(counts) == 1


def test_many_writes_inside_refresh_once_end_with_one_refresh():
    film = make_film()
    with CaptureQueriesContext(connection) as context, refresh_once():
        for _ in range(5):
            make_credit(film)
    assert len([query for query in context if query["sql"].startswith('UPDATE "catalog_person"')]) == 1


def test_the_query_of_moments_is_written_once_for_a_number_of_keys():
    people = [make_credit(make_film()).person.pk for _ in range(4)]
    first_moments = moments.public_moments("person", people[:2])
    written_count = moments.query_of_keys.cache_info().misses
    later_moments = moments.public_moments("person", people[2:])
    assert moments.query_of_keys.cache_info().misses == written_count
    assert [*first_moments, *later_moments] == people
