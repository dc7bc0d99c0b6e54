import pytest
from django.core.cache import cache
from django.db import connection
from django.test import client as test_client

from tests.factories import make_film
from tests.public_from import assert_public_from_is_right
from tests.tables import read_tables, write_tables


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make the database. Return what its tables hold when new; tests that commit get it back in a statement a table.

    Django would save each of the rows by itself.
    """
    with django_db_blocker.unblock():
        new_rows = read_tables()
        connection.creation.deserialize_db_from_string = lambda _: write_tables(new_rows)
    return new_rows


store_rendered_templates = test_client.store_rendered_templates


@pytest.fixture(autouse=True, scope="session")
def _widgets_are_not_recorded():
    """A response keeps a copy of the context of each template: of a form of the desk that were some thousand widgets."""

    def store(recorded, signal, sender, template, context, **kwargs):
        if not (template.name or "").startswith("django/forms/"):
            store_rendered_templates(recorded, signal, sender, template, context, **kwargs)

    test_client.store_rendered_templates = store
    yield
    test_client.store_rendered_templates = store_rendered_templates


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def _public_from_is_right(request):
    """Whatever a test did to the tables, the stored `public_from` is the computed one."""
    fixtures = {"db", "transactional_db"} & set(request.fixturenames)
    for name in fixtures:
        # Requested here, so that it ends after the check.
        request.getfixturevalue(name)
    yield
    if fixtures or request.node.get_closest_marker("django_db"):
        assert_public_from_is_right()


@pytest.fixture
def film(db):
    return make_film(title="The Way Back")
