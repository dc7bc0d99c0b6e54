"""How alike the sentences of two texts are, by the concepts that they share. docs/collation.md explains the measure."""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from math import log

from catalog.tellings.method.concepts import number_concepts
from catalog.tellings.method.stems import function_words
from catalog.tellings.method.words import Word
from catalog.texts.language_tags import primary_subtag

# A sentence stands with at most so many neighbours; each must share at least this part of its own weight.
MOST_NEIGHBOURS = 5
LEAST_SHARE = 0.15
# A sentence is measured against so many sentences of the other text: those that share its rarest concepts, then those at
# about its place. Of so many, the most alike, the neighbours are tried too. So a text full of repetition stays cheap.
MOST_CANDIDATES, MOST_EXTENDED = 80, 12
# Factors for the weight of a concept: of a name, a number, a function word, and a concept that the other text doesn't have
# (different wording rather than a different story).
NAME, NUMBER, FUNCTION_WORD, ABSENT = 1.5, 1.5, 0.04, 0.5
# Weights are whole numbers of this fraction, so that sums don't depend on their order.
UNIT = 1000

Concepts = frozenset[int]


@dataclass(frozen=True, slots=True)
class Match:
    """Sentences `left` up to `left_end` that match `right` up to `right_end`; `score` is how alike they are, 0 to 1."""

    left: int
    left_end: int
    right: int
    right_end: int
    score: float
    gain: float

    def mirror(self) -> "Match":
        """Return the match with the two sides exchanged."""
        return Match(self.right, self.right_end, self.left, self.left_end, self.score, self.gain)


class Similarity:
    """How alike the sentences of two texts are; each text is a list of sentences, a sentence a list of `Word`.

    A sentence is the set of the concepts that its words stand for. A concept weighs `ln(1 + N/n)²`, where N is the number
    of the longer text's sentences and n the number of those with the concept, in the text where they are more; times
    `NAME`, `NUMBER`, `FUNCTION_WORD` and `ABSENT` where they apply. Two sets of the weights W₁ and W₂ that share the
    weight o are alike by Dice's coefficient, `2·o / (W₁ + W₂)`.
    """

    def __init__(self, left: list[list[Word]], right: list[list[Word]], language: str):
        numbers = number_concepts(left, right, language)
        self.left, self.right = (
            [frozenset(numbers[word.key] for word in sentence) for sentence in side] for side in (left, right)
        )
        factors = self._factors(
            [*chain.from_iterable((*left, *right))], numbers, function_words(primary_subtag(language))
        )
        self.common = {concept for concept, factor in factors.items() if factor == FUNCTION_WORD}
        self.concept_weights = self._concept_weights(factors)
        self.sentence_weights: dict[Concepts, int] = {}
        self.sentence_weights = {sentence: self.weight(sentence) for sentence in (*self.left, *self.right)}

    @staticmethod
    def _factors(words: list[Word], numbers: dict[str, int], common: frozenset[str]) -> dict[int, float]:
        """Return each concept → what its weight is multiplied by."""
        proper: Counter[int] = Counter()
        factors: dict[int, float] = {}
        for word in words:
            concept = numbers[word.key]
            proper[concept] += 1 if word.proper else -1
            if word.key in common:
                factors[concept] = FUNCTION_WORD
            elif word.key[0].isdigit():
                factors.setdefault(concept, NUMBER)
        return {concept: NAME if proper[concept] > 0 else 1.0 for concept in proper} | factors

    def _concept_weights(self, factors: dict[int, float]) -> dict[int, int]:
        """Return each concept → its weight, in units of 1/`UNIT`."""
        counts = [Counter(chain.from_iterable(side)) for side in (self.left, self.right)]
        longest = max(len(self.left), len(self.right))
        weights = {}
        for concept in counts[0] | counts[1]:
            fewer, more = sorted((counts[0][concept], counts[1][concept]))
            factor = factors[concept] * (1.0 if fewer else ABSENT)
            weights[concept] = max(1, round(UNIT * factor * log(1 + longest / more) ** 2))
        return weights

    def weight(self, concepts: Concepts) -> int:
        """Return the weight of a set of concepts, in units of 1/`UNIT`."""
        weight = self.sentence_weights.get(concepts)
        return sum(map(self.concept_weights.__getitem__, concepts)) if weight is None else weight

    def score(self, first: Concepts, second: Concepts) -> float:
        """Return how alike two sets of concepts are, 0 to 1."""
        return 2 * self.weight(first & second) / (self.weight(first) + self.weight(second) or 1)

    def is_substantial(self, match: Match) -> bool:
        """Whether both sides share two words that aren't function words, or all that they have."""
        left = frozenset[int]().union(*self.left[match.left : match.left_end])
        right = frozenset[int]().union(*self.right[match.right : match.right_end])
        return len((left & right) - self.common) >= 2 or left == right

    def candidates(self, threshold: float, lefts: range, rights: range) -> Iterator[Match]:
        """Yield each two sentences that are alike by more than a threshold, and each with several neighbours.

        A match gains the weight by which what both sides share is more than the threshold asks for.
        """
        yield from self._matches(self.left, lefts, self.right, rights, threshold, fewest=1)
        for match in self._matches(self.right, rights, self.left, lefts, threshold, fewest=2):
            yield match.mirror()

    def _matches(
        self,
        sentences: list[Concepts],
        numbers: range,
        facing: list[Concepts],
        facing_numbers: range,
        threshold: float,
        *,
        fewest: int,
    ) -> Iterator[Match]:
        """Yield the matches of each sentence with `fewest` to `MOST_NEIGHBOURS` neighbours of the facing text."""
        places = defaultdict(list)
        for j in facing_numbers:
            for concept in self._lookup_concepts(facing[j]):
                places[concept].append(j)
        for i in numbers:
            sentence, place = sentences[i], i * len(facing) / len(sentences)
            nearby = self._nearby_sentences(sentence, place, places)
            most_alike = nsmallest(
                MOST_EXTENDED, nearby, key=lambda j: (-self.score(sentence, facing[j]), abs(j - place), j)
            )
            for j in sorted(most_alike):
                for end, concepts in self._extensions(sentence, facing, j, facing_numbers.stop, nearby):
                    score = self.score(sentence, concepts)
                    if end - j >= fewest and score > threshold:
                        gain = (score - threshold) * (self.weight(sentence) + self.weight(concepts)) / 2
                        yield Match(i, i + 1, j, end, score, gain)

    def _lookup_concepts(self, sentence: Concepts) -> "Concepts | tuple[Concepts]":
        """Return the concepts by which a sentence is looked up. Sentences of function words alone must be the same."""
        return sentence - self.common or (sentence,)

    def _nearby_sentences(
        self, sentence: Concepts, place: float, places: "dict[int | Concepts, list[int]]"
    ) -> set[int]:
        """Return the facing sentences to measure a sentence against: of the rarest concepts first, then the nearest."""
        nearby: set[int] = set()
        position_lists = (places.get(concept, []) for concept in self._lookup_concepts(sentence))
        for positions in sorted(position_lists, key=len):
            room = MOST_CANDIDATES - len(nearby)
            first = max(0, min(bisect(positions, place) - room // 2, len(positions) - room))
            nearby.update(positions[first : first + room])
        return nearby

    def _extensions(
        self, sentence: Concepts, facing: list[Concepts], first: int, stop: int, nearby: set[int]
    ) -> Iterator[tuple[int, Concepts]]:
        """Yield the end and the concepts of the facing sentence `first`, then with each neighbour that shares enough."""
        concepts: Concepts = frozenset()
        for end in range(first + 1, min(first + MOST_NEIGHBOURS, stop) + 1):
            extra = facing[end - 1] - concepts
            shares = end - 1 in nearby and 0 < self.weight(extra & sentence) >= LEAST_SHARE * self.weight(extra)
            if shares or end == first + 1:
                concepts |= extra
                yield end, concepts
            if not shares:
                return
