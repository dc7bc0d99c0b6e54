"""Tags that name a language, as BCP 47 writes them, and the one of a film's title."""

import unicodedata
from collections.abc import Iterable

from babel.core import get_global

from catalog.texts.folding import fold

# Scripts that are written from right to left, and languages that are written in one of them unless their tag says otherwise.
RIGHT_TO_LEFT_SCRIPTS = {"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"}
RIGHT_TO_LEFT_LANGUAGES = frozenset(
    "ar arc arz azb ckb dv fa he iw ji khw ks nqo pnb prs ps sd syr ug ur yi".split()  # noqa: SIM905
)


def direction(tag: str) -> str:
    """Return how texts in a language are written, as HTML's `dir` says it: `ar` → rtl, `ku-Arab` → rtl, `ks-Deva` → ltr."""
    primary, *subtags = tag.replace("_", "-").lower().split("-")
    script = next((part for part in subtags if len(part) == 4 and part.isalpha()), "")
    is_right_to_left = script in RIGHT_TO_LEFT_SCRIPTS if script else primary in RIGHT_TO_LEFT_LANGUAGES
    return "rtl" if is_right_to_left else "ltr"


def primary_subtag(tag: str) -> str:
    """Return a language tag's first part in lower case: `en-GB` → `en`."""
    return tag.replace("_", "-").split("-")[0].lower()


def language_of_title(
    title: str, original_title: str, original_language: str, titles: Iterable[tuple[str, str]], site_language: str
) -> str:
    """Return the tag of the language that a film's title is in; "" where nobody knows.

    `titles` has (title, tag) of the film's other titles. If one of them is the same, it knows. Else the title is the
    original one, in `original_language`; but where another original title is given, or the language is written in letters
    that the title isn't, it is one for the readers of the site.
    """
    languages = [tag for other_title, tag in titles if tag and fold(other_title) == fold(title)]
    if len(set(languages)) == 1 or original_language in languages:
        return original_language if original_language in languages else languages[0]
    is_original = not original_title or fold(original_title) == fold(title)
    if is_original and (not original_language or may_be_written_in(original_language, title)):
        return original_language
    return site_language


def may_be_written_in(language_tag: str, title: str) -> bool:
    """Tell whether the letters of a title may be those of a language: Latin ones are not those of Persian."""
    first = next((letter for letter in title if letter.isalpha()), "A")
    is_latin = unicodedata.name(first, "").startswith("LATIN")
    return script_of(language_tag) == "Latn" or not is_latin


def script_of(language_tag: str) -> str:
    """Return the code of the script that a language is usually written in, by CLDR; Latn where that knows none."""
    scripts = [part for part in language_tag.split("-")[1:] if len(part) == 4]
    likely = get_global("likely_subtags").get(primary_subtag(language_tag), "")
    return scripts[0] if scripts else next((part for part in likely.split("_")[1:] if len(part) == 4), "Latn")
