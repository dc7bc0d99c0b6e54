import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.models import Citation, Event, EventCharacter, Film
from tests.factories import make_citation, make_event, make_film

pytestmark = pytest.mark.django_db


def test_a_story_is_told_in_order_and_ties_as_they_were_entered(film):
    for order, place in ((2, "Camp"), (1, "Poland"), (2, "Forest")):
        make_event(film, order=order, place=place)
    assert [event.place for event in film.events.in_order()] == ["Poland", "Camp", "Forest"]


def test_what_gives_away_more_than_a_level_is_not_within_it(film):
    for level in range(4):
        make_event(film, spoiler_level=level)
    assert [film.events.within(level).count() for level in range(4)] == [1, 2, 3, 4]


def test_a_fate_is_told_up_to_its_own_level(film):
    part = make_event(film, people=[("Kazik", "dies")]).people.get()
    EventCharacter.objects.filter(pk=part.pk).update(spoiler_level=2)
    assert [EventCharacter.objects.with_visible_fate(level).get().visible_fate for level in (1, 2)] == ["", "dies"]
    assert EventCharacter.objects.with_visible_fate().get().visible_fate == "dies"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"latitude": 90.1, "longitude": 0}, "A latitude is between -90 and 90."),
        ({"latitude": 0, "longitude": -180.1}, "A longitude is between -180 and 180."),
        ({"latitude": 53.5}, "give both or neither"),
        ({"longitude": 53.5}, "give both or neither"),
    ],
)
def test_a_place_that_no_map_has_is_refused(film, place, said):
    with pytest.raises(ValidationError, match=said):
        Event(film=film, happens="They walk.", **place).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(film, **place)


@pytest.mark.parametrize("place", [{}, {"latitude": -90, "longitude": 180}, {"latitude": 0, "longitude": 0}])
def test_an_event_is_on_the_map_if_it_has_coordinates(film, place):
    event = make_event(film, **place)
    event.full_clean()
    assert event.on_map == bool(place)


def test_a_character_is_once_in_an_event_and_has_a_known_fate(film):
    part = make_event(film, people=[("Kazik", "dies")]).people.get()
    with pytest.raises(ValidationError, match="has this character already"):
        EventCharacter(event=part.event, character=part.character).full_clean()
    part.fate = "explodes"
    with pytest.raises(ValidationError, match="not a valid choice"):
        part.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        part.save()


def test_a_citation_stands_under_an_event_of_its_own_film_once(film):
    event = make_event(film)
    citation = make_citation(film, event=event)
    citation.full_clean()
    assert citation.row == event
    with pytest.raises(ValidationError, match="cited under this row already"):
        Citation(film=film, source=citation.source, event=event).full_clean()
    with pytest.raises(ValidationError, match="belongs to another film"):
        Citation(film=make_film(), source=citation.source, event=event).full_clean()


def test_citations_within_a_level_leave_out_those_of_events_above_it(film):
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
