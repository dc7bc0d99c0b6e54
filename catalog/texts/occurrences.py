"""Where a value stands in texts: its words one after another, whatever their case, accents and punctuation.

A value of several words is also recognised with its last words first: `Weir, Peter`, as lists sort names.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from django.utils.translation import gettext

from catalog.texts.folding import fold, folded_words

# With fewer letters and figures, a value would be found in any text.
FEWEST_LETTERS = 3
MOST_LETTERS = 300
# The characters that are looked through for those that fold to a letter.
CHARACTERS = [*range(1, 0xD800), *range(0xE000, 0x20000)]
# An ending of so few letters is an inflection: `Müllers`.
LONGEST_ENDING = 2
NOT_IN_CLASS = set("]\\^-[")


class Occurrence(NamedTuple):
    """A place in a text. `is_word` tells whether it is a word of its own there, but for an ending, and no piece of a longer one."""

    start: int
    end: int
    is_word: bool


class Value:
    """A value to look for. Raise ValueError where it is too short or too long to be looked for."""

    def __init__(self, text: str) -> None:
        self.words = folded_words(text)
        if sum(map(len, self.words)) < FEWEST_LETTERS:
            raise ValueError(
                gettext("Give at least %(fewest_letters)s letters or figures: fewer stand in any text.")
                % {"fewest_letters": FEWEST_LETTERS}
            )
        if len(text) > MOST_LETTERS:
            raise ValueError(
                gettext("Give at most %(most_letters)s characters: the value alone, not the text around it.")
                % {"most_letters": MOST_LETTERS}
            )
        turns = {tuple(self.words[place:] + self.words[:place]) for place in range(len(self.words))}
        self.turns = [list(self.words), *sorted(list(turn) for turn in turns if list(turn) != self.words)]
        self.pattern = re.compile("|".join(r"[\W_]+".join(map(re.escape, turn)) for turn in self.turns))

    def is_whole(self, text: str) -> bool:
        """Tell whether a text is the value and nothing else."""
        return folded_words(text) in self.turns

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        """Yield where the value stands in a text, from the first to the last."""
        letters, places = folded_letters(text)
        for match in self.pattern.finditer(letters):
            end = places[match.end() - 1] + 1
            while end < len(text) and not fold_letter(text[end]):
                end += 1
            ending = re.match(r"[^\W_]*", letters[match.end() :])
            starts_word = not letters[match.start() - 1 : match.start()].isalnum()
            is_word = starts_word and ending is not None and len(ending.group()) <= LONGEST_ENDING
            yield Occurrence(places[match.start()], end, is_word)

    def is_in(self, text: str) -> bool:
        return next(self.occurrences(text), None) is not None

    def replace_in(self, text: str, mark: str) -> str:
        """Return a text with a mark wherever the value stood."""
        parts, end = [], 0
        for occurrence in self.occurrences(text):
            parts += [text[end : occurrence.start], mark]
            end = occurrence.end
        return "".join([*parts, text[end:]])

    @property
    def longest_word_pattern(self) -> str:
        """A regular expression, for Python and for PostgreSQL, that matches in whatever text the value stands.

        It is that of the longest word in all spellings that fold to it, so it matches in other texts, too.
        """
        word = max(self.words, key=len)
        spellings, unseen = spellings_of_letters()
        parts = []
        for place, letter in enumerate(word):
            alternatives = {letter, *spellings.get(letter, ())}
            is_optional = False
            for start in range(max(0, place - LONGEST_FOLDING + 1), place + 1):
                for end in range(max(place + 1, start + 2), min(len(word), start + LONGEST_FOLDING) + 1):
                    # One character that stands for several letters: ß.
                    longer = spellings.get(word[start:end], ())
                    alternatives.update(longer)
                    is_optional = is_optional or bool(longer and start < place)
            characters = "".join(sorted(alternatives - NOT_IN_CLASS))
            parts.append(f"[{characters}]{'?' if is_optional else ''}[{unseen}]*")
        return "".join(parts)


# The longest letters that one character folds to and that are looked for: ﬃ.
LONGEST_FOLDING = 4


@cache
def fold_letter(letter: str) -> str:
    """Return what a letter folds to: a space for one, "" for marks on letters, and for apostrophes, which join words."""
    return " " if letter.isspace() else fold(letter).replace("'", "")


def folded_letters(text: str) -> tuple[str, list[int]]:
    """Return a text folded, and for each of its letters the place in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for folded_letter in fold_letter(letter):
            letters.append(folded_letter)
            places.append(place)
    return "".join(letters), places


@cache
def spellings_of_letters() -> tuple[dict[str, list[str]], str]:
    """Return {folded letters: characters that fold to them}, and the characters that fold to nothing, as a class of a pattern."""
    spellings: dict[str, list[str]] = defaultdict(list)
    unseen: list[int] = []
    for number in CHARACTERS:
        letters = fold_letter(chr(number))
        if not letters:
            unseen.append(number)
        elif letters.isalnum() and len(letters) <= LONGEST_FOLDING:
            spellings[letters].append(chr(number))
    ranges: list[list[int]] = []
    for number in unseen:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return dict(spellings), "".join(
        f"{chr(first)}-{chr(last)}" if last > first else chr(first) for first, last in ranges
    )
