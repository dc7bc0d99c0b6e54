"""A database that is taken back to before former states gives what has one the country that answers for it."""

import pytest
from django.core.management import call_command

from catalog.models import Country
from tests.factories import make_film, make_release
from tests.step_by_step import migrate_catalog


@pytest.fixture
def take_back(transactional_db, django_db_serialized_rollback):
    """Return a function that takes the database back, and returns the function that gives its models."""

    def migrate():
        apps = migrate_catalog("0025_authors_editions_and_copies_of_sources")
        return lambda name: apps.get_model("catalog", name).objects

    yield migrate
    call_command("migrate", verbosity=0)


def test_a_state_becomes_its_successor_and_comes_back_with_what_ships(take_back):
    film = make_film()
    film.countries.set(["weimar-republic", "US", "DE", "kingdom-of-bohemia"])
    make_release(film, country_id="weimar-republic")
    rows = take_back()
    links = rows("Film").get(pk=film.pk).countries.through.objects.filter(film=film.pk).order_by("pk")
    assert list(links.values_list("country", flat=True)) == ["DE", "US", "CZ"]
    assert rows("Release").get().country_id == "DE"
    assert not rows("Country").filter(pk="weimar-republic").exists()
    assert not rows("ShippedTerm").filter(key="weimar-republic").exists()
    call_command("migrate", verbosity=0)
    assert Country.objects.get(pk="weimar-republic").successor_id == "DE"
    assert str(Country.objects.get(pk="SU").end_date) == "1991-12-26"
