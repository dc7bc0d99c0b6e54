"""Where two tellings differ in what happens: opposed words, and things of one kind. English only."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, product

from catalog.tellings.method import lexicon as vocabulary
from catalog.tellings.method.alignment import Pair
from catalog.tellings.method.lexicon import listed
from catalog.tellings.method.telling import Spot, Telling
from catalog.tellings.method.words import stem

# How many sentences apart, mapped along the pairs, two places may be to be at one point of the story: so many at least, or
# this part of the longer text.
POINT, POINT_PART = 5, 0.1
BEFORE_A_THING = listed("a an the this that his her their its another one no any some")

# What differs (the proposal's kind), of what, the question with both values left open, and the two places.
Difference = tuple[str, str, str, Spot, Spot]


@cache
def opposites() -> dict[str, frozenset[str]]:
    """A word's stem → the stems of its opposites."""
    found = defaultdict(set)
    for pair in vocabulary.OPPOSITES.split(";"):
        one, other = (stem(word) for word in pair.strip().split("-"))
        found[one].add(other)
        found[other].add(one)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def kinds() -> dict[str, list[tuple[str, str, bool]]]:
    """Each word for a thing → its kinds: the kind, the family there, and whether the word needs an article to be a thing."""
    found = defaultdict(list)
    for kind, families in vocabulary.KINDS.items():
        for family in families.split():
            for word in family.split("/"):
                found[word.rstrip("!")].append((kind, family, word.endswith("!")))
    return dict(found)


def opposed(one: Telling, other: Telling, pairs: Sequence[Pair]) -> Iterator[Difference]:
    """Opposed words of sentences that stand together, near to a word in common, of which each side has only one."""
    for pair in pairs:
        ours, theirs = (
            [(spot, stem(spot.word.key)) for spot in telling.spots(sentences) if stem(spot.word.key) in opposites()]
            for telling, sentences in ((one, pair.left), (other, pair.right))
        )
        said = [{stemmed for _, stemmed in side} for side in (ours, theirs)]
        for (mine, word), (place, against) in product(ours, theirs):
            alone = word not in said[1] and opposites()[word].isdisjoint(said[0])
            if against in opposites()[word] and alone and mine.near & place.near:
                yield "opposed", mine.value, "“{}” or “{}”?", mine, place


def things(one: Telling, other: Telling, pairs: Sequence[Pair]) -> Iterator[Difference]:
    """Things of one kind of which each text has its own, at one point of the story, near to a word in common."""
    point = max(POINT, POINT_PART * len(one.sentences), POINT_PART * len(other.sentences))
    mapped = _mapped(pairs, len(one.sentences), len(other.sentences))
    together = {(i, j) for pair in pairs for i, j in product(pair.left, pair.right)}
    our_kinds, their_kinds = _by_kind(one), _by_kind(other)
    for kind in vocabulary.KINDS:
        ours, theirs = our_kinds.get(kind, {}), their_kinds.get(kind, {})
        apart = [
            (mine, place)
            for mine, place in product(ours, theirs)
            if ours[mine] not in theirs.values() and theirs[place] not in ours.values()
        ]
        asked: set[tuple[str, str]] = set()
        for mine, place in sorted(apart, key=lambda both: (both[0].sentence + both[1].sentence, both[0].sentence)):
            dated = kind in vocabulary.DATES and (mine.sentence, place.sentence) in together
            near = abs(mapped[mine.sentence] - place.sentence) <= point and mine.near & place.near
            families = {("ours", ours[mine]), ("theirs", theirs[place])}
            if (near or dated) and asked.isdisjoint(families):
                asked |= families
                proposed = "date" if kind in vocabulary.DATES else "thing"
                yield proposed, kind, f"{kind.capitalize()}: {{}} or {{}}?", mine, place


def _by_kind(telling: Telling) -> dict[str, dict[Spot, str]]:
    """The things that a text has: each kind → where, and of which family."""
    found: defaultdict[str, dict[Spot, str]] = defaultdict(dict)
    for spot in telling.spots(range(len(telling.sentences))):
        key, said = spot.word.key, telling.told[spot.sentence]
        for kind, family, ambiguous in kinds().get(key, kinds().get(key.removesuffix("s"), [])):
            dated = kind in vocabulary.DATES and spot.word.proper
            before = {word.key for word in said[max(0, spot.first - 2) : spot.first]}
            if not ambiguous or dated or before & BEFORE_A_THING:
                found[kind][spot] = family
    return found


def _mapped(pairs: Sequence[Pair], left: int, right: int) -> list[float]:
    """Where in the right text each of the left one's sentences would stand, drawn straight between those aligned."""
    aligned = [
        (sum(pair.left) / len(pair.left), sum(pair.right) / len(pair.right))
        for pair in pairs
        if pair.kind in ("same", "changed")
    ]
    fixed = [(-1.0, -1.0), *sorted(aligned), (float(left), float(right))]
    places: list[float] = []
    for (i, j), (i_next, j_next) in pairwise(fixed):
        until = range(len(places), min(left, int(i_next) + 1))
        places += [j + (n - i) * (j_next - j) / (i_next - i) for n in until]
    return places
