"""Quotes that find their place in a text again: the W3C's TextQuoteSelector (Web Annotation Data Model, 4.2.4)."""

import re
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Postfix, Prefix

# How many characters around a quote are kept.
CONTEXT = 32
# How alike (0 to 100) an edited quote and a place in the text must be, and by how much the best place must surpass the
# next: less is lost, or ambiguous.
ALIKE = 80.0
CLEAR = 6.0
# A shorter quote is only found as it was: a few letters are like many places.
SHORTEST = 12
# What the words around the quote count beside it when two places are weighed.
AROUND = 0.25
# A quote as short as this that stands in one place only is lost if the text around agrees with nothing (0 to 100).
SHORT = 24
STRANGE = 30.0
# How many characters the ends of a place may shift to fit the quote.
MARGIN = 16
WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
WORD_END = re.compile(r"(?<=[^\W_])(?![^\W_])")


class Anchor(NamedTuple):
    exact: str
    prefix: str
    suffix: str


class Place(NamedTuple):
    start: int
    end: int


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """The selector of what stands between two offsets; raises ValueError when nothing stands there."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"Nothing stands from {start} to {end} in a text of {len(text)} characters.")
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def find_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> Place | None:
    """Where a quote stands in a text, though the text was edited; None when it is lost, or could be at several places.

    The quote as it is wins, at the place whose surroundings agree best with `prefix` and `suffix`. Otherwise the place most
    like it (rapidfuzz's partial ratio) is taken if it is alike enough and clearly more so than any other.
    """
    if not exact.strip():
        return None
    places = _exact(text, exact)
    if places:
        return _best([(_around(text, place, prefix, suffix), place) for place in places], exact, prefix + suffix)
    return _fuzzy(text, exact, prefix, suffix) if len(exact) >= SHORTEST else None


def _exact(text: str, exact: str) -> list[Place]:
    """Every place where a quote stands as it is."""
    places = []
    start = text.find(exact)
    while start >= 0:
        places.append(Place(start, start + len(exact)))
        start = text.find(exact, start + 1)
    return places


def _best(weighed: list[tuple[float, Place]], exact: str, context: str) -> Place | None:
    """The place of the greatest weight, unless another weighs as much, or a short quote stands among strange words."""
    weighed.sort(key=lambda weight: -weight[0])
    tied = len(weighed) > 1 and weighed[0][0] == weighed[1][0]
    strange = len(exact) < SHORT and context.strip() and weighed[0][0] < STRANGE
    return None if tied or strange else weighed[0][1]


def _around(text: str, place: Place, prefix: str, suffix: str) -> float:
    """How far the text around a place agrees with a quote's surroundings, 0 to 100: letter by letter, then in likeness."""
    before, after = text[max(0, place.start - len(prefix)) : place.start], text[place.end : place.end + len(suffix)]
    wanted = len(prefix) + len(suffix)
    if not wanted:
        return 0.0
    agreed = Postfix.similarity(before, prefix) + Prefix.similarity(after, suffix)
    alike = fuzz.ratio(before, prefix) * len(prefix) + fuzz.ratio(after, suffix) * len(suffix)
    return (100 * agreed + alike) / (2 * wanted)


def _fuzzy(text: str, exact: str, prefix: str, suffix: str) -> Place | None:
    """The place most like a quote, or None. Each time the best place is found, the rest on both sides is searched."""
    weighed: list[tuple[float, float, Place]] = []
    stretches = [(0, len(text))]
    while stretches and len(weighed) < 8:
        start, end = stretches.pop()
        # A stretch much shorter than the quote holds no place like it; rapidfuzz would look for the stretch in the quote.
        if end - start < len(exact) * 0.7:
            continue
        found = fuzz.partial_ratio_alignment(exact, text[start:end], score_cutoff=ALIKE - CLEAR)
        if found is None:
            continue
        rough = Place(start + found.dest_start, start + found.dest_end)
        weighed.append(_settled(text, rough, exact, prefix, suffix))
        stretches += [(start, start + found.dest_start), (start + found.dest_end, end)]
    weighed.sort(key=lambda weight: -weight[1])
    if not weighed or weighed[0][0] < ALIKE or (len(weighed) > 1 and weighed[0][1] - weighed[1][1] < CLEAR):
        return None
    return weighed[0][2]


def _settled(text: str, rough: Place, exact: str, prefix: str, suffix: str) -> tuple[float, float, Place]:
    """The place near a rough one that fits a quote best, from the beginning to the end of a word if the quote did so.

    With it how alike the quote and the place are, and that with the text around weighed in.
    """
    near = range(max(0, rough.start - MARGIN), min(len(text), rough.start + MARGIN) + 1)
    starts = {rough.start, *(at for at in near if WORD_START.match(text, at))} if exact[0].isalnum() else {rough.start}
    near = range(max(0, rough.end - MARGIN), min(len(text), rough.end + MARGIN) + 1)
    ends = {rough.end, *(at for at in near if WORD_END.match(text, at))}
    weighed = []
    for start in sorted(starts):
        for end in sorted(ends):
            if start < end:
                alike = fuzz.ratio(exact, text[start:end])
                around = _around(text, Place(start, end), prefix, suffix)
                weighed.append((alike, alike + AROUND * around, Place(start, end)))
    return max(weighed, key=lambda weight: (weight[1], -weight[2].start))
