"""The words of a text, folded, each with its place."""

import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.texts.folding import fold
from catalog.texts.sentences import Sentence


def _character_class(letters: Iterable[str]) -> str:
    """Letters as the inside of a regular expression's brackets."""
    spans: list[list[int]] = []
    for code in sorted(map(ord, letters)):
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in spans)


# Vowel signs of Indian and other scripts belong to a word, though Unicode doesn't count them as letters.
SIGNS = _character_class(chr(code) for code in range(0x300, 0xFE30) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
# These scripts put no space between words: each character stands for itself.
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(
    rf"\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|s)(?![^\W_]))?|[{UNSPACED}]"
    rf"|(?:(?![{UNSPACED}])[^\W_][{SIGNS}]*)+(?:['’](?:(?![{UNSPACED}])[^\W_][{SIGNS}]*)+)*"
)
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text: `key` is folded; `proper` is True when it is written as a name is."""

    key: str
    start: int
    end: int
    proper: bool


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of a text between two offsets, in order."""
    words: list[Word] = []
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        spelling = POSSESSIVE.sub("", match.group())
        first_in_sentence = not words
        proper = spelling[0].isupper() and not first_in_sentence
        words.append(Word(sys.intern(fold(spelling).replace("'", "")), match.start(), match.end(), proper))
    return words


def words_by_sentence(text: str, sentences: Iterable[Sentence]) -> list[list[Word]]:
    """Return the words of each sentence of a text."""
    return [split_words(text, sentence.start, sentence.end) for sentence in sentences]
