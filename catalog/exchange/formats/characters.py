"""What TMDB and IMDb say of a character: names, and behind them in brackets how the part was played and under which name."""

import re
from typing import Any

SLASH = re.compile(r"\s+/\s+(?![^()]*\))")
BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*\Z")
PARTS = re.compile(r"\s*(?:[,;/&]|\band\b)\s*", re.IGNORECASE)
CREDITED_AS = re.compile(r"(?:credited )?as (?=\S)", re.IGNORECASE)
FLAGS = {
    "voice": "voice",
    "voices": "voice",
    "voice only": "voice",
    "uncredited": "uncredited",
    "archive footage": "archive_footage",
    "archival footage": "archive_footage",
    "archive": "archive_footage",
}
VOICES = {
    "singing voice",
    "voice: english",
    "english voice",
    "voice: german",
    "german voice",
    "voice: french",
    "french voice",
}


def read_character(text: str) -> tuple[list[str], dict[str, Any]]:
    """Return the names of the characters, and what the brackets say of the credit: voice, uncredited, archive_footage, credited_as, note.

    Brackets that say anything else belong to the name: Annie (age 10).
    """
    if "(" not in text:
        return split_names(text) if " / " in text else [text], {}
    names: list[str] = []
    values: dict[str, Any] = {}
    for part in SLASH.split(text):
        name, further_values = read_brackets(part)
        values |= further_values
        if name:
            names.append(name)
    return names, values


def split_names(text: str) -> list[str]:
    return [name for part in SLASH.split(text) if (name := part.strip())]


def read_brackets(name: str) -> tuple[str, dict[str, Any]]:
    """Return a name without the brackets at its end that say how it was played, and what they say."""
    values: dict[str, Any] = {}
    while brackets := BRACKETS.search(name):
        meaning = meaning_of(brackets[1].strip())
        if meaning is None:
            break
        values |= meaning
        name = name[: brackets.start()]
    return name.strip(), values


def meaning_of(words: str) -> dict[str, Any] | None:
    """Return what words in brackets say of a credit; None where they say anything else."""
    if CREDITED_AS.match(words):
        return {"credited_as": CREDITED_AS.sub("", words, count=1)}
    if words.lower() in VOICES:
        return {"voice": True, "note": words}
    flags = [FLAGS.get(part.lower()) for part in PARTS.split(words)]
    return None if None in flags else {flag: True for flag in flags if flag}
