"""Find a quote in a text again after edits: the W3C's TextQuoteSelector (Web Annotation Data Model, 4.2.4)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Postfix, Prefix

# How many characters around a quote are kept.
CONTEXT = 32
# How alike (0 to 100) an edited quote and a place in the text must be, and by how much the best place must surpass the
# next: with less the quote is lost, or ambiguous.
LEAST_LIKENESS = 80.0
LEAST_LEAD = 6.0
# A shorter quote is only found unchanged: a few letters are like many places.
SHORTEST = 12
# How much the likeness of the surroundings counts beside that of the quote.
CONTEXT_WEIGHT = 0.25
# A quote shorter than this that stands in one place is lost if its surroundings are less alike than this (0 to 100).
SHORT = 24
LEAST_CONTEXT_LIKENESS = 30.0
# How many characters the ends of a place may shift to fit the quote.
MARGIN = 16
# How many places that are like a quote are weighed against each other.
MOST_PLACES = 8
WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
WORD_END = re.compile(r"(?<=[^\W_])(?![^\W_])")


class Anchor(NamedTuple):
    """A quote and the text around it."""

    exact: str
    prefix: str
    suffix: str


class Place(NamedTuple):
    """Offsets in a text, in characters."""

    start: int
    end: int


class QuoteLevels(NamedTuple):
    """How much of the story a quote gives away, and how much the words before and after it do with it."""

    quote: int
    context: int


@dataclass(frozen=True)
class LevelledText:
    """A plain text whose sections have spoiler levels: one rule for what words of it give away, wherever they are shown.

    `sections` are (end, spoiler level) in order: each begins where the one before it ends. `highest` is the level of the whole.
    """

    plain_text: str
    sections: tuple[tuple[int, int], ...]
    highest: int

    def find(self, exact: str, prefix: str = "", suffix: str = "") -> tuple[Place | None, QuoteLevels]:
        """Find a quote, as `find_quote` does, and say what it gives away.

        Words that don't stand there letter by letter may come from anywhere: they have the level of the whole text.
        """
        text, place = self.plain_text, find_quote(self.plain_text, exact, prefix, suffix)
        if place is None or text[place.start : place.end] != exact:
            return place, QuoteLevels(self.highest, self.highest)
        is_unchanged = text[: place.start].endswith(prefix) and text.startswith(suffix, place.end)
        start, end = place.start - len(prefix), place.end + len(suffix)
        context = self.level_between(start, end) if is_unchanged else self.highest
        return place, QuoteLevels(self.level_between(*place), context)

    def level_between(self, start: int, end: int) -> int:
        """Return the highest level of the sections of which something stands between two offsets."""
        starts = [0, *(section_end for section_end, _ in self.sections)]
        levels = [
            level
            for section_start, (section_end, level) in zip(starts, self.sections, strict=False)
            if section_start < end and start < section_end
        ]
        return max(levels, default=self.highest)


def level_sections(words: Iterable[tuple[str, int]], gap: int) -> tuple[tuple[int, int], ...]:
    """Return the `sections` of a LevelledText from (plain text of a section, spoiler level), with a gap between two."""
    end, sections = 0, []
    for text, level in words:
        end += (gap if end and text else 0) + len(text)
        sections.append((end, level))
    return tuple(sections)


class WeighedPlace(NamedTuple):
    """A place, how alike it is to a quote (0 to 100), and that with the likeness of its surroundings added."""

    likeness: float
    weight: float
    place: Place


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of what stands between two offsets; raise ValueError when nothing stands there."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"Nothing stands from {start} to {end} in a text of {len(text)} characters.")
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def find_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> Place | None:
    """Find where a quote stands in a text, also in an edited one; None when it is lost, or could be at several places.

    The unchanged quote wins, at the place whose surroundings agree best with `prefix` and `suffix`. Otherwise the place
    most like it (rapidfuzz's partial ratio) wins if it is alike enough and clearly more so than any other.
    """
    if not exact.strip():
        return None
    places = _exact_places(text, exact)
    if places:
        weights = [(_context_likeness(text, place, prefix, suffix), place) for place in places]
        return _best_exact_place(weights, exact, prefix + suffix)
    return _most_alike_place(text, exact, prefix, suffix) if len(exact) >= SHORTEST else None


def _exact_places(text: str, exact: str) -> list[Place]:
    """Return every place where a quote stands unchanged."""
    places = []
    start = text.find(exact)
    while start >= 0:
        places.append(Place(start, start + len(exact)))
        start = text.find(exact, start + 1)
    return places


def _best_exact_place(weights: list[tuple[float, Place]], exact: str, context: str) -> Place | None:
    """Return the place whose surroundings agree best; None if two agree as well, or a short quote's don't agree."""
    weights.sort(key=lambda weight: -weight[0])
    is_tie = len(weights) > 1 and weights[0][0] == weights[1][0]
    is_strange = len(exact) < SHORT and context.strip() and weights[0][0] < LEAST_CONTEXT_LIKENESS
    return None if is_tie or is_strange else weights[0][1]


def _context_likeness(text: str, place: Place, prefix: str, suffix: str) -> float:
    """Return how far the text around a place agrees with a quote's surroundings, 0 to 100.

    Half of it is how many letters next to the place are the same, half how alike the whole surroundings are.
    """
    before, after = text[max(0, place.start - len(prefix)) : place.start], text[place.end : place.end + len(suffix)]
    length = len(prefix) + len(suffix)
    if not length:
        return 0.0
    equal_letters = Postfix.similarity(before, prefix) + Prefix.similarity(after, suffix)
    likeness = fuzz.ratio(before, prefix) * len(prefix) + fuzz.ratio(after, suffix) * len(suffix)
    return (100 * equal_letters + likeness) / (2 * length)


def _most_alike_place(text: str, exact: str, prefix: str, suffix: str) -> Place | None:
    """Return the place most like a quote, or None. After each place, the text on both sides of it is searched."""
    places: list[WeighedPlace] = []
    stretches = [(0, len(text))]
    while stretches and len(places) < MOST_PLACES:
        start, end = stretches.pop()
        # A stretch much shorter than the quote holds no place like it; rapidfuzz would look for the stretch in the quote.
        if end - start < len(exact) * 0.7:
            continue
        match = fuzz.partial_ratio_alignment(exact, text[start:end], score_cutoff=LEAST_LIKENESS - LEAST_LEAD)
        if match is None:
            continue
        rough = Place(start + match.dest_start, start + match.dest_end)
        places.append(_fit_place(text, rough, exact, prefix, suffix))
        stretches += [(start, rough.start), (rough.end, end)]
    places.sort(key=lambda place: -place.weight)
    if not places or places[0].likeness < LEAST_LIKENESS:
        return None
    if len(places) > 1 and places[0].weight - places[1].weight < LEAST_LEAD:
        return None
    return places[0].place


def _fit_place(text: str, rough: Place, exact: str, prefix: str, suffix: str) -> WeighedPlace:
    """Return the place near a rough one that fits a quote best, with whole words at its ends if the quote has them."""
    offsets = range(max(0, rough.start - MARGIN), min(len(text), rough.start + MARGIN) + 1)
    starts = (
        {rough.start, *(at for at in offsets if WORD_START.match(text, at))} if exact[0].isalnum() else {rough.start}
    )
    offsets = range(max(0, rough.end - MARGIN), min(len(text), rough.end + MARGIN) + 1)
    ends = {rough.end, *(at for at in offsets if WORD_END.match(text, at))}
    places = []
    for place in (Place(start, end) for start in sorted(starts) for end in sorted(ends) if start < end):
        likeness = fuzz.ratio(exact, text[place.start : place.end])
        context = _context_likeness(text, place, prefix, suffix)
        places.append(WeighedPlace(likeness, likeness + CONTEXT_WEIGHT * context, place))
    return max(places, key=lambda place: (place.weight, -place.place.start))
