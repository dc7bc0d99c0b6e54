"""How names are made comparable: case, accents and the letters that Unicode does not take apart are folded away."""

import re
import unicodedata

from django.utils.text import slugify

# Letters with a stroke or of their own kind: NFKD leaves them whole.
WHOLE = str.maketrans(
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
    """Lower case without accents: `Sławomir Rawicz` → `slawomir rawicz`."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(WHOLE))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def folded_words(text: str) -> list[str]:
    """The folded words of a text, in order. An apostrophe joins: `Schindler's` → `schindlers`."""
    return WORD.findall(fold(text).replace("'", ""))


def search_text(*texts: str) -> str:
    """Texts as a search column keeps them: each distinct word once, each with a space before it."""
    return "".join(f" {word}" for word in dict.fromkeys(word for text in texts for word in folded_words(text)))


def slug(text: str, fallback: str) -> str:
    """The readable half of an address; `fallback` where a text has no letter or figure."""
    return slugify(fold(text), allow_unicode=True)[:80].strip("-") or fallback
