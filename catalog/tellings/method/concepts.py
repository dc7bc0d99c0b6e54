"""Which words of two texts stand for the same concept: inflections and spellings of one word."""

from collections import Counter, defaultdict
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein, Prefix

from catalog.tellings.method.stems import function_words, stem, synonyms
from catalog.tellings.method.words import Word
from catalog.texts.language_tags import primary_subtag


def number_concepts(left: list[list[Word]], right: list[list[Word]], language: str) -> dict[str, int]:
    """Return each word's key → the number of its concept, one number for all forms of a word.

    `left` and `right` are lists of sentences, each a list of `Word`. Two stems are one when they are inflections (a long
    common beginning) or spellings (Levenshtein distance 1, or 2 in a long word) of a word; but two spellings or two names
    that stand in the same text are two. The numbers don't depend on which text is left.
    """
    stems = StemTable(primary_subtag(language))
    for side, sentences in ((1, left), (2, right)):
        for word in chain.from_iterable(sentences):
            stems.add(word, side)
    heads = stems.heads()
    numbers = {head: position for position, head in enumerate(sorted(set(heads.values())))}
    return {key: numbers[heads[word_stem]] for key, word_stem in stems.stem_by_key.items()}


class StemTable:
    """How often each stem stands in two texts, in which of them (1, 2, or 3 for both), and how often as a name."""

    def __init__(self, language: str):
        self.language = language
        self.stem_by_key: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.sides: defaultdict[str, int] = defaultdict(int)
        self.proper: Counter[str] = Counter()

    def add(self, word: Word, side: int) -> None:
        """Count a word of the left text (`side` 1) or of the right one (2)."""
        word_stem = stem(word.key, self.language)
        if self.language == "en":
            word_stem = synonyms().get(word_stem, word_stem)
        self.stem_by_key[word.key] = word_stem
        self.counts[word_stem] += 1
        self.sides[word_stem] |= side
        self.proper[word_stem] += word.proper

    def heads(self) -> dict[str, str]:
        """Return each stem → the most frequent stem of the same word."""
        heads: dict[str, str] = {}
        by_letters: defaultdict[str, list[str]] = defaultdict(list)
        by_start: defaultdict[str, list[str]] = defaultdict(list)
        for word_stem in sorted(self.counts, key=self._rank):
            heads[word_stem] = word_stem
            if len(word_stem) < 4 or not word_stem.isalpha() or word_stem in function_words(self.language):
                continue
            nearby = by_letters[word_stem[:2]]
            near_heads = process.extract(word_stem, nearby, scorer=Levenshtein.distance, score_cutoff=2, limit=8)
            candidates = {head for head, _, _ in near_heads} | set(by_start[word_stem[:5]])
            known_head = next(
                (head for head in sorted(candidates, key=self._rank) if self._is_one_word(head, word_stem)), None
            )
            if known_head:
                heads[word_stem] = known_head
            else:
                by_letters[word_stem[:2]].append(word_stem)
                by_start[word_stem[:5]].append(word_stem)
        return heads

    def _rank(self, word_stem: str) -> tuple[int, str]:
        return -self.counts[word_stem], word_stem

    def _is_name(self, word_stem: str) -> bool:
        return 2 * self.proper[word_stem] >= self.counts[word_stem]

    def _is_one_word(self, head: str, word_stem: str) -> bool:
        """Whether two stems are an inflection or a spelling of one word. Two names of one text are two people."""
        together = self.sides[head] & self.sides[word_stem]
        names = self._is_name(head) + self._is_name(word_stem)
        if _are_inflections(head, word_stem):
            return not (together and names == 2)
        shorter = min(len(head), len(word_stem))
        if together or names == 1 or shorter < (4 if names else 6):
            return False
        most_edits = 2 if len(word_stem) >= (5 if names else 8) else 1
        return Levenshtein.distance(head, word_stem, score_cutoff=most_edits) <= most_edits


def _are_inflections(first: str, second: str) -> bool:
    """Whether two stems are forms of one word, by what they begin with: `yugoslav`, `yugoslavian`."""
    common = Prefix.similarity(first, second)
    shorter, longer = sorted((len(first), len(second)))
    return common >= 5 and common >= 0.6 * longer and longer - common <= 4 and (common >= 6 or common == shorter)
