"""Who a text says its people are: their names, occupations and nations, from English turns of phrase."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from catalog.tellings.method import lexicon
from catalog.tellings.method.lexicon import word_set
from catalog.tellings.method.stems import function_words, irregular_forms, nations
from catalog.tellings.method.telling import Spot, Telling
from catalog.tellings.method.words import Word

# How many words a description has at most.
LONGEST = 7
TITLES = word_set("mr mrs ms miss dr sir lady lord prof professor captain lt sgt")
ARTICLES = word_set("a an the another his her their its our my")
NAMING_WORDS = word_set("named called")
BEING_VERBS = word_set("is was becomes became remains")
WORKING_VERBS = word_set("works worked serves served")
PARTICLES = word_set("van von der den de du la le del della di da dos el al bin")
ADVERBS = word_set("once now formerly then also himself herself originally")
# A phrase ends where one of these joins it to what follows.
BREAKS = function_words("en") - ARTICLES
# The word for a country says where a person is, and not who.
COUNTRIES = frozenset(
    key for key in nations() if key.endswith(("land", "ia", "stan")) or key in ("usa", "uk", "ussr", "china", "france")
)
OCCUPATIONS_ALIKE = [frozenset(line.split()) for line in lexicon.OCCUPATIONS_ALIKE]


@dataclass(frozen=True, slots=True)
class Description:
    """What a text says of a person: `kind` is `occupation` or `nationality`, `word` the word as it stands in the text.

    `name_keys` are the words of the name without titles. `start` and `end` are offsets of the whole turn of phrase with
    the name in it.
    """

    name_keys: frozenset[str]
    name: str
    kind: str
    family: str
    word: str
    start: int
    end: int


@cache
def occupations() -> dict[str, str]:
    """Return each word for an occupation → the first word of its family."""
    families = [line.split() for line in lexicon.OCCUPATIONS.split(";")]
    return {word: family[0] for family in families for word in family}


def name_words(sentences: list[list[Word]]) -> frozenset[str]:
    """Return the keys of words that a text mostly writes as names, where no sentence begins."""
    counts, proper = Counter[str](), Counter[str]()
    for words in sentences:
        for word in words[1:]:
            counts[word.key] += 1
            proper[word.key] += word.proper
    common = function_words("en")
    return frozenset(
        key
        for key in counts
        if 2 * proper[key] > counts[key] and not key[0].isdigit() and key not in nations() and key not in common
    )


def find_names(telling: Telling, sentence: int, name_keys: frozenset[str]) -> Iterator[Spot]:
    """Yield the names in a sentence: words of names in a row without a mark between, such as `Mr. Smith`."""
    words = telling.words[sentence]
    first = 0
    while first < len(words):
        last = first
        while last < len(words) and _is_part_of_name(words, last, name_keys):
            after_title = last > first and words[last - 1].key in TITLES
            if last > first and _mark_before(telling.text, words, last) not in ("", "." if after_title else ""):
                break
            last += 2 if words[last].key in PARTICLES else 1
        if any(word.key not in TITLES for word in words[first:last]):
            yield Spot(telling, sentence, first, last)
        first = max(last, first + 1)


def _is_part_of_name(words: list[Word], at: int, name_keys: frozenset[str]) -> bool:
    """Whether a word is part of a name, or a particle before one: `Pieter van Dam`."""
    if at and words[at].key in PARTICLES and not words[at].proper:
        follows_name = words[at - 1].key in name_keys
        return follows_name and at + 1 < len(words) and _is_part_of_name(words, at + 1, name_keys)
    return (words[at].key in name_keys or words[at].key in TITLES) and (words[at].proper or not at)


def find_descriptions(telling: Telling, name_keys: frozenset[str]) -> Iterator[Description]:
    """Yield what a text says its people are: `Mr. Smith, an engineer`, `the Pole named Zoran`, `Odile is a pilot`.

    The first word of a sentence is taken for a name too, unless it is a function word, a nation or an occupation: the
    description beside it shows that it is one.
    """
    firsts = {words[0].key for words in telling.words}
    name_keys |= firsts - telling.function_words - nations().keys() - occupations().keys()
    for sentence, words in enumerate(telling.words):
        for name in find_names(telling, sentence, name_keys):
            for phrase in (
                _phrase_before_name(telling.text, words, name.first, name_keys),
                _phrase_after_name(telling.text, words, name.last, name_keys),
            ):
                if phrase:
                    yield from _read_phrase(name, Spot(telling, sentence, *phrase))


def _mark_before(text: str, words: list[Word], at: int) -> str:
    """Return what stands between a word and the one before it."""
    return text[words[at - 1].end : words[at].start].strip()


def _phrase_after_name(text: str, words: list[Word], at: int, name_keys: frozenset[str]) -> tuple[int, int] | None:
    """Return the phrase that starts at the word after a name: `, a retired pilot`, `is a pilot`, `works as a pilot`."""
    first = _start_after_name(text, words, at)
    if first is None:
        return None
    last = first
    while last < min(len(words), first + LONGEST):
        if last > first and (_mark_before(text, words, last) not in ("", "-") or words[last].key in BREAKS):
            break
        # `Pim, the driver Yusuf` and `Pim, a driver named Yusuf` describe Yusuf.
        if words[last].key in NAMING_WORDS or (words[last].key in name_keys and _describes(words[last - 1].key)):
            return None
        last += 1
    return (first, last) if first < last else None


def _start_after_name(text: str, words: list[Word], at: int) -> int | None:
    """Return the first word of a phrase that describes the name before it, or None where there is no such phrase."""
    if at + 1 >= len(words):
        return None
    mark = _mark_before(text, words, at)
    if mark == "," and words[at].key in ADVERBS:
        at += 1
    keys = [word.key for word in words[at : at + 3]]
    if len(keys) < 2:
        return None
    if mark in (",", "(", "-", "–", "—") and keys[0] in ARTICLES:
        return at
    if mark in ("", ",") and keys[0] in BEING_VERBS and keys[1] in ARTICLES:
        return at + 1
    if (mark == "," and keys[0] == "who" and keys[1] in BEING_VERBS) or (
        not mark and keys[0] in WORKING_VERBS and keys[1] == "as"
    ):
        return at + 2
    return None


def _phrase_before_name(text: str, words: list[Word], at: int, name_keys: frozenset[str]) -> tuple[int, int] | None:
    """Return the phrase before a name: `the Pole named Zoran`, `army officer Janusz`, `her French neighbour Luc`."""
    if at and words[at - 1].key in NAMING_WORDS:
        at -= 1
    elif not at or not (_describes(words[at - 1].key) or _ends_nation_and_noun(words, at)):
        return None
    elif mark := _mark_before(text, words, at):
        return _phrase_before_comma(text, words, at, name_keys) if mark == "," else None
    first = at
    while first and at - first < LONGEST and words[first - 1].key not in BREAKS:
        if first < at and _mark_before(text, words, first) not in ("", "-"):
            break
        first -= 1
        if words[first].key in ARTICLES:
            break
    return (first, at) if first < at else None


def _phrase_before_comma(text: str, words: list[Word], at: int, name_keys: frozenset[str]) -> tuple[int, int] | None:
    """Return the phrase of `a Belgian priest, Pieter`; but in `Smith, a priest, Pieter` it is Smith's."""
    first = at - 1
    while first and not _mark_before(text, words, first) and words[first].key not in ARTICLES and at - first < LONGEST:
        first -= 1
    follows_name = bool(first) and words[first - 1].key in name_keys
    return None if follows_name or words[first].key not in ARTICLES else (first, at)


def _describes(key: str) -> bool:
    """Whether a word is an occupation or a nation."""
    return key in occupations() or key in nations()


def _ends_nation_and_noun(words: list[Word], at: int) -> bool:
    """Whether an article, a nation and one more noun stand before a word."""
    if at < 3 or words[at - 3].key not in ARTICLES or words[at - 2].key not in nations():
        return False
    key = words[at - 1].key
    return not key.endswith(("s", "ed")) and key not in irregular_forms() and key not in BREAKS


def _read_phrase(name: Spot, phrase: Spot) -> Iterator[Description]:
    """Yield the occupation and the nation of a phrase; of several occupations the last, which the others qualify."""
    telling, sentence = name.telling, name.sentence
    whole = Spot(telling, sentence, min(name.first, phrase.first), max(name.last, phrase.last))
    words = telling.words[sentence]
    for kind, families, nearest in (("occupation", occupations(), -1), ("nationality", nations(), 0)):
        places = [at for at in range(phrase.first, phrase.last) if words[at].key in families]
        places = [at for at in places if words[at].key not in COUNTRIES]
        if places:
            word = Spot(telling, sentence, places[nearest], places[nearest] + 1)
            family = families[word.word.key]
            yield Description(name.keys - TITLES, name.value, kind, family, word.value, *whole.span)


def are_compatible(kind: str, first: str, second: str) -> bool:
    """Whether two families of occupations, or two nations, may be said of one person."""
    families = OCCUPATIONS_ALIKE if kind == "occupation" else lexicon.NATIONS_ALIKE
    return first == second or any(first in family and second in family for family in families)
