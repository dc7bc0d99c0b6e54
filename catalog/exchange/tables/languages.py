"""In which encodings the languages of a site are written, beside UTF-8, and by which letters they are known."""

from collections.abc import Iterable
from typing import NamedTuple


class Writing(NamedTuple):
    encodings: tuple[str, ...]
    letters: str = ""


WESTERN = ("cp1252", "cp850", "mac_roman")
CENTRAL = ("cp1250", "iso8859_2", "cp852")
WRITINGS = {
    "en": Writing(WESTERN),
    "de": Writing(WESTERN, "äöüßÄÖÜ"),
    "pl": Writing(CENTRAL, "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"),
}


def encodings_of(languages: Iterable[str]) -> list[str]:
    """Return the encodings in which some languages are written, those of the first one first."""
    names = [name for language in languages for name in WRITINGS.get(language, Writing(WESTERN)).encodings]
    return list(dict.fromkeys(names))


def letters_of(languages: Iterable[str]) -> str:
    return "".join(WRITINGS.get(language, Writing(())).letters for language in languages)
