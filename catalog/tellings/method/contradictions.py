"""Where two tellings differ in what happens: opposed words, and different things of one kind. English only."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from django.utils.translation import gettext

from catalog.tellings.method import lexicon
from catalog.tellings.method.pairs import Pair
from catalog.tellings.method.stems import stem
from catalog.tellings.method.telling import Spot, Telling

# Two places are at one point of the story when they are at most so many sentences apart, or this part of the longer text,
# with the sentences mapped along the pairs.
POINT, POINT_PART = 5, 0.1
BEFORE_A_THING = lexicon.word_set("a an the this that his her their its another one no any some")


class Contradiction(NamedTuple):
    """Two places of which only one can be right; `question` is in the language spoken now, with %(subject)s, %(left)s and %(right)s."""

    kind: str
    subject: str
    question: str
    left: Spot
    right: Spot


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Return each word's stem → the stems of its opposites."""
    opposites = defaultdict(set)
    for pair in lexicon.OPPOSITES.split(";"):
        first, second = (stem(word) for word in pair.strip().split("-"))
        opposites[first].add(second)
        opposites[second].add(first)
    return {word: frozenset(stems) for word, stems in opposites.items()}


@cache
def thing_kinds() -> dict[str, list[tuple[str, str, bool]]]:
    """Return each word for a thing → its kinds, each with the family and whether the word needs an article before it."""
    kinds = defaultdict(list)
    for kind, families in lexicon.THINGS.items():
        for family in families.split():
            for word in family.split("/"):
                kinds[word.rstrip("!")].append((kind, family, word.endswith("!")))
    return dict(kinds)


def find_opposed_words(left: Telling, right: Telling, pairs: Sequence[Pair]) -> Iterator[Contradiction]:
    """Yield opposed words of sentences that stand together, near a word in common, of which each side has only one."""
    for pair in pairs:
        left_spots, right_spots = (
            [(spot, stem(spot.word.key)) for spot in telling.spots(sentences) if stem(spot.word.key) in opposites()]
            for telling, sentences in ((left, pair.left), (right, pair.right))
        )
        left_stems, right_stems = ({word_stem for _, word_stem in side} for side in (left_spots, right_spots))
        for (left_spot, left_stem), (right_spot, right_stem) in product(left_spots, right_spots):
            if (
                right_stem in opposites()[left_stem]
                and left_stem not in right_stems
                and opposites()[left_stem].isdisjoint(left_stems)
                and left_spot.near_concepts & right_spot.near_concepts
            ):
                question = gettext("“%(left)s” or “%(right)s”?")
                yield Contradiction("opposed", left_spot.value, question, left_spot, right_spot)


def find_different_things(left: Telling, right: Telling, pairs: Sequence[Pair]) -> Iterator[Contradiction]:
    """Yield things of one kind of which each text has its own, at one point of the story, near a word in common."""
    point = max(POINT, POINT_PART * len(left.sentences), POINT_PART * len(right.sentences))
    places = _map_sentences(pairs, len(left.sentences), len(right.sentences))
    together = {(i, j) for pair in pairs for i, j in product(pair.left, pair.right)}
    left_things, right_things = _things_by_kind(left), _things_by_kind(right)
    for kind in lexicon.THINGS:
        lefts, rights = left_things.get(kind, {}), right_things.get(kind, {})
        candidates = [
            (left_spot, right_spot)
            for left_spot, right_spot in product(lefts, rights)
            if lefts[left_spot] not in rights.values() and rights[right_spot] not in lefts.values()
        ]
        families: set[tuple[str, str]] = set()
        for left_spot, right_spot in sorted(candidates, key=_by_sentences):
            is_date = kind in lexicon.DATE_KINDS
            is_near = (
                abs(places[left_spot.sentence] - right_spot.sentence) <= point
                and left_spot.near_concepts & right_spot.near_concepts
            )
            is_dated = is_date and (left_spot.sentence, right_spot.sentence) in together
            two_families = {("left", lefts[left_spot]), ("right", rights[right_spot])}
            if (is_near or is_dated) and families.isdisjoint(two_families):
                families |= two_families
                question = gettext("%(subject)s: %(left)s or %(right)s?")
                yield Contradiction("date" if is_date else "thing", kind.capitalize(), question, left_spot, right_spot)


def _by_sentences(spots: tuple[Spot, Spot]) -> tuple[int, int]:
    """Sort by how early both sentences stand, then by the left one."""
    return spots[0].sentence + spots[1].sentence, spots[0].sentence


def _things_by_kind(telling: Telling) -> dict[str, dict[Spot, str]]:
    """Return the things of a text: each kind → where they stand → their family."""
    things: defaultdict[str, dict[Spot, str]] = defaultdict(dict)
    for spot in telling.spots(range(len(telling.sentences))):
        key, words = spot.word.key, telling.words[spot.sentence]
        for kind, family, ambiguous in thing_kinds().get(key, thing_kinds().get(key.removesuffix("s"), [])):
            is_dated = kind in lexicon.DATE_KINDS and spot.word.proper
            before = {word.key for word in words[max(0, spot.first - 2) : spot.first]}
            if not ambiguous or is_dated or before & BEFORE_A_THING:
                things[kind][spot] = family
    return things


def _map_sentences(pairs: Sequence[Pair], left: int, right: int) -> list[float]:
    """Return where each left sentence would stand in the right text, on straight lines between those that are aligned.

    `left` and `right` are how many sentences the texts have.
    """
    pair_places = [
        (sum(pair.left) / len(pair.left), sum(pair.right) / len(pair.right)) for pair in pairs if pair.keeps_order
    ]
    points = [(-1.0, -1.0), *sorted(pair_places), (float(left), float(right))]
    places: list[float] = []
    for (i, j), (i_next, j_next) in pairwise(points):
        until = range(len(places), min(left, int(i_next) + 1))
        places += [j + (n - i) * (j_next - j) / (i_next - i) for n in until]
    return places
