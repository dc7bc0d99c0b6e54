"""The story on the desk: a film's events on its page, who takes part in one on the event's own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Character, Film, State
from tests.admin.desk_forms import address, form_errors, form_fields, open_film, save_film, with_row_count
from tests.factories import make_citation, make_event, make_film, make_source


def told(number):
    film = make_film(state=State.DRAFT)
    for order in range(1, number + 1):
        event = make_event(film, order=order, place=f"Place {order}", people=[("Kazik", "dies")])
        make_citation(film, event=event)
    return film


def cost(act):
    with CaptureQueriesContext(connection) as queries:
        response = act()
    assert response.status_code in (200, 302), response
    return len(queries)


@pytest.mark.parametrize("changed", [False, True])
def test_thirty_events_open_and_save_at_the_price_of_six(desk, changed):
    prices = []
    desk.get(address("film", "add"))
    for number in (6, 30):
        film = told(number)
        opened = cost(lambda film=film: desk.get(address("film", "change", film.pk)))
        fields = open_film(desk, film)
        if changed:
            fields["events-2-time"] = "the second night"
        prices.append((opened, cost(lambda film=film, fields=fields: save_film(desk, film, fields))))
        assert film.events.filter(time="the second night").count() == changed
    assert prices[0] == prices[1]


def test_thirty_people_of_an_event_open_at_the_price_of_six(desk, film):
    prices = []
    for number in (6, 30):
        event = make_event(film, people=[(f"Character {place}", "") for place in range(number)])
        desk.get(address("event", "change", event.pk))
        prices.append(cost(lambda event=event: desk.get(address("event", "change", event.pk))))
    assert prices[0] == prices[1]


def test_the_list_of_events_and_of_citations_costs_the_same(desk):
    prices = []
    for number in (1, 6):
        told(number)
        pages = ("event", "citation")
        prices.append([cost(lambda noun=noun: desk.get(address(noun, "changelist"))) for noun in pages])
    assert prices[0] == prices[1]


def test_an_event_is_entered_on_the_films_page_with_its_sources(desk, film):
    source = make_source()
    fields = with_row_count(open_film(desk, film), "events", 1) | {
        "events-0-order": 1,
        "events-0-place": "Lake Baikal",
        "events-0-happens": "A girl meets them.",
        "events-0-latitude": "53.0",
        "events-0-longitude": "106.9",
        "events-0-spoiler_level": 2,
        "events-0-sources": [source.pk],
    }
    before = Film.objects.get(pk=film.pk).updated_at
    saved = save_film(desk, film, fields)
    assert saved.status_code == 302, form_errors(saved)
    event = film.events.get()
    assert (event.place, event.latitude, event.longitude, event.spoiler_level) == ("Lake Baikal", 53.0, 106.9, 2)
    assert event.citations.get().source == source
    assert Film.objects.get(pk=film.pk).updated_at > before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"latitude": "91", "longitude": "0"}, "A latitude is between -90 and 90."),
        ({"latitude": "53", "longitude": ""}, "give both or neither"),
        ({"latitude": "nan", "longitude": "0"}, "Enter a number."),
        ({"happens": ""}, "This field is required."),
        ({"order": "-1"}, "greater than or equal to 0"),
        ({"spoiler_level": "9"}, "not one of the available choices"),
    ],
)
def test_what_an_event_cannot_be_is_refused_beside_it(desk, film, wrong, said):
    make_event(film, place="Lake Baikal")
    fields = open_film(desk, film) | {f"events-0-{name}": value for name, value in wrong.items()}
    refused = save_film(desk, film, fields)
    assert refused.status_code == 200
    assert said in form_errors(refused)


def test_who_takes_part_is_chosen_on_the_events_own_page(desk, film):
    event = make_event(film)
    character = Character.objects.create(name="Kazik")
    page = address("event", "change", event.pk)
    fields = with_row_count(form_fields(desk.get(page)), "people", 1) | {
        "people-0-character": character.pk,
        "people-0-fate": "dies",
        "people-0-spoiler_level": 2,
    }
    assert desk.post(page, fields).status_code == 302
    part = event.people.get()
    assert (part.character, part.fate, part.spoiler_level) == (character, "dies", 2)
    twice = with_row_count(form_fields(desk.get(page)), "people", 2) | {"people-1-character": character.pk}
    assert "has this character already" in form_errors(desk.post(page, twice | {"people-1-spoiler_level": 1}))


def test_a_films_page_leads_to_each_events_own(desk, film):
    event = make_event(film)
    assert address("event", "change", event.pk) in desk.get(address("film", "change", film.pk)).text
