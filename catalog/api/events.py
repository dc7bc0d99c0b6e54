from rest_framework import serializers

from catalog.api.core.fields import Choice, Integer, OptionalChoice, OptionalText, Plain, Shape, Text
from catalog.api.core.refs import CitedSource
from catalog.api.core.viewsets import FilmPartViewSet, each
from catalog.api.credits import CharacterRef
from catalog.models import Event, EventCharacter, Fate, SpoilerLevel


class Degrees(Plain, serializers.FloatField):
    """A latitude or longitude, null where the catalogue knows none."""

    def __init__(self, most, **kwargs):
        super().__init__(min_value=-most, max_value=most, allow_null=True, **kwargs)


class EventPlace(Shape):
    """Where something happens: a name, a point on the earth that lies there, or both."""

    name = OptionalText(source="place")
    lat = Degrees(90, source="latitude", help_text="In degrees, north positive.")
    lon = Degrees(180, source="longitude", help_text="In degrees, east positive.")

    def to_representation(self, event):
        return super().to_representation(event) if event.place or event.on_map else None


class EventPerson(Shape):
    """Somebody who takes part in an event."""

    character = CharacterRef()
    fate = OptionalChoice(
        Fate.choices,
        source="told_fate",
        help_text="What becomes of them; null where nothing is settled, or it gives away more than `spoiler_max`.",
    )


class EventSerializer(Shape):
    """A point of a film's story."""

    id = Integer()
    order = Integer(help_text="Its place in the story: 1 comes first.")
    place = EventPlace(allow_null=True, source="*")
    time = OptionalText(help_text="When, as it is told.")
    happens = Text()
    people = EventPerson(many=True, source="all_people")
    sources = CitedSource(many=True, source="all_citations")
    spoiler_level = Choice(SpoilerLevel.choices)


class EventViewSet(FilmPartViewSet):
    """A film's story in order, event by event, without events and fates that give away more than `spoiler_max`."""

    serializer_class = EventSerializer
    operations = {"list": ("listFilmEvents", "List the events of a film's story")}
    spoils = True

    @classmethod
    def rows(cls, spoilers):
        people, sources = EventCharacter.objects.told(spoilers), CitedSource.rows()
        events = Event.objects.public().within(spoilers).in_order()
        return events.prefetch_related(each("people", people), each("citations", sources))
