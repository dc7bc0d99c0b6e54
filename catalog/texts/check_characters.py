"""Check characters of ids: whether the last character follows from the others."""

import re
from collections.abc import Callable

FIGURES_AND_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def is_eidr(text: str) -> bool:
    """Check what follows the slash of an EIDR by ISO 7064, mod 37,36."""
    *characters, check_character = list(text.upper().rpartition("/")[2].replace("-", ""))
    remainder = 36
    for character in characters:
        remainder = (remainder + FIGURES_AND_LETTERS.index(character)) % 36 or 36
        remainder = remainder * 2 % 37
    return (remainder + FIGURES_AND_LETTERS.index(check_character)) % 36 == 1


def is_isni(text: str) -> bool:
    """Check the sixteen characters of an ISNI by ISO 7064, mod 11-2."""
    *figures, check_character = list(text.replace(" ", ""))
    remainder = 0
    for figure in figures:
        remainder = (remainder + int(figure)) * 2 % 11
    return "0123456789X"[(12 - remainder) % 11] == check_character


def is_gnd(text: str) -> bool:
    """Check a GND id of nine characters, such as 118569503; those with a hyphen come from files with other rules."""
    if not re.fullmatch(r"[0-9]{8}[0-9X]", text):
        return True
    return "0123456789X"[sum(place * int(figure) for place, figure in enumerate(text[:8], 2)) % 11] == text[8]


CHECKS: dict[str, Callable[[str], bool]] = {"eidr": is_eidr, "isni": is_isni, "gnd": is_gnd}


def has_right_check_character(check: str, text: str) -> bool:
    """Tell whether an id has the check character that the check asks for; one that the check can't read has not."""
    try:
        return check not in CHECKS or CHECKS[check](text)
    except ValueError:
        return False
