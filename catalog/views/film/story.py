"""The story of a film as its page tells it: in order, what gives away too much folded, and the way beside it."""

from dataclasses import dataclass
from itertools import groupby

from catalog.models import Event, SpoilerLevel, SynopsisKind
from catalog.views.film import map as way


@dataclass(frozen=True)
class Told:
    """An event with its number in the story, who tells it, and how much its surroundings give away already."""

    number: int
    event: Event
    marks: list
    forks: bool
    limit: int

    @property
    def people(self):
        """(character, what becomes of them as far as it may be said here)."""
        return [(part.character, part.get_fate_display() if self.says(part) else "") for part in self.parts]

    @property
    def folded(self):
        """Those whose fates give away more."""
        return [part for part in self.parts if part.fate and not self.says(part)]

    @property
    def folded_level(self):
        return SpoilerLevel(max(part.spoiler_level for part in self.folded))

    @property
    def parts(self):
        return self.event.people.all()

    def says(self, part):
        return part.spoiler_level <= self.limit


@dataclass(frozen=True)
class Stretch:
    """Events that follow each other and are shown, or folded away, together."""

    level: SpoilerLevel
    folded: bool
    events: list
    way: way.Way | None

    @property
    def last(self):
        return self.events[-1].number


def tell(film, footnotes, level=SpoilerLevel.PREMISE):
    """The stretches of the film's story for a reader who wants to know no more than a level."""
    events = list(film.events.all())
    expected = tellers(film, events, footnotes)
    told = []
    for number, event in enumerate(events, 1):
        marks = footnotes.of(event)
        forks = bool(marks and expected - {mark.source.pk for mark in marks})
        told.append(Told(number, event, marks, forks, max(level, event.spoiler_level)))
    return list(stretches(told, level))


def tellers(film, events, footnotes):
    """The sources whose silence on an event means something: those told in full, for a short telling skips most.

    Where they are fewer than two, all whose telling the film has, and all that tell any event.
    """
    texts = [text for text in film.synopses.all() if text.source_id]
    whole = {text.source_id for text in texts if text.kind == SynopsisKind.FULL}
    if len(whole) > 1:
        return whole
    return {text.source_id for text in texts} | {mark.source.pk for event in events for mark in footnotes.of(event)}


def stretches(told, level):
    """Yield the stretches. The map of a level is drawn beside the first that goes so far, with all that is known by then."""
    drawn = set()
    for limit, events in groupby(told, key=lambda one: one.limit):
        known = [] if limit in drawn else [one for one in told if one.limit <= limit]
        drawn.add(limit)
        places = [
            way.Place(one.number, one.event.place, one.event.latitude, one.event.longitude)
            for one in known
            if one.event.on_map
        ]
        yield Stretch(SpoilerLevel(limit), limit > level, list(events), way.draw(tuple(places)))
