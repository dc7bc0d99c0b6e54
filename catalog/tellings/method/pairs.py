"""Pairs of sentences that stand together, and the alignment of two texts that they make up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.texts.sentences import Sentence

MIRRORED_KINDS = {"only_left": "only_right", "only_right": "only_left"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that tell the same, by their numbers in each text, and how alike they are (0 to 1).

    `kind` is `same` (word for word), `changed`, `moved` (at another place), `only_left` or `only_right`; `source` is
    `computed`, or `editor` where an editor corrected it.
    """

    kind: str
    left: tuple[int, ...]
    right: tuple[int, ...]
    score: float
    source: str = "computed"

    @property
    def keeps_order(self) -> bool:
        """Whether the sentences stand at the same place of both texts."""
        return self.kind in ("same", "changed")

    def mirror(self) -> "Pair":
        """Return the pair with the two sides exchanged."""
        return Pair(MIRRORED_KINDS.get(self.kind, self.kind), self.right, self.left, self.score, self.source)


@dataclass(frozen=True, slots=True)
class Alignment:
    """The sentences of two texts, and the pairs in the left text's reading order. Each sentence is in one pair."""

    left: list[Sentence]
    right: list[Sentence]
    pairs: list[Pair]
    language: str

    def mirror(self) -> "Alignment":
        """Return the alignment with the two sides exchanged, in the other text's reading order."""
        return Alignment(self.right, self.left, mirror_pairs(self.pairs), self.language)


def in_reading_order(pairs: Iterable[Pair]) -> list[Pair]:
    """Sort pairs as the left text is read, and sentences of the right text alone before those that they precede there."""
    pairs = list(pairs)
    only_right = sorted((pair for pair in pairs if not pair.left), key=lambda pair: pair.right, reverse=True)
    result = []
    for pair in sorted((pair for pair in pairs if pair.left), key=lambda pair: pair.left):
        while only_right and pair.keeps_order and only_right[-1].right < pair.right:
            result.append(only_right.pop())
        result.append(pair)
    return result + only_right[::-1]


def mirror_pairs(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs with the two sides exchanged, in the other text's reading order."""
    return in_reading_order(pair.mirror() for pair in pairs)


def unique_sentences(alignments: Iterable[Sequence[Pair]], side: str = "left") -> list[int]:
    """Return the numbers of the sentences that a text alone tells: none of its alignments pairs them.

    `alignments` are its pairs with each of the other texts. In all of them it stands on the same `side`: `left` or `right`.
    """
    unpaired_sentences = [
        {n for pair in pairs if pair.kind == f"only_{side}" for n in getattr(pair, side)} for pairs in alignments
    ]
    return sorted(set.intersection(*unpaired_sentences)) if unpaired_sentences else []
