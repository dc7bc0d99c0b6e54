"""The events of the demo film, and the sources that are cited for them."""

from django.test import TestCase
from django.urls import reverse

from catalog.demo import facts
from catalog.demo.load import load
from catalog.models import Fate

SOURCES_OF_EVENT = {order: {"S0", "S2", "S3"} for order in range(1, 13)} | {
    3: {"S0", "S1", "S2", "S3"},
    9: {"S0", "S3"},
}
LEVELS = dict.fromkeys(range(1, 4), 1) | dict.fromkeys(range(4, 11), 2) | {11: 3, 12: 3}
FATES = {
    (3, "Khabarov", Fate.STAYS_BEHIND),
    (4, "Kazik", Fate.DIES),
    (6, "Valka", Fate.STAYS_BEHIND),
    (8, "Irena Zielińska", Fate.DIES),
    (8, "Tomasz", Fate.DIES),
    (10, "Mr. Smith", Fate.LEAVES),
    (11, "Janusz Wieszczek", Fate.ARRIVES),
    (11, "Voss", Fate.ARRIVES),
    (11, "Zoran", Fate.ARRIVES),
    (12, "Janusz Wieszczek", Fate.ARRIVES),
}


class TheStoryOfTheDemoFilm(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.film = load()

    def test_it_has_twelve_events_in_order_each_with_a_place(self):
        events = self.film.events.in_order()
        assert [event.order for event in events] == list(range(1, 13))
        assert all(event.place and event.on_map for event in events)
        assert [events[0].place, events[11].place] == ["Poland", "Poland"]

    def test_each_event_is_cited_from_the_sources_that_tell_it(self):
        names = {fields["title"]: name for name, fields in facts.SOURCES.items()}
        sources = {
            event.order: {names[citation.source.title] for citation in event.citations.select_related("source")}
            for event in self.film.events.all()
        }
        assert sources == SOURCES_OF_EVENT

    def test_each_event_has_its_spoiler_level(self):
        assert {event.order: event.spoiler_level for event in self.film.events.all()} == LEVELS
        assert all(
            part.spoiler_level >= event.spoiler_level for event in self.film.events.all() for part in event.people.all()
        )

    def test_each_character_has_their_fate(self):
        fates = {
            (event.order, part.character.name, part.fate)
            for event in self.film.events.all()
            for part in event.people.exclude(fate="").select_related("character")
        }
        assert fates == FATES

    def test_no_character_takes_part_after_leaving_the_story(self):
        former = set()
        for event in self.film.events.in_order():
            people = {part.character.name: part.fate for part in event.people.select_related("character")}
            assert not former & set(people), event
            former |= {name for name, fate in people.items() if fate in {Fate.DIES, Fate.STAYS_BEHIND, Fate.LEAVES}}

    def test_the_page_marks_the_fork_at_the_great_wall_alone(self):
        html = self.client.get(reverse("film_story", args=[self.film.pk, self.film.slug])).content.decode()
        assert html.count("Only <a") == 1
        assert html.index("The Great Wall</h3>") < html.index("Only <a") < html.index("The Himalayas</h3>")
