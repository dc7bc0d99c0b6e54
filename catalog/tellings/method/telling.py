"""A text as one telling of a story: its sentences, their words, what each stands for, and places in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from catalog.tellings.method.words import Word, concepts, function_words, words
from catalog.texts.quotes import Anchor, anchor_at
from catalog.texts.sentences import Sentence, split_sentences

# How many words around one tell what it belongs to.
NEAR = 5
CLAUSES = (", ", "; ", ": ", "—", " – ", " (")


@dataclass(frozen=True, eq=False)
class Telling:
    """`numbers` gives each word's concept, in common with the other telling's."""

    text: str
    sentences: list[Sentence]
    told: list[list[Word]]
    numbers: dict[str, int]
    language: str

    @cached_property
    def minor(self) -> frozenset[str]:
        return function_words(self.language)

    def spots(self, sentences: Sequence[int]) -> "list[Spot]":
        """Each word of some sentences, as a place."""
        return [Spot(self, n, at, at + 1) for n in sentences for at in range(len(self.told[n]))]


@dataclass(frozen=True)
class Spot:
    """A place in a telling: the words `first` up to `last` of one sentence."""

    telling: Telling
    sentence: int
    first: int
    last: int

    @property
    def word(self) -> Word:
        return self.telling.told[self.sentence][self.first]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(word.key for word in self.telling.told[self.sentence][self.first : self.last])

    @property
    def span(self) -> tuple[int, int]:
        said = self.telling.told[self.sentence]
        return said[self.first].start, said[self.last - 1].end

    @property
    def value(self) -> str:
        """The words as they stand in the text."""
        start, end = self.span
        return self.telling.text[start:end]

    @property
    def near(self) -> frozenset[int]:
        """What the words around stand for, function words left out."""
        said = self.telling.told[self.sentence]
        around = said[max(0, self.first - NEAR) : self.first] + said[self.last : self.last + NEAR]
        return frozenset(self.telling.numbers[word.key] for word in around if word.key not in self.telling.minor)

    @property
    def clause(self) -> Anchor:
        """The quote of the clause that the words stand in, from one mark to the next."""
        text, whole, (start, end) = self.telling.text, self.telling.sentences[self.sentence], self.span
        before = [at + len(mark) for mark in CLAUSES if (at := text.rfind(mark, whole.start, start)) >= 0]
        after = [at for mark in CLAUSES if (at := text.find(mark, end, whole.end)) >= 0]
        return anchor_at(text, max(before, default=whole.start), min(after, default=whole.end))


def tellings(left: str, right: str, language: str) -> tuple[Telling, Telling]:
    """Two texts as tellings of one story."""
    sides = split_sentences(left, language), split_sentences(right, language)
    told = [
        [words(text, sentence.start, sentence.end) for sentence in sentences]
        for text, sentences in zip((left, right), sides, strict=True)
    ]
    numbers = concepts(told[0], told[1], language)
    return (
        Telling(left, sides[0], told[0], numbers, language),
        Telling(right, sides[1], told[1], numbers, language),
    )
