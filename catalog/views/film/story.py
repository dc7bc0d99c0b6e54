"""The story of a film as its pages show it: events in order, with a map, folded where they give away too much."""

from dataclasses import dataclass, replace
from itertools import groupby

from catalog.models import Event, SpoilerLevel, SynopsisKind
from catalog.views.film import map as way


@dataclass(frozen=True)
class StoryEvent:
    """An event with its number in the story and its footnotes.

    `forks` says that a source which tells the story leaves the event out. `limit` is the spoiler level that a reader who
    sees the event knows already.
    """

    number: int
    event: Event
    marks: list
    forks: bool
    limit: int

    @property
    def people(self):
        """Return [(character, fate in words)]; the fate is empty where there is none or it gives away too much."""
        return [(part.character, part.get_fate_display() if self.shows_fate(part) else "") for part in self.parts]

    @property
    def hidden_fates(self):
        """Return the characters' parts whose fates give away too much."""
        return [part for part in self.parts if part.fate and not self.shows_fate(part)]

    @property
    def hidden_level(self):
        return SpoilerLevel(max(part.spoiler_level for part in self.hidden_fates))

    @property
    def parts(self):
        return self.event.people.all()

    def shows_fate(self, part):
        return part.spoiler_level <= self.limit


@dataclass(frozen=True)
class Stretch:
    """Events that follow each other and are shown, or folded away, together."""

    level: SpoilerLevel
    is_folded: bool
    events: list
    way: way.Way | None

    @property
    def last(self):
        return self.events[-1].number


def stretches(film, footnotes, level=SpoilerLevel.PREMISE):
    """Return the stretches of the film's story for a reader who wants to know no more than a level."""
    events = list(film.events.all())
    source_ids = expected_sources(film, events, footnotes)
    story_events = []
    for number, event in enumerate(events, 1):
        marks = footnotes.of(event)
        forks = bool(marks and source_ids - {mark.source.pk for mark in marks})
        story_events.append(StoryEvent(number, event, marks, forks, max(level, event.spoiler_level)))
    return list(split(story_events, level))


def first_events(all_stretches, limit):
    """Return the stretches of the first events; the last one may be cut short. Their maps stay whole."""
    first_stretches = []
    for stretch in all_stretches:
        if limit > 0:
            first_stretches.append(replace(stretch, events=stretch.events[:limit]))
            limit -= len(stretch.events)
    return first_stretches


def expected_sources(film, events, footnotes):
    """Return the ids of the sources that are expected to tell each event: those of full synopses.

    Where they are fewer than two: those of all synopses, and all sources of any event. A short synopsis skips most events,
    so an event that it leaves out means nothing.
    """
    synopses = [text for text in film.synopses.all() if text.source_id]
    full = {text.source_id for text in synopses if text.kind == SynopsisKind.FULL}
    if len(full) > 1:
        return full
    return {text.source_id for text in synopses} | {mark.source.pk for event in events for mark in footnotes.of(event)}


def split(story_events, level):
    """Yield the stretches. The first one of each level has a map of all places that are known by then."""
    mapped_levels = set()
    for limit, events in groupby(story_events, key=lambda story_event: story_event.limit):
        visible = [] if limit in mapped_levels else [event for event in story_events if event.limit <= limit]
        mapped_levels.add(limit)
        places = [
            way.Place(story_event.number, event.place, event.latitude, event.longitude)
            for story_event in visible
            if (event := story_event.event).on_map
        ]
        yield Stretch(SpoilerLevel(limit), limit > level, list(events), way.draw(tuple(places)))
