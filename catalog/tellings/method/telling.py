"""A text as one telling of a story: its sentences, their words, what each stands for, and places in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from catalog.tellings.method.concepts import number_concepts
from catalog.tellings.method.stems import function_words
from catalog.tellings.method.words import Word, words_by_sentence
from catalog.texts.quotes import Anchor, anchor_at
from catalog.texts.sentences import Sentence, split_sentences

# So many words before a place, and as many after it, are near it.
WORDS_NEAR = 5
CLAUSE_MARKS = (", ", "; ", ": ", "—", " – ", " (")


@dataclass(frozen=True, eq=False)
class Telling:
    """A text with its sentences and the words of each.

    `concepts` gives the concept of each word's key, numbered in common with the other telling's.
    """

    text: str
    sentences: list[Sentence]
    words: list[list[Word]]
    concepts: dict[str, int]
    language: str

    @cached_property
    def function_words(self) -> frozenset[str]:
        return function_words(self.language)

    def spots(self, sentences: Sequence[int]) -> "list[Spot]":
        """Return each word of these sentences as a place."""
        return [Spot(self, n, at, at + 1) for n in sentences for at in range(len(self.words[n]))]


@dataclass(frozen=True)
class Spot:
    """A place in a telling: the words `first` up to `last` of one sentence."""

    telling: Telling
    sentence: int
    first: int
    last: int

    @property
    def word(self) -> Word:
        return self.telling.words[self.sentence][self.first]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(word.key for word in self.telling.words[self.sentence][self.first : self.last])

    @property
    def span(self) -> tuple[int, int]:
        """The offsets in the text, in characters."""
        words = self.telling.words[self.sentence]
        return words[self.first].start, words[self.last - 1].end

    @property
    def value(self) -> str:
        """The words as they stand in the text."""
        start, end = self.span
        return self.telling.text[start:end]

    @property
    def near_concepts(self) -> frozenset[int]:
        """The concepts of the words near it, without function words."""
        words = self.telling.words[self.sentence]
        near_words = words[max(0, self.first - WORDS_NEAR) : self.first] + words[self.last : self.last + WORDS_NEAR]
        return frozenset(
            self.telling.concepts[word.key] for word in near_words if word.key not in self.telling.function_words
        )

    @property
    def clause(self) -> Anchor:
        """The quote of the clause that the words stand in, from one mark to the next."""
        text, sentence, (start, end) = self.telling.text, self.telling.sentences[self.sentence], self.span
        starts = [at + len(mark) for mark in CLAUSE_MARKS if (at := text.rfind(mark, sentence.start, start)) >= 0]
        ends = [at for mark in CLAUSE_MARKS if (at := text.find(mark, end, sentence.end)) >= 0]
        return anchor_at(text, max(starts, default=sentence.start), min(ends, default=sentence.end))


def read_tellings(left: str, right: str, language: str) -> tuple[Telling, Telling]:
    """Read two texts as tellings of one story, with their concepts numbered in common."""
    sentences = split_sentences(left, language), split_sentences(right, language)
    words = words_by_sentence(left, sentences[0]), words_by_sentence(right, sentences[1])
    concepts = number_concepts(*words, language)
    return (
        Telling(left, sentences[0], words[0], concepts, language),
        Telling(right, sentences[1], words[1], concepts, language),
    )
