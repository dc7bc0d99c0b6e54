"""PostgreSQL plans its queries by what the tables hold, not by what they held before an import."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.exchange.statistics import Statistics
from tests.exchange.stub_reader import bring_in, film

pytestmark = pytest.mark.django_db


def renewals(queries):
    return [query["sql"] for query in queries if query["sql"].startswith("ANALYZE")]


def test_statistics_are_renewed_each_time_that_twice_as_many_rows_are_written():
    statistics = Statistics()
    with CaptureQueriesContext(connection) as queries:
        for _ in range(100):
            statistics.note(1_000, ["catalog_film"])
    assert len(renewals(queries)) == {"postgresql": 5, "sqlite": 0}[connection.vendor]


def test_statistics_of_what_an_import_wrote_are_renewed_at_its_end(monkeypatch):
    with CaptureQueriesContext(connection) as queries:
        bring_in(monkeypatch, film(1))
    if connection.vendor == "sqlite":
        assert not renewals(queries)
    else:
        [sql] = renewals(queries)
        assert all(f'"catalog_{name}"' in sql for name in ("film", "version", "citation", "importedrecord", "filmlack"))


def test_a_dry_run_renews_none(monkeypatch):
    with CaptureQueriesContext(connection) as queries:
        bring_in(monkeypatch, film(1), is_dry=True)
    assert not renewals(queries)
