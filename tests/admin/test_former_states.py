"""An editor types a state where countries are typed, and is warned of one of another time."""

import pytest
from django.contrib.messages import get_messages

from catalog.models import State
from tests.admin.desk_forms import open_film, save_film
from tests.factories import make_film

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("term", "label"),
    [
        ("weimar", "Weimar Republic (1918–1933)"),
        ("usa", "United States"),
        ("ussr", "Soviet Union"),
        ("gdr", "East Germany"),
        ("uk", "United Kingdom"),
        ("republika weim", "Weimar Republic (1918–1933)"),
        ("alemania", "Germany"),
    ],
)
def test_one_field_of_the_desk_finds_countries_and_states(desk, term, label):
    query = {"app_label": "catalog", "model_name": "film", "field_name": "countries", "term": term}
    results = desk.get("/admin/autocomplete/", query).json()["results"]
    assert label in [result["text"] for result in results]


def test_the_desk_keeps_states_in_the_order_of_choice_and_warns_of_one_of_another_time(desk):
    film = make_film(state=State.DRAFT, given_date="1927")
    response = save_film(desk, film, open_film(desk, film) | {"countries": ["US", "weimar-republic"]})
    assert [country.pk for country in film.countries.all()] == ["US", "weimar-republic"]
    assert not any("Look at the countries" in str(message) for message in get_messages(response.wsgi_request))
    response = save_film(desk, film, open_film(desk, film) | {"countries": ["nazi-germany", "DD"]})
    warnings = [str(message) for message in get_messages(response.wsgi_request) if "countries" in str(message)]
    assert [country.pk for country in film.countries.all()] == ["nazi-germany", "DD"]
    assert ["1933–1945" in warnings[0], "1949–1990" in warnings[1]] == [True, True]
