"""Make words comparable: without case, accents and the letters that Unicode does not decompose."""

import re
import unicodedata

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
        "’": "'",
        "ʼ": "'",
    }
)
WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return a text in lower case without accents: `Sławomir Rawicz` → `slawomir rawicz`."""
    letters_and_marks = unicodedata.normalize("NFKD", text.casefold().translate(UNDECOMPOSED))
    return "".join(letter for letter in letters_and_marks if not unicodedata.combining(letter))


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text, in order. An apostrophe joins: `Schindler's` → `schindlers`."""
    return WORD.findall(fold(text).replace("'", ""))


def search_text(*texts: str) -> str:
    """Return what a `search_text` column keeps of texts: each distinct folded word once, each with a space before it."""
    return "".join(f" {word}" for word in dict.fromkeys(word for text in texts for word in folded_words(text)))


def slug(text: str, fallback: str) -> str:
    """Return the readable half of an address; `fallback` where a text has no letter or figure."""
    return slugify(fold(text), allow_unicode=True)[:80].strip("-") or fallback
