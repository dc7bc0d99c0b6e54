"""Who a text's people are said to be: their names, occupations and nations, from English turns of phrase."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from catalog.tellings.method import lexicon as vocabulary
from catalog.tellings.method.lexicon import listed
from catalog.tellings.method.telling import Spot, Telling
from catalog.tellings.method.words import TITLES, Word, function_words, irregular, nations

# How many words a description has at most.
LONGEST = 7
ARTICLES = listed("a an the another his her their its our my")
NAMED = listed("named called")
IS = listed("is was becomes became remains")
WORKS = listed("works worked serves served")
PARTICLES = listed("van von der den de du la le del della di da dos el al bin")
ADVERBS = listed("once now formerly then also himself herself originally")
# A phrase ends where one of these joins it to what follows.
BREAKS = function_words("en") - ARTICLES
# A nation's word that is a country says where someone is, and not who.
COUNTRIES = frozenset(
    key for key in nations() if key.endswith(("land", "ia", "stan")) or key in ("usa", "uk", "ussr", "china", "france")
)
OCCUPATIONS_ALIKE = [frozenset(line.split()) for line in vocabulary.OCCUPATIONS_ALIKE]


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of someone: the kind (`occupation`, `nationality`), the family, the word as it stands, and where.

    `start` and `end` are offsets of the whole turn of phrase, the name in it.
    """

    name: frozenset[str]
    called: str
    kind: str
    family: str
    word: str
    start: int
    end: int


@cache
def occupations() -> dict[str, str]:
    """Each word for an occupation → the first of its family."""
    families = [line.split() for line in vocabulary.OCCUPATIONS.split(";")]
    return {word: family[0] for family in families for word in family}


def known_names(told: list[list[Word]]) -> frozenset[str]:
    """The keys of words that a text mostly writes as names, where no sentence begins."""
    written, proper = Counter[str](), Counter[str]()
    for said in told:
        for word in said[1:]:
            written[word.key] += 1
            proper[word.key] += word.proper
    minor = function_words("en")
    return frozenset(
        key
        for key in written
        if 2 * proper[key] > written[key] and not key[0].isdigit() and key not in nations() and key not in minor
    )


def names(telling: Telling, sentence: int, known: frozenset[str]) -> Iterator[Spot]:
    """The names in a sentence: `Mr. Smith`, `Janusz Wieszczek`, one word after the other without a mark between."""
    said = telling.told[sentence]
    first = 0
    while first < len(said):
        last = first
        while last < len(said) and _names(said, last, known):
            titled = last > first and said[last - 1].key in TITLES
            if last > first and _gap(telling.text, said, last) not in ("", "." if titled else ""):
                break
            last += 2 if said[last].key in PARTICLES else 1
        if any(word.key not in TITLES for word in said[first:last]):
            yield Spot(telling, sentence, first, last)
        first = max(last, first + 1)


def _names(said: list[Word], at: int, known: frozenset[str]) -> bool:
    """Whether a word is part of a name, or a particle before one: `Pieter van Dam`."""
    if at and said[at].key in PARTICLES and not said[at].proper:
        return said[at - 1].key in known and at + 1 < len(said) and _names(said, at + 1, known)
    return (said[at].key in known or said[at].key in TITLES) and (said[at].proper or not at)


def descriptions(telling: Telling, known: frozenset[str]) -> Iterator[Description]:
    """What a text says its people are: `Mr. Smith, an engineer`, `the Pole named Zoran`, `Odile is a pilot`.

    `known` are the keys of names. A word that begins a sentence may be one too: a description shows which are.
    """
    known |= {said[0].key for said in telling.told} - telling.minor - nations().keys() - occupations().keys()
    for sentence, said in enumerate(telling.told):
        for name in names(telling, sentence, known):
            for span in (_before(telling.text, said, name.first, known), _after(telling.text, said, name.last, known)):
                if span:
                    yield from _read(name, Spot(telling, sentence, *span))


def _gap(text: str, said: list[Word], position: int) -> str:
    """What stands between a word and the one before it."""
    return text[said[position - 1].end : said[position].start].strip()


def _after(text: str, said: list[Word], at: int, known: frozenset[str]) -> tuple[int, int] | None:
    """The phrase after a name that ends at a word: `, a retired pilot`, `is a pilot`, `works as a pilot`."""
    if at + 1 >= len(said):
        return None
    mark = _gap(text, said, at)
    if mark == "," and said[at].key in ADVERBS:
        at += 1
    keys = [word.key for word in said[at : at + 3]]
    if len(keys) < 2:
        return None
    if mark in (",", "(", "-", "–", "—") and keys[0] in ARTICLES:
        first = at
    elif mark in ("", ",") and keys[0] in IS and keys[1] in ARTICLES:
        first = at + 1
    elif (mark == "," and keys[0] == "who" and keys[1] in IS) or (not mark and keys[0] in WORKS and keys[1] == "as"):
        first = at + 2
    else:
        return None
    last = first
    while last < min(len(said), first + LONGEST):
        if last > first and (_gap(text, said, last) not in ("", "-") or said[last].key in BREAKS):
            break
        # `Pim, the driver Yusuf` and `Pim, a driver named Yusuf` describe Yusuf.
        if said[last].key in NAMED or (said[last].key in known and _head(said[last - 1].key)):
            return None
        last += 1
    return (first, last) if first < last else None


def _before(text: str, said: list[Word], at: int, known: frozenset[str]) -> tuple[int, int] | None:
    """The phrase before a name: `the Pole named Zoran`, `army officer Janusz`, `her French neighbour Luc`."""
    if at and said[at - 1].key in NAMED:
        at -= 1
    elif not at or not (_head(said[at - 1].key) or _neighbour(said, at)):
        return None
    elif _gap(text, said, at):
        return _put_before(text, said, at, known) if _gap(text, said, at) == "," else None
    first = at
    while first and at - first < LONGEST and said[first - 1].key not in BREAKS:
        if first < at and _gap(text, said, first) not in ("", "-"):
            break
        first -= 1
        if said[first].key in ARTICLES:
            break
    return (first, at) if first < at else None


def _put_before(text: str, said: list[Word], at: int, known: frozenset[str]) -> tuple[int, int] | None:
    """The phrase of `a Belgian priest, Pieter`; but in `Smith, a priest, Pieter` it is Smith's."""
    first = at - 1
    while first and not _gap(text, said, first) and said[first].key not in ARTICLES and at - first < LONGEST:
        first -= 1
    others = bool(first) and said[first - 1].key in known
    return None if others or said[first].key not in ARTICLES else (first, at)


def _head(key: str) -> bool:
    return key in occupations() or key in nations()


def _neighbour(said: list[Word], at: int) -> bool:
    """Whether an article, a nation and one more noun stand before a word."""
    if at < 3 or said[at - 3].key not in ARTICLES or said[at - 2].key not in nations():
        return False
    key = said[at - 1].key
    return not key.endswith(("s", "ed")) and key not in irregular() and key not in BREAKS


def _read(name: Spot, phrase: Spot) -> Iterator[Description]:
    """The occupation and the nation that a phrase names: of several occupations the last, which the others qualify."""
    telling, sentence = name.telling, name.sentence
    whole = Spot(telling, sentence, min(name.first, phrase.first), max(name.last, phrase.last))
    for kind, families, nearest in (("occupation", occupations(), -1), ("nationality", nations(), 0)):
        found = [at for at in range(phrase.first, phrase.last) if telling.told[sentence][at].key in families]
        found = [at for at in found if telling.told[sentence][at].key not in COUNTRIES]
        if found:
            word = Spot(telling, sentence, found[nearest], found[nearest] + 1)
            yield Description(name.keys - TITLES, name.value, kind, families[word.word.key], word.value, *whole.span)


def alike(kind: str, one: str, other: str) -> bool:
    """Whether two families of occupations, or two nations, may be said of one person."""
    families = OCCUPATIONS_ALIKE if kind == "occupation" else vocabulary.NATIONS_ALIKE
    return one == other or any(one in family and other in family for family in families)
