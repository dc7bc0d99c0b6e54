import pytest
from django.core.cache import cache

from tests.factories import make_film
from tests.public_from import assert_public_from_is_right


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
