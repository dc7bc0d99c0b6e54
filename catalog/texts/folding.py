"""Make lines of words plain when they are entered, and comparable: without case, accents and kinds of dashes."""

import re
import unicodedata
from typing import Any

from django.db import models
from django.utils.text import slugify

# Letters that NFKD doesn't decompose: with a stroke, or of their own kind.
UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ŧ": "t",
        "ə": "e",
        **dict.fromkeys("‘’ʼ′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        # Marks that nobody sees.
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    }
)
WORD = re.compile(r"[^\W_]+")
JOINERS = "\u200c\u200d"
# Letters of other kinds that fonts draw as nothing.
BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
# Scripts whose letters take other shapes where they join, as their letters' names in Unicode begin.
JOINING_SCRIPTS = {
    *("ARABIC", "SYRIAC", "NKO", "MANDAIC", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA"),
    *("TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "TIBETAN"),
}
EMOJI_PARTS = re.compile(r"[\u2190-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff]")
# A flag of a region: a black flag and tags.
FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")


def clean_line(text: str) -> str:
    """Return a line as it is stored: single spaces of one kind, and no marks that nobody sees; "" if nothing is visible.

    Zero-width joiners stay in emoji, and between letters of scripts that join by them.
    """
    line = " ".join(text.split())
    flags = {place for flag in FLAG.finditer(line) for place in range(*flag.span())}
    letters = [letter for place, letter in enumerate(line) if place in flags or not is_unseen(line, place)]
    line = " ".join("".join(letters).split())
    return line if any(is_visible(letter) for letter in line) else ""


def is_unseen(line: str, place: int) -> bool:
    """Tell whether a character of a line is a mark that nobody sees and that changes nothing but the order of letters."""
    letter = line[place]
    if letter not in JOINERS:
        return unicodedata.category(letter) in ("Cc", "Cf")
    before, after = line[place - 1 : place], line[place + 1 : place + 2]
    joins_emoji = letter == "\u200d" and EMOJI_PARTS.match(before) and EMOJI_PARTS.match(after)
    return not (joins_emoji or (before and after and joining_script(before) == joining_script(after) != ""))


def joining_script(letter: str) -> str:
    script = unicodedata.name(letter, "").partition(" ")[0]
    return script if script in JOINING_SCRIPTS else ""


def is_visible(letter: str) -> bool:
    return letter not in BLANK_LETTERS and unicodedata.category(letter)[0] not in "CMZ"


class LineField(models.CharField):
    """A text of one line. Whatever writes it, it is stored as `clean_line` returns it."""

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return super().to_python(value)
        is_plain = value.isascii() and value.isprintable() and "  " not in value
        return value.strip() if is_plain else clean_line(value)

    def deconstruct(self) -> Any:
        # The column is that of a CharField, so a migration needs to know no more.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class LineListField(models.TextField):
    """Names, one a line. Each is stored as `clean_line` returns it, and none is empty."""

    def to_python(self, value: Any) -> Any:
        return "\n".join(filter(None, map(clean_line, value.splitlines()))) if isinstance(value, str) else value

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def fold(text: str) -> str:
    """Return a text in lower case without accents: `Sławomir Rawicz` → `slawomir rawicz`."""
    if text.isascii():
        # As below, and five times as fast.
        return " ".join(text.lower().replace("`", "'").split())
    letters_and_marks = unicodedata.normalize("NFKD", text.casefold().translate(UNDECOMPOSED))
    return " ".join("".join(letter for letter in letters_and_marks if not unicodedata.combining(letter)).split())


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text, in order. An apostrophe joins: `Schindler's` → `schindlers`."""
    return WORD.findall(fold(text).replace("'", ""))


def search_text(*texts: str) -> str:
    """Return what a `search_text` column keeps of texts: each distinct folded word once, each with a space before it."""
    return "".join(f" {word}" for word in dict.fromkeys(word for text in texts for word in folded_words(text)))


def slug(text: str, fallback: str) -> str:
    """Return the readable half of an address; `fallback` where a text has no letter or figure."""
    return slugify(fold(text), allow_unicode=True)[:80].strip("-") or fallback
