"""The rules of events: their order, spoiler levels, coordinates, characters and citations."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.models import Citation, Event, EventCharacter, Film
from tests.factories import make_citation, make_event, make_film

pytestmark = pytest.mark.django_db


def test_events_come_in_order_and_ties_as_they_were_entered(film):
    for order, place in ((2, "Camp"), (1, "Poland"), (2, "Forest")):
        make_event(film, order=order, place=place)
    assert [event.place for event in film.events.in_order()] == ["Poland", "Camp", "Forest"]


def test_an_event_is_within_its_spoiler_level_and_all_above(film):
    for level in range(4):
        make_event(film, spoiler_level=level)
    assert [film.events.within(level).count() for level in range(4)] == [1, 2, 3, 4]


def test_a_fate_is_visible_from_its_own_spoiler_level_on(film):
    part = make_event(film, people=[("Kazik", "dies")]).people.get()
    EventCharacter.objects.filter(pk=part.pk).update(spoiler_level=2)
    assert [EventCharacter.objects.with_visible_fate(level).get().visible_fate for level in (1, 2)] == ["", "dies"]
    assert EventCharacter.objects.with_visible_fate().get().visible_fate == "dies"


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ({"latitude": 90.1, "longitude": 0}, "A latitude is between -90 and 90."),
        ({"latitude": 0, "longitude": -180.1}, "A longitude is between -180 and 180."),
        ({"latitude": 53.5}, "give both or neither"),
        ({"longitude": 53.5}, "give both or neither"),
    ],
)
def test_coordinates_that_are_incomplete_or_out_of_range_are_refused(film, place, message):
    with pytest.raises(ValidationError, match=message):
        Event(film=film, happens="They walk.", **place).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(film, **place)


@pytest.mark.parametrize("place", [{}, {"latitude": -90, "longitude": 180}, {"latitude": 0, "longitude": 0}])
def test_an_event_is_on_the_map_if_it_has_coordinates(film, place):
    event = make_event(film, **place)
    event.full_clean()
    assert event.on_map == bool(place)


def test_a_character_is_in_an_event_once_and_has_a_fate_of_the_list(film):
    part = make_event(film, people=[("Kazik", "dies")]).people.get()
    with pytest.raises(ValidationError, match="has this character already"):
        EventCharacter(event=part.event, character=part.character).full_clean()
    part.fate = "explodes"
    with pytest.raises(ValidationError, match="not a valid choice"):
        part.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        part.save()


def test_a_source_is_cited_once_under_an_event_and_only_of_its_own_film(film):
    event = make_event(film)
    citation = make_citation(film, event=event)
    citation.full_clean()
    assert citation.row == event
    with pytest.raises(ValidationError, match="cited under this row already"):
        Citation(film=film, source=citation.source, event=event).full_clean()
    with pytest.raises(ValidationError, match="belongs to another film"):
        Citation(film=make_film(), source=citation.source, event=event).full_clean()


def test_citations_within_a_spoiler_level_leave_out_those_of_events_above_it(film):
    make_citation(film, field="title")
    for level in (1, 3):
        make_citation(film, event=make_event(film, spoiler_level=level))
    assert [film.citations.within(level).count() for level in (0, 1, 2, 3)] == [1, 2, 2, 3]


def test_a_change_of_the_story_is_a_change_of_the_film(film):
    moments = [film.updated_at]
    event = make_event(film)
    for change in (lambda: None, event.save, event.delete):
        change()
        moments.append(Film.objects.get(pk=film.pk).updated_at)
    assert moments == sorted(set(moments))
