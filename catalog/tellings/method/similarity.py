"""How alike the sentences of two texts are: by what they say, the rare words weighing most. See docs/collation.md."""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from math import log

from catalog.tellings.method.words import Word, concepts, function_words, primary

# A sentence stands with at most so many, each of which gives at least this share of its weight to what they share.
MOST = 5
JOINED = 0.15
# A sentence is measured against so many, those that share its rarest concepts and then those at about its place, and joined
# with the neighbours of so many, the most alike: a text that says one thing over and over stays cheap.
CROWD, NEAREST = 80, 12
# What a concept weighs more or less than its rareness says: a name, a number, a function word, and a concept that the
# other text has nowhere (different wording rather than a different story).
NAME, NUMBER, FUNCTION, ELSEWHERE = 1.5, 1.5, 0.04, 0.5
# Weights are whole numbers of this fraction, so that sums don't depend on their order.
UNIT = 1000

# What each sentence of a text says, as sets of concepts.
Told = list[frozenset[int]]


@dataclass(frozen=True, slots=True)
class Match:
    """Sentences `left` up to `left_end` against `right` up to `right_end`: how alike (0 to 1), and what that is worth."""

    left: int
    left_end: int
    right: int
    right_end: int
    score: float
    gain: float

    def mirrored(self) -> "Match":
        return Match(self.right, self.right_end, self.left, self.left_end, self.score, self.gain)


class Measure:
    """The measure over the sentences of two texts, each a list of `Word`.

    A sentence is the set of the concepts that its words stand for. A concept weighs `ln(1 + N/n)²`, where N is the number
    of the longer text's sentences and n the number of those with the concept, in the text where they are more; times
    `NAME`, `NUMBER`, `FUNCTION` and `ELSEWHERE` where they apply. Two sets of the weights W₁ and W₂ that share the weight o
    are alike by Dice's coefficient, `2·o / (W₁ + W₂)`.
    """

    def __init__(self, left: list[list[Word]], right: list[list[Word]], language: str):
        numbers = concepts(left, right, language)
        self.left, self.right = ([frozenset(numbers[w.key] for w in told) for told in side] for side in (left, right))
        minor = function_words(primary(language))
        standing = [Counter(chain.from_iterable(side)) for side in (self.left, self.right)]
        proper: Counter[int] = Counter()
        factors: dict[int, float] = {}
        for word in chain.from_iterable((*left, *right)):
            concept = numbers[word.key]
            proper[concept] += 1 if word.proper else -1
            if word.key in minor:
                factors[concept] = FUNCTION
            elif word.key[0].isdigit():
                factors.setdefault(concept, NUMBER)
        self.common = {concept for concept, factor in factors.items() if factor == FUNCTION}
        self.weight = {}
        longest = max(len(left), len(right))
        for concept in standing[0] | standing[1]:
            fewer, more = sorted((standing[0][concept], standing[1][concept]))
            factor = factors.get(concept, NAME if proper[concept] > 0 else 1.0) * (1.0 if fewer else ELSEWHERE)
            self.weight[concept] = max(1, round(UNIT * factor * log(1 + longest / more) ** 2))

        self.weights: dict[frozenset[int], int] = {}
        self.weights = {said: self.weigh(said) for said in (*self.left, *self.right)}

    def weigh(self, said: frozenset[int]) -> int:
        """The weight of a set of concepts, in units of 1/`UNIT`."""
        known = self.weights.get(said)
        return sum(map(self.weight.__getitem__, said)) if known is None else known

    def alike(self, one: frozenset[int], other: frozenset[int]) -> float:
        """How alike two sets of concepts are, 0 to 1."""
        return 2 * self.weigh(one & other) / (self.weigh(one) + self.weigh(other) or 1)

    def telling(self, match: Match) -> bool:
        """Whether a match rests on two words that aren't function words, or on all that both sides have."""
        one = frozenset[int]().union(*self.left[match.left : match.left_end])
        other = frozenset[int]().union(*self.right[match.right : match.right_end])
        return len((one & other) - self.common) >= 2 or one == other

    def candidates(self, least: float, lefts: range, rights: range) -> Iterator[Match]:
        """Each two sentences that are alike by more than `least`, and each with several that it is alike to together.

        What a match gains is the weight by which the shared surpasses what `least` asks for.
        """
        yield from self._matches(self.left, lefts, self.right, rights, least, fewest=1)
        for match in self._matches(self.right, rights, self.left, lefts, least, fewest=2):
            yield match.mirrored()

    def _matches(
        self, ones: Told, ones_in: range, others: Told, others_in: range, least: float, *, fewest: int
    ) -> Iterator[Match]:
        """Each of `ones` with `fewest` to `MOST` neighbours of `others`."""
        standing = defaultdict(list)
        for j in others_in:
            # Sentences of function words alone are alike when they are the same.
            for concept in others[j] - self.common or (others[j],):
                standing[concept].append(j)
        for i in ones_in:
            one = ones[i]
            place = i * len(others) / len(ones)
            near: set[int] = set()
            for places in sorted((standing.get(concept, ()) for concept in one - self.common or (one,)), key=len):
                room = CROWD - len(near)
                first = max(0, min(bisect(places, place) - room // 2, len(places) - room))
                near.update(places[first : first + room])
            for j in sorted(nsmallest(NEAREST, near, key=lambda j: (-self.alike(one, others[j]), abs(j - place), j))):
                joined: frozenset[int] = frozenset()
                for end in range(j + 1, min(j + MOST, others_in.stop) + 1):
                    added = others[end - 1] - joined
                    share = self.weigh(added & one)
                    joins = end - 1 in near and 0 < share >= JOINED * self.weigh(added)
                    if end > j + 1 and not joins:
                        break
                    joined |= added
                    score = self.alike(one, joined)
                    if end - j >= fewest and score > least:
                        gain = (score - least) * (self.weigh(one) + self.weigh(joined)) / 2
                        yield Match(i, i + 1, j, end, score, gain)
                    # The first may stand alone though nothing may join it.
                    if not joins:
                        break
