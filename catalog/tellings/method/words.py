"""The words of a sentence, and which of two texts' words say the same: inflections and spellings of one word."""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein, Prefix

from catalog.tellings.method import lexicon as vocabulary
from catalog.texts.folding import fold


def _ranges(letters: Iterable[str]) -> str:
    """A set of letters as the inside of a regular expression's brackets."""
    spans: list[list[int]] = []
    for code in sorted(map(ord, letters)):
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in spans)


# Vowel signs of Indian and other scripts belong to a word, though Unicode doesn't count them as letters.
SIGNS = _ranges(chr(code) for code in range(0x300, 0xFE30) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
# These scripts put no space between words: each character stands for itself.
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(
    rf"\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|s)(?![^\W_]))?|[{UNSPACED}]"
    rf"|(?:(?![{UNSPACED}])[^\W_][{SIGNS}]*)+(?:['’](?:(?![{UNSPACED}])[^\W_][{SIGNS}]*)+)*"
)
POSSESSIVE = re.compile(r"['’]s?$")
TITLES = vocabulary.listed("mr mrs ms miss dr sir lady lord prof professor captain lt sgt")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text: `key` is folded, `proper` when it is written as a name is."""

    key: str
    start: int
    end: int
    proper: bool


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a text between two offsets, in order."""
    found: list[Word] = []
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        written = POSSESSIVE.sub("", match.group())
        first_in_sentence = not found
        proper = written[0].isupper() and not first_in_sentence
        found.append(Word(sys.intern(fold(written).replace("'", "")), match.start(), match.end(), proper))
    return found


@cache
def irregular() -> dict[str, str]:
    """Each irregular form → the word that stands for it."""
    families = [line.split() for line in vocabulary.IRREGULAR.split(";")]
    return {form: family[0] for family in families for form in family}


@cache
def nations() -> dict[str, str]:
    """Each word of a people or its country, folded → the people's name."""
    families = [line.split() for line in vocabulary.NATIONS.split(";")]
    return {fold(form): fold(family[0]) for family in families for form in family}


def primary(language: str) -> str:
    """A language tag's first part, in lower case: `en-GB` → `en`."""
    return language.replace("_", "-").split("-")[0].lower()


@cache
def function_words(language: str) -> frozenset[str]:
    """A language's function words, folded; none where they aren't known here."""
    return vocabulary.listed(vocabulary.FUNCTION_WORDS.get(language, ""))


@cache
def cardinals() -> dict[str, int]:
    """The words of English for 1 to 19, and for the tens."""
    units = enumerate(vocabulary.UNITS.split(), 1)
    return {**{word: value for value, word in units}, **{w: 10 * n for n, w in enumerate(vocabulary.TENS.split(), 2)}}


def number(key: str) -> int | None:
    """The whole number that a word says in digits or in English, or None."""
    digits = re.fullmatch(r"(\d{1,15})(?:st|nd|rd|th)?", key.replace(",", ""))
    return int(digits.group(1)) if digits else cardinals().get(key)


@cache
def synonyms() -> dict[str, str]:
    """Each stem of a word that another may stand for → the stem of that other."""
    families = [line.split() for line in vocabulary.SYNONYMS.split(";")]
    return {stem(form, "en"): stem(family[0], "en") for family in families for form in family[1:]}


@cache
def stem(key: str, language: str = "en") -> str:
    """A word without its inflection, lightly: English endings, and numbers as digits. Other languages: the word.

    After Porter's first step (M. F. Porter, "An algorithm for suffix stripping", 1980), with a final `e` dropped and a
    final `y` written `i`, so that `escape`, `escaped` and `escaping` are one.
    """
    if language != "en":
        return key
    if key in function_words(language):
        return key
    said = number(key)
    if said is not None:
        return str(said)
    key = irregular().get(key, key)
    if key in nations():
        return nations()[key]
    if key.endswith("s") and key[:-1] in nations():
        return nations()[key[:-1]]
    if len(key) <= 3 or not key.isascii():
        return key
    if key.endswith("ies"):
        key = key[:-3] + "y"
    elif key.endswith(("sses", "shes", "ches", "xes", "zes")):
        key = key[:-2]
    elif key.endswith("s") and not key.endswith(("ss", "us", "is")):
        key = key[:-1]
    for ending in ("edly", "ing", "ed", "ly"):
        rest = key.removesuffix(ending)
        if rest != key and len(rest) >= 3 and re.search(r"[aeiouy]", rest):
            doubled = rest[-1] == rest[-2] and rest[-1] not in "lsz"
            key = rest[:-1] if doubled else rest
            break
    if len(key) > 3:
        key = key.removesuffix("e")
    return key[:-1] + "i" if key.endswith("y") else key


def concepts(left: list[list[Word]], right: list[list[Word]], language: str) -> dict[str, int]:
    """Number what two texts' words say: each word's key → a number, one for all forms of a word.

    `left` and `right` are lists of sentences, each a list of `Word`. Two stems are one when they are inflections (a long
    common beginning) or spellings (Levenshtein distance 1, or 2 in a long word) of a word; but two spellings or two names
    that stand in the same text are two. The numbers don't depend on which text is left.
    """
    language = primary(language)
    forms = Forms(language)
    for side, sentences in ((1, left), (2, right)):
        for word in chain.from_iterable(sentences):
            forms.add(word, side)
    heads = forms.heads()
    numbers = {head: position for position, head in enumerate(sorted(set(heads.values())))}
    return {key: numbers[heads[stemmed]] for key, stemmed in forms.stems.items()}


class Forms:
    """The stems of two texts' words: how often each stands in them, in which (1, 2, or 3 for both), how often as a name."""

    def __init__(self, language: str):
        self.language = language
        self.stems: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.sides: defaultdict[str, int] = defaultdict(int)
        self.proper: Counter[str] = Counter()

    def add(self, word: Word, side: int) -> None:
        stemmed = stem(word.key, self.language)
        if self.language == "en":
            stemmed = synonyms().get(stemmed, stemmed)
        self.stems[word.key] = stemmed
        self.counts[stemmed] += 1
        self.sides[stemmed] |= side
        self.proper[stemmed] += word.proper

    def heads(self) -> dict[str, str]:
        """Each stem → the most frequent one of the same word."""
        heads: dict[str, str] = {}
        by_letters: defaultdict[str, list[str]] = defaultdict(list)
        by_start: defaultdict[str, list[str]] = defaultdict(list)
        for stemmed in sorted(self.counts, key=self._rank):
            heads[stemmed] = stemmed
            if len(stemmed) < 4 or not stemmed.isalpha() or stemmed in function_words(self.language):
                continue
            nearby = by_letters[stemmed[:2]]
            near = process.extract(stemmed, nearby, scorer=Levenshtein.distance, score_cutoff=2, limit=8)
            known = {head for head, _, _ in near} | set(by_start[stemmed[:5]])
            same = next((head for head in sorted(known, key=self._rank) if self._one_word(head, stemmed)), None)
            if same:
                heads[stemmed] = same
            else:
                by_letters[stemmed[:2]].append(stemmed)
                by_start[stemmed[:5]].append(stemmed)
        return heads

    def _rank(self, stemmed: str) -> tuple[int, str]:
        return -self.counts[stemmed], stemmed

    def _name(self, stemmed: str) -> bool:
        return 2 * self.proper[stemmed] >= self.counts[stemmed]

    def _one_word(self, head: str, other: str) -> bool:
        """Whether two stems are an inflection or a spelling of one word. Two names of one text are two people."""
        together = self.sides[head] & self.sides[other]
        names = self._name(head) + self._name(other)
        if _inflected(head, other):
            return not (together and names == 2)
        shorter = min(len(head), len(other))
        if together or names == 1 or shorter < (4 if names else 6):
            return False
        allowed = 2 if len(other) >= (5 if names else 8) else 1
        return Levenshtein.distance(head, other, score_cutoff=allowed) <= allowed


def _inflected(one: str, other: str) -> bool:
    """Whether two stems are forms of one word, by what they begin with: `yugoslav`, `yugoslavian`."""
    shared = Prefix.similarity(one, other)
    shorter, longer = sorted((len(one), len(other)))
    return shared >= 5 and shared >= 0.6 * longer and longer - shared <= 4 and (shared >= 6 or shared == shorter)
