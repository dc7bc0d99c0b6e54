"""Awards say their place, what came of them, and with whom they are shared."""

import pytest
from django.core.exceptions import ValidationError

from catalog.models import AwardOutcome
from tests.factories import make_award, make_film

pytestmark = pytest.mark.django_db


def read(client, route):
    """Return what the API answers."""
    return client.get(f"/api/v1/{route}").json()


@pytest.mark.parametrize(
    ("fields", "result"),
    [
        ({"outcome": "won"}, "won"),
        ({"outcome": "nominated"}, "nominated"),
        ({"outcome": "won", "place": 2}, "second prize"),
        ({"outcome": "won", "place": 12}, "place 12"),
        ({"outcome": "declined", "place": 1}, "first prize, declined"),
        ({"outcome": "special_mention"}, "special mention"),
        ({"outcome": "won", "place": 3, "shared_with": "Sunrise"}, "third prize, shared with Sunrise"),
    ],
)
def test_page_api_and_structured_data_say_the_result(client, fields, result):
    film = make_film()
    award = make_award(film, category="Best Film", **fields)
    award.full_clean()
    page = client.get(film.get_absolute_url()).text
    assert f"<strong>Best Film</strong>, {result}:" in page
    assert f'"award": ["Academy: Best Film ({result})"]' in page
    [answer] = read(client, f"films/{film.pk}/awards/")["results"]
    expected = {"place": None, "shared_with": None} | fields
    assert {name: answer[name] for name in expected} == expected


def test_a_place_is_from_1_to_99():
    award = make_award(make_film())
    award.place = 0
    with pytest.raises(ValidationError, match="between 1 and 99"):
        award.full_clean()


def test_each_outcome_has_room():
    assert max(map(len, AwardOutcome.values)) <= 16
