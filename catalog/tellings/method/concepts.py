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
    return {key: numbers[heads[stemmed]] for key, stemmed in stems.stem_by_key.items()}


class StemTable:
    """The stems of two texts' words: how often each stands in them, in which (1, 2, or 3 for both), how often as a name."""

    def __init__(self, language: str):
        self.language = language
        self.stem_by_key: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.sides: defaultdict[str, int] = defaultdict(int)
        self.proper: Counter[str] = Counter()

    def add(self, word: Word, side: int) -> None:
        """Count a word of the left text (`side` 1) or of the right one (2)."""
        stemmed = stem(word.key, self.language)
        if self.language == "en":
            stemmed = synonyms().get(stemmed, stemmed)
        self.stem_by_key[word.key] = stemmed
        self.counts[stemmed] += 1
        self.sides[stemmed] |= side
        self.proper[stemmed] += word.proper

    def heads(self) -> dict[str, str]:
        """Return each stem → the most frequent stem of the same word."""
        heads: dict[str, str] = {}
        by_letters: defaultdict[str, list[str]] = defaultdict(list)
        by_start: defaultdict[str, list[str]] = defaultdict(list)
        for stemmed in sorted(self.counts, key=self._rank):
            heads[stemmed] = stemmed
            if len(stemmed) < 4 or not stemmed.isalpha() or stemmed in function_words(self.language):
                continue
            nearby = by_letters[stemmed[:2]]
            near_heads = process.extract(stemmed, nearby, scorer=Levenshtein.distance, score_cutoff=2, limit=8)
            candidates = {head for head, _, _ in near_heads} | set(by_start[stemmed[:5]])
            known_head = next(
                (head for head in sorted(candidates, key=self._rank) if self._is_one_word(head, stemmed)), None
            )
            if known_head:
                heads[stemmed] = known_head
            else:
                by_letters[stemmed[:2]].append(stemmed)
                by_start[stemmed[:5]].append(stemmed)
        return heads

    def _rank(self, stemmed: str) -> tuple[int, str]:
        return -self.counts[stemmed], stemmed

    def _is_name(self, stemmed: str) -> bool:
        return 2 * self.proper[stemmed] >= self.counts[stemmed]

    def _is_one_word(self, head: str, stemmed: str) -> bool:
        """Whether two stems are an inflection or a spelling of one word. Two names of one text are two people."""
        together = self.sides[head] & self.sides[stemmed]
        names = self._is_name(head) + self._is_name(stemmed)
        if _are_inflections(head, stemmed):
            return not (together and names == 2)
        shorter = min(len(head), len(stemmed))
        if together or names == 1 or shorter < (4 if names else 6):
            return False
        most_edits = 2 if len(stemmed) >= (5 if names else 8) else 1
        return Levenshtein.distance(head, stemmed, score_cutoff=most_edits) <= most_edits


def _are_inflections(first: str, second: str) -> bool:
    """Whether two stems are forms of one word, by what they begin with: `yugoslav`, `yugoslavian`."""
    common = Prefix.similarity(first, second)
    shorter, longer = sorted((len(first), len(second)))
    return common >= 5 and common >= 0.6 * longer and longer - common <= 4 and (common >= 6 or common == shorter)
