import pytest
from django.core.cache import cache

from tests.factories import make_film


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def film(db):
    return make_film(title="The Way Back")
