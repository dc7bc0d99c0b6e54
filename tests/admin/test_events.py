"""The story on the desk: a film's events on the film's page, the characters of an event in its row or on the event's own page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.admin.core.comboboxes import read_details, write_details
from catalog.models import Character, EventCharacter, Film, State
from tests.admin.desk_forms import address, form_errors, form_fields, open_film, save_film, with_row_count
from tests.factories import make_citation, make_event, make_film, make_source


def film_with_events(number):
    film = make_film(state=State.DRAFT)
    for order in range(1, number + 1):
        event = make_event(film, order=order, place=f"Place {order}", people=[("Kazik", "dies")])
        make_citation(film, event=event)
    return film


def query_count(request):
    with CaptureQueriesContext(connection) as queries:
        response = request()
    assert response.status_code in (200, 302), response
    return len(queries)


@pytest.mark.parametrize("has_changes", [False, True])
def test_a_film_of_thirty_events_opens_and_saves_with_the_queries_of_one_of_six(desk, has_changes):
    costs = []
    desk.get(address("film", "add"))
    for number in (6, 30):
        film = film_with_events(number)
        opening = query_count(lambda film=film: desk.get(address("film", "change", film.pk)))
        fields = open_film(desk, film)
        if has_changes:
            fields["events-2-time"] = "the second night"
        saving = query_count(lambda film=film, fields=fields: save_film(desk, film, fields))
        costs.append((opening, saving))
        assert film.events.filter(time="the second night").count() == has_changes
    assert costs[0] == costs[1]


def test_an_event_of_thirty_characters_opens_with_the_queries_of_one_of_six(desk, film):
    costs = []
    for number in (6, 30):
        event = make_event(film, people=[(f"Character {place}", "") for place in range(number)])
        desk.get(address("event", "change", event.pk))
        costs.append(query_count(lambda event=event: desk.get(address("event", "change", event.pk))))
    assert costs[0] == costs[1]


def test_the_lists_of_events_and_citations_need_the_same_queries_whatever_their_length(desk):
    costs = []
    for number in (1, 6):
        film_with_events(number)
        pages = ("event", "citation")
        costs.append([query_count(lambda noun=noun: desk.get(address(noun, "changelist"))) for noun in pages])
    assert costs[0] == costs[1]


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
    response = save_film(desk, film, fields)
    assert response.status_code == 302, form_errors(response)
    event = film.events.get()
    assert (event.place, event.latitude, event.longitude, event.spoiler_level) == ("Lake Baikal", 53.0, 106.9, 2)
    assert event.citations.get().source == source
    assert Film.objects.get(pk=film.pk).updated_at > before


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"latitude": "91", "longitude": "0"}, "A latitude is between -90 and 90."),
        ({"latitude": "53", "longitude": ""}, "give both or neither"),
        ({"latitude": "nan", "longitude": "0"}, "Enter a number."),
        ({"happens": ""}, "This field is required."),
        ({"order": "-1"}, "greater than or equal to 0"),
        ({"spoiler_level": "9"}, "not one of the available choices"),
    ],
)
def test_wrong_values_of_an_event_are_refused_with_a_message(desk, film, values, message):
    make_event(film, place="Lake Baikal")
    fields = open_film(desk, film) | {f"events-0-{name}": value for name, value in values.items()}
    response = save_film(desk, film, fields)
    assert response.status_code == 200
    assert message in form_errors(response)


def test_the_characters_of_an_event_are_chosen_on_its_own_page(desk, film):
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
    fields = with_row_count(form_fields(desk.get(page)), "people", 2) | {"people-1-character": character.pk}
    assert "has this character already" in form_errors(desk.post(page, fields | {"people-1-spoiler_level": 1}))


def part(key, **details):
    return write_details(key, details)


def characters_of(event):
    return [(row.character.name, row.fate, row.spoiler_level) for row in event.people.order_by("id")]


def test_the_characters_of_an_event_are_typed_in_its_row(desk, film):
    event = make_event(film, people=[("Kazik", "dies"), ("Irena", "")])
    first, second = (row.character for row in event.people.order_by("id"))
    fields = open_film(desk, film)
    assert [read_details(text)[0] for text in fields["events-0-people"]] == [str(first.pk), str(second.pk)]
    people = [part(second.pk, fate="stays behind", spoiler_level="3"), part("new:Mr. Smith", fate="leaves")]
    response = save_film(desk, film, fields | {"events-0-people": people})
    assert response.status_code == 302, form_errors(response)
    default = EventCharacter._meta.get_field("spoiler_level").default
    assert characters_of(event) == [("Irena", "stays_behind", 3), ("Mr. Smith", "leaves", default)]
    assert save_film(desk, film, open_film(desk, film) | {"events-0-time": "at night"}).status_code == 302
    assert len(characters_of(event)) == 2


def test_a_character_without_details_keeps_what_becomes_of_them(desk, film):
    event = make_event(film, people=[("Kazik", "dies")])
    before = characters_of(event)
    fields = open_film(desk, film) | {"events-0-people": [event.people.get().character_id, "new:Irena"]}
    assert save_film(desk, film, fields).status_code == 302
    assert characters_of(event)[:1] == before


def test_what_becomes_of_a_character_is_one_of_the_choices(desk, film):
    event = make_event(film, people=[("Kazik", "dies")])
    key = event.people.get().character_id
    response = save_film(desk, film, open_film(desk, film) | {"events-0-people": [part(key, fate="flies away")]})
    assert "Kazik, what becomes of them: choose one of: dies, stays behind" in form_errors(response)
    assert [fate for _, fate, _ in characters_of(event)] == ["dies"]


def test_a_films_page_links_to_the_page_of_each_event(desk, film):
    event = make_event(film)
    assert address("event", "change", event.pk) in desk.get(address("film", "change", film.pk)).text
