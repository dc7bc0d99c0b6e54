from rest_framework import serializers

from catalog.api.core.fields import Choice, Integer, OptionalChoice, OptionalText, ReadSerializer, Text, Verbatim
from catalog.api.core.refs import CitedSource
from catalog.api.core.viewsets import FilmPartViewSet, prefetch_list
from catalog.api.credits import CharacterRef
from catalog.models import Event, EventCharacter, Fate, SpoilerLevel


class Degrees(Verbatim, serializers.FloatField):
    """A latitude or longitude, or null."""

    def __init__(self, maximum, **kwargs):
        super().__init__(min_value=-maximum, max_value=maximum, allow_null=True, **kwargs)


class EventPlace(ReadSerializer):
    """Where an event happens: a name, a point on the earth, or both."""

    name = OptionalText(source="place")
    lat = Degrees(90, source="latitude", help_text="In degrees, north positive.")
    lon = Degrees(180, source="longitude", help_text="In degrees, east positive.")

    def to_representation(self, event):
        return super().to_representation(event) if event.place or event.on_map else None


class EventPerson(ReadSerializer):
    """A character who takes part in an event."""

    character = CharacterRef()
    fate = OptionalChoice(
        Fate.choices,
        source="visible_fate",
        help_text="What becomes of the character; null: nothing, or it gives away more than `spoiler_max`.",
    )


class EventSerializer(ReadSerializer):
    """An event of a film's story."""

    id = Integer()
    order = Integer(help_text="Its place in the story: 1 comes first.")
    place = EventPlace(allow_null=True, source="*")
    time = OptionalText(help_text="When it happens, in words.")
    happens = Text()
    people = EventPerson(many=True, source="all_people")
    sources = CitedSource(many=True, source="all_citations")
    spoiler_level = Choice(SpoilerLevel.choices)


class EventViewSet(FilmPartViewSet):
    """A film's story in order, event by event, without events and fates that give away more than `spoiler_max`."""

    serializer_class = EventSerializer
    operations = {"list": ("listFilmEvents", "List the events of a film's story")}
    takes_spoiler_max = True

    @classmethod
    def rows(cls, spoiler_max):
        people, sources = EventCharacter.objects.with_visible_fate(spoiler_max), CitedSource.rows()
        events = Event.objects.public().within(spoiler_max).in_order()
        return events.prefetch_related(prefetch_list("people", people), prefetch_list("citations", sources))
