"""The words of a sentence, and which of two texts' words say the same: inflections and spellings of one word."""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein, Prefix

from catalog.collation import vocabulary
from catalog.folding import fold


def _ranges(letters):
    """A set of letters as the inside of a regular expression's brackets."""
    spans = []
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


def words(text, start=0, end=None):
    """The words of a text between two offsets, in order."""
    found = []
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        written = POSSESSIVE.sub("", match.group())
        first_in_sentence = not found
        proper = written[0].isupper() and not first_in_sentence
        found.append(Word(sys.intern(fold(written).replace("'", "")), match.start(), match.end(), proper))
    return found


@cache
def irregular():
    """Each irregular form → the word that stands for it."""
    families = [line.split() for line in vocabulary.IRREGULAR.split(";")]
    return {form: family[0] for family in families for form in family}


@cache
def nations():
    """Each word of a people or its country, folded → the people's name."""
    families = [line.split() for line in vocabulary.NATIONS.split(";")]
    return {fold(form): fold(family[0]) for family in families for form in family}


def primary(language):
    """A language tag's first part, in lower case: `en-GB` → `en`."""
    return language.replace("_", "-").split("-")[0].lower()


@cache
def function_words(language):
    return vocabulary.listed(vocabulary.FUNCTION_WORDS.get(language, ""))


@cache
def cardinals():
    """The words of English for 1 to 19, and for the tens."""
    units = enumerate(vocabulary.UNITS.split(), 1)
    return {**{word: value for value, word in units}, **{w: 10 * n for n, w in enumerate(vocabulary.TENS.split(), 2)}}


def number(key):
    """The whole number that a word says in digits or in English, or None."""
    digits = re.fullmatch(r"(\d{1,15})(?:st|nd|rd|th)?", key.replace(",", ""))
    return int(digits.group(1)) if digits else cardinals().get(key)


@cache
def synonyms():
    """Each stem of a word that another may stand for → the stem of that other."""
    families = [line.split() for line in vocabulary.SYNONYMS.split(";")]
    return {stem(form, "en"): stem(family[0], "en") for family in families for form in family[1:]}


@cache
def stem(key, language="en"):
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


def concepts(left, right, language):
    """Number what two texts' words say: each word's key → a number, one for all forms of a word.

    `left` and `right` are lists of sentences, each a list of `Word`. Two stems are one when they are inflections (a long
    common beginning) or spellings (Levenshtein distance 1, or 2 in a long word) of a word; but two spellings or two names
    that stand in the same text are two. The numbers don't depend on which text is left.
    """
    language = primary(language)
    counts, seen, proper = Counter(), defaultdict(int), Counter()
    stems = {}
    for side, sentences in ((1, left), (2, right)):
        for word in chain.from_iterable(sentences):
            stemmed = stem(word.key, language)
            stemmed = stems[word.key] = synonyms().get(stemmed, stemmed) if language == "en" else stemmed
            counts[stemmed] += 1
            seen[stemmed] |= side
            proper[stemmed] += word.proper
    names = {stemmed for stemmed in counts if 2 * proper[stemmed] >= counts[stemmed]}
    heads, by_letters, by_start = {}, defaultdict(list), defaultdict(list)
    for stemmed in sorted(counts, key=lambda stemmed: (-counts[stemmed], stemmed)):
        heads[stemmed] = stemmed
        if len(stemmed) < 4 or not stemmed.isalpha() or stemmed in function_words(language):
            continue
        distance = 2 if len(stemmed) >= 8 or (len(stemmed) >= 5 and stemmed in names) else 1
        near = process.extract(
            stemmed, by_letters[stemmed[:2]], scorer=Levenshtein.distance, score_cutoff=distance, limit=5
        )
        spelled = [head for head, _, _ in near if min(len(head), len(stemmed)) >= (4 if head in names else 6)]
        for head in sorted([*by_start[stemmed[:5]], *spelled], key=lambda head: (-counts[head], head)):
            apart = seen[head] & seen[stemmed]
            named = head in names or stemmed in names
            if (_inflected(head, stemmed) and not (named and apart and _both_names(head, stemmed, names))) or (
                head in spelled and not apart and named == _both_names(head, stemmed, names)
            ):
                heads[stemmed] = head
                break
        else:
            by_letters[stemmed[:2]].append(stemmed)
            by_start[stemmed[:5]].append(stemmed)
    ids = {head: position for position, head in enumerate(sorted(set(heads.values())))}
    return {key: ids[heads[stemmed]] for key, stemmed in stems.items()}


def _both_names(one, other, names):
    return one in names and other in names


def _inflected(one, other):
    """Whether two stems are forms of one word, by what they begin with: `yugoslav`, `yugoslavian`."""
    shared = Prefix.similarity(one, other)
    shorter, longer = sorted((len(one), len(other)))
    return shared >= 5 and shared >= 0.6 * longer and longer - shared <= 4 and (shared >= 6 or shared == shorter)
