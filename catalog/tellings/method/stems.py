"""Words without their inflection: English endings, irregular forms, numbers in words, nations."""

import re
from functools import cache

from catalog.tellings.method import lexicon
from catalog.texts.folding import fold

# The endings that a stem loses, of which only the first that fits is taken off.
ENDINGS = ("edly", "ing", "ed", "ly")


@cache
def irregular_forms() -> dict[str, str]:
    """Return each irregular form → the word that stands for it."""
    families = [line.split() for line in lexicon.IRREGULAR.split(";")]
    return {form: family[0] for family in families for form in family}


@cache
def nations() -> dict[str, str]:
    """Return each word for a people or its country, folded → the people's name."""
    families = [line.split() for line in lexicon.NATIONS.split(";")]
    return {fold(form): fold(family[0]) for family in families for form in family}


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the function words of a language, folded; none for a language that the lexicon doesn't have."""
    return lexicon.word_set(lexicon.FUNCTION_WORDS.get(language, ""))


@cache
def cardinals() -> dict[str, int]:
    """Return the English words for 1 to 19 and for the tens → their numbers."""
    units = {word: number for number, word in enumerate(lexicon.UNITS.split(), 1)}
    return units | {word: 10 * tens for tens, word in enumerate(lexicon.TENS.split(), 2)}


def whole_number(key: str) -> int | None:
    """Return the whole number that a word writes in digits or in English, or None."""
    digits = re.fullmatch(r"(\d{1,15})(?:st|nd|rd|th)?", key.replace(",", ""))
    return int(digits.group(1)) if digits else cardinals().get(key)


@cache
def synonyms() -> dict[str, str]:
    """Return the stem of each word that a synonym may replace → the stem of that synonym."""
    families = [line.split() for line in lexicon.SYNONYMS.split(";")]
    return {stem(form, "en"): stem(family[0], "en") for family in families for form in family[1:]}


@cache
def stem(key: str, language: str = "en") -> str:
    """Return a word without its inflection, numbers as digits; in languages other than English the word itself.

    After Porter's first step (M. F. Porter, "An algorithm for suffix stripping", 1980), with a final `e` dropped and a
    final `y` written `i`, so that `escape`, `escaped` and `escaping` are one.
    """
    if language != "en" or key in function_words(language):
        return key
    number = whole_number(key)
    if number is not None:
        return str(number)
    key = irregular_forms().get(key, key)
    if key in nations():
        return nations()[key]
    if key.endswith("s") and key[:-1] in nations():
        return nations()[key[:-1]]
    if len(key) <= 3 or not key.isascii():
        return key
    key = _without_ending(_singular(key))
    if len(key) > 3:
        key = key.removesuffix("e")
    return key[:-1] + "i" if key.endswith("y") else key


def _singular(key: str) -> str:
    if key.endswith("ies"):
        return key[:-3] + "y"
    if key.endswith(("sses", "shes", "ches", "xes", "zes")):
        return key[:-2]
    if key.endswith("s") and not key.endswith(("ss", "us", "is")):
        return key[:-1]
    return key


def _without_ending(key: str) -> str:
    for ending in ENDINGS:
        rest = key.removesuffix(ending)
        if rest != key and len(rest) >= 3 and re.search(r"[aeiouy]", rest):
            ends_doubled = rest[-1] == rest[-2] and rest[-1] not in "lsz"
            return rest[:-1] if ends_doubled else rest
    return key
