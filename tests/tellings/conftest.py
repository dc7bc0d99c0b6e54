import pytest

from tests.factories import make_synopsis
from tests.tellings.synopses import FENCE, WIRE


@pytest.fixture
def synopses(film):
    """Two published tellings of one film in one language."""
    return make_synopsis(film, body=WIRE), make_synopsis(film, body=FENCE)
