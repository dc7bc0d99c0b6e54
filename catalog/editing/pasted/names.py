"""People's names as credits write them: several in a cell, family name first, in capitals, with remarks in brackets."""

import re

from catalog.editing.pasted.lines import has_letters
from catalog.editing.pasted.words import ARTICLES, CHARACTER_WORDS
from catalog.texts.folding import fold
from catalog.texts.names.words import JOINERS, PARTICLES, SUFFIXES

MOST_LETTERS = 100
MOST_WORDS = 8
AND = re.compile(r" (?:and|und|et|oraz|i|y) | [&+] ")
PARTS_OF_NAMES = PARTICLES | JOINERS | SUFFIXES | {"mc", "bin", "ibn", "ben", "abu", "of"}


def take_brackets(text: str) -> tuple[str, list[str]]:
    """Return a text without its round brackets, and what stood in them; a bracket without its other half stays."""
    outside: list[str] = []
    inside: list[str] = []
    contents: list[str] = []
    depth = 0
    for letter in text:
        if letter == "(":
            depth += 1
        if depth:
            inside.append(letter)
        else:
            outside.append(letter)
        if letter == ")" and depth:
            depth -= 1
            if not depth:
                contents.append("".join(inside)[1:-1].strip())
                inside = []
                outside.append(" ")
    if depth:
        return text.strip(), []
    return " ".join("".join(outside).split()), list(filter(None, contents))


def is_caseless(word: str) -> bool:
    """Tell whether a word is of a script without capitals."""
    letters = [letter for letter in word if letter.isalpha()]
    return bool(letters) and all(letter.upper() == letter.lower() for letter in letters)


def is_east_asian(word: str) -> bool:
    """Tell whether a word is of a script that parts no words: Chinese, Japanese or Korean."""
    return is_caseless(word) and any(letter >= "\u2e80" for letter in word)


def may_be_name(text: str) -> bool:
    """Tell whether a text can be somebody's name at all: few words, all but particles in capitals, no numbers."""
    words = text.split()
    if not words or len(words) > MOST_WORDS or len(text) > MOST_LETTERS or not has_letters(words[0]):
        return False
    if any(letter in text for letter in "@<>{}|\\=!?:;") or "//" in text:
        return False
    return any(letter.isalpha() for letter in text) and all(map(is_word_of_name, words))


def is_word_of_name(word: str) -> bool:
    bare = word.strip("\"'“”„‚‘’«»().,-")
    return (
        not bare
        or not bare[0].islower()
        or fold(word).strip(".,") in PARTS_OF_NAMES
        or any(letter.isupper() for letter in bare[:3])
    )


def is_likely_person(text: str) -> bool:
    """Tell whether a text looks like the whole name of a person, rather than a character."""
    bare, _ = take_brackets(text)
    words = bare.split()
    if not may_be_name(bare) or any(letter in bare for letter in "/#&") or any(letter.isdigit() for letter in bare):
        return False
    first = fold(words[0])
    if first in ARTICLES or first in CHARACTER_WORDS:
        return False
    return len(words) > 1 or (is_east_asian(bare) and 2 <= len(bare) <= 8) or "・" in bare


def is_short(text: str) -> bool:
    """Tell whether a text can be a family name alone: `Lang`, `von Harbou`."""
    words = [word for word in text.split() if fold(word) not in PARTICLES]
    return len(words) == 1


def split_people(text: str) -> list[str]:
    """Return the people whom a cell names, each with its brackets."""
    people: list[str] = []
    for part in split_outside(text, "\n;、"):
        pieces = split_outside(part, ",")
        people += [name for piece in join_commas(pieces) for name in split_slashes(piece)]
    return [name for person in people for name in split_and(person)]


def split_outside(text: str, marks: str) -> list[str]:
    """Split a text at some marks outside of brackets, without empty parts."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")" and depth > 0)
        if not depth and letter in marks:
            parts.append(text[start:place])
            start = place + 1
    return [part.strip() for part in (*parts, text[start:]) if has_letters(part)]


def join_commas(pieces: list[str]) -> list[str]:
    """Tell commas between people from those within a name: `Lang, Fritz` is one, `Karl Freund, Günther Rittau` are two."""
    names: list[str] = []
    suffixes: dict[int, str] = {}
    for piece in pieces:
        if names and fold(piece).strip(".") in {"jr", "sr", "ii", "iii", "iv"}:
            suffixes[len(names) - 1] = piece
        else:
            names.append(piece)
    pairs = list(zip(names[::2], names[1::2], strict=False))
    are_names = len(names) % 2 == 0 and all(is_short(take_brackets(family)[0]) for family, _ in pairs)
    if len(names) == 2 and not are_names:
        are_names = is_short(take_brackets(names[1])[0]) and not is_caseless(names[1])
    if are_names and not any(is_east_asian(piece) for piece in names):
        return [
            f"{given_name} {family} {suffixes.get(2 * place + 1, '')}".strip()
            for place, (family, given_name) in enumerate(pairs)
        ]
    return [f"{name} {suffixes.get(place, '')}".strip() for place, name in enumerate(names)]


def split_slashes(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(" / ")]
    return parts if all(map(is_likely_person, parts)) else [text]


def split_and(text: str) -> list[str]:
    """Split `Karl Freund and Günther Rittau`, where each side is a whole name; `Ashford & Simpson` stays."""
    outside, _ = take_brackets(text)
    parts = [part.strip() for part in AND.split(text)]
    return (
        parts
        if len(parts) > 1 and len(AND.split(outside)) == len(parts) and all(map(is_likely_person, parts))
        else [text]
    )


def tidy_name(text: str) -> str:
    """Return a name without marks around it; one that is written in capitals in small letters."""
    name = " ".join(text.split()).strip(' ,;:-–—*·|/"“”„')
    words = name.split()
    if len(words) > 1 and name.isupper() and not name.islower():
        return " ".join(word.lower() if fold(word) in PARTICLES else small_word(word) for word in words)
    return name


def small_word(word: str) -> str:
    """Return `Helm` for `HELM`, `Klein-Rogge` for `KLEIN-ROGGE`; initials and figures stay."""
    if "." in word or word in {"II", "III", "IV"}:
        return word.capitalize() if word in {"JR.", "SR."} else word
    capital = re.sub(r"[^\W\d_]+", lambda letters: letters[0].capitalize(), word)
    mac = re.match(r"(Mc|O'|O’|D'|D’)(\w)(.*)", capital, re.IGNORECASE)
    return f"{mac[1]}{mac[2].upper()}{mac[3]}" if mac else capital
