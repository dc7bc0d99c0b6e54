"""Slips of the hand: which words somebody may have meant.

Two letters that are exchanged are forgiven in a word of four letters or more, one slip of any kind in five, two in nine. Words within
so many slips of each other share a form with so many letters deleted (Wolf Garbe's SymSpell), which an index can look up.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from rapidfuzz.distance import OSA

FEWEST_LETTERS, FEWEST_FOR_ONE, FEWEST_FOR_TWO = 4, 5, 9
# Letters of which some are deleted: a word's beginning is enough to find it by.
BEGINNING = 8
MOST_PROPOSALS = 3


def slips_forgiven(word: str) -> int:
    """Return how many slips a word may have."""
    return sum(len(word) >= fewest for fewest in (FEWEST_LETTERS, FEWEST_FOR_TWO))


def lookup_forms(word: str) -> set[str]:
    """Return the beginning of a word, whole and with so many letters deleted as it may have slips; none for a short word."""
    slips = slips_forgiven(word)
    beginning = word[:BEGINNING]
    return {
        "".join(letter for place, letter in enumerate(beginning) if place not in places)
        for count in range(slips + 1)
        for places in combinations(range(len(beginning)), count)
        if slips
    }


def is_slip(word: str, right_word: str) -> bool:
    """Tell whether somebody who typed `word` may have meant `right_word`."""
    slips = OSA.distance(word, right_word, score_cutoff=2)
    if not 0 < slips <= slips_forgiven(word):
        return False
    return len(word) >= FEWEST_FOR_ONE or sorted(word) == sorted(right_word)


def proposals(word: str, words: Iterable[str], counts: Mapping[str, int]) -> list[str]:
    """Return which of some words may have been meant: those with the fewest slips first, of these the commonest."""
    possible_words = {right_word for right_word in words if is_slip(word, right_word)}

    def order(right_word: str) -> tuple[int, int, str]:
        return OSA.distance(word, right_word), -counts.get(right_word, 0), right_word

    return sorted(possible_words, key=order)[:MOST_PROPOSALS]


def is_worth_correcting(word: str, known_words: Collection[str]) -> bool:
    """Tell whether a word is none that texts have, and long enough to be a slip of one."""
    return word not in known_words and slips_forgiven(word) > 0
