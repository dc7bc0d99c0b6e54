"""Quotes that find their place in a text again: the W3C's TextQuoteSelector (Web Annotation Data Model, 4.2.4)."""

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


class Anchor(NamedTuple):
    exact: str
    prefix: str
    suffix: str


class Place(NamedTuple):
    start: int
    end: int


def anchor(text: str, start: int, end: int) -> Anchor:
    """The selector of what stands between two offsets; raises ValueError when nothing stands there."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"Nothing stands from {start} to {end} in a text of {len(text)} characters.")
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> Place | None:
    """Where a quote stands in a text, though the text was edited; None when it is lost, or could be at several places.

    The quote as it is wins, at the place whose surroundings agree best with `prefix` and `suffix`. Otherwise the place most
    like it (rapidfuzz's partial ratio) is taken if it is alike enough and clearly more so than any other.
    """
    if not exact.strip():
        return None
    places = _exact(text, exact)
    if places:
        return _best([(_around(text, place, prefix, suffix), place) for place in places])
    return _fuzzy(text, exact, prefix, suffix) if len(exact) >= SHORTEST else None


def _exact(text: str, exact: str) -> list[Place]:
    """Every place where a quote stands as it is."""
    places = []
    start = text.find(exact)
    while start >= 0:
        places.append(Place(start, start + len(exact)))
        start = text.find(exact, start + 1)
    return places


def _best(weighed: list[tuple[float, Place]]) -> Place | None:
    """The place of the greatest weight, unless another weighs as much."""
    weighed.sort(key=lambda pair: -pair[0])
    if len(weighed) > 1 and weighed[0][0] == weighed[1][0]:
        return None
    return weighed[0][1]


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
        if end - start < SHORTEST / 2:
            continue
        found = fuzz.partial_ratio_alignment(exact, text[start:end], score_cutoff=ALIKE - CLEAR)
        if found is None or end - start < len(exact) * 0.6:
            continue
        place = _whole_words(text, exact, Place(start + found.dest_start, start + found.dest_end))
        score = fuzz.ratio(exact, text[place.start : place.end])
        weighed.append((score, score + AROUND * _around(text, place, prefix, suffix), place))
        stretches += [(start, start + found.dest_start), (start + found.dest_end, end)]
    weighed = sorted((w for w in weighed if w[0] >= ALIKE - CLEAR), key=lambda w: -w[1])
    if not weighed or weighed[0][0] < ALIKE:
        return None
    if len(weighed) > 1 and weighed[0][1] - weighed[1][1] < CLEAR:
        return None
    return weighed[0][2]


def _whole_words(text: str, exact: str, place: Place) -> Place:
    """A place moved so that it neither begins nor ends inside a word, if the quote didn't: what fits the quote best."""
    starts = {place.start, *_edges(text, place.start)} if exact[0].isalnum() else {place.start}
    ends = {place.end, *_edges(text, place.end)} if exact[-1].isalnum() else {place.end}
    spans = [Place(start, end) for start in starts for end in ends if start < end]
    return min(
        spans,
        key=lambda span: (_cuts(text, span), -fuzz.ratio(exact, text[span.start : span.end]), span),
    )


def _edges(text: str, at: int) -> tuple[int, int]:
    """The nearest edges of words before and after an offset."""
    before = after = at
    while before > 0 and not _edge(text, before):
        before -= 1
    while after < len(text) and not _edge(text, after):
        after += 1
    return before, after


def _edge(text: str, at: int) -> bool:
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())


def _cuts(text: str, span: Place) -> int:
    return (not _edge(text, span.start)) + (not _edge(text, span.end))
