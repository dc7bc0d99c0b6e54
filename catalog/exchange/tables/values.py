"""Read the cells of a column into values of the model: running times, countries, languages, choices, names of people."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from django.conf import settings
from django.utils.translation import gettext, override

from catalog.exchange.tables.column_names import column_key
from catalog.exchange.tables.targets import Target
from catalog.models.country_names import codes_named
from catalog.vocabulary.names import country_codes, language_name, language_tags

LANGUAGES = ("en", "de", "pl")
MINUTES = re.compile(r"(\d{1,5})(?:[.,]0+)?\s*(?:min(?:s|ut(?:e|es|en|y|a)?)?\.?|m|['’′])?", re.IGNORECASE)
CLOCK = re.compile(r"(\d{1,3}):([0-5]?\d)(?::([0-5]?\d)(?:\.\d+)?)?")
HOURS = re.compile(
    r"(\d{1,3})\s*(?:h|hr|hrs|hours?|std|stunden?|godz)\.?\s*(?:(\d{1,2})\s*(?:m|min|minut\w*)?\.?)?", re.IGNORECASE
)
TRUE = {"1", "true", "yes", "y", "x", "ja", "j", "wahr", "tak", "t", "prawda", "✓", "✔"}
FALSE = {"0", "false", "no", "n", "nein", "falsch", "nie", "f", "fałsz"}
# Words for choices that neither the model nor its translations have: those of IMDb, and everyday ones.
CHOICE_WORDS = {
    "film.kind": {
        "movie": "feature",
        "Spielfilm": "feature",
        "tvMovie": "tv_film",
        "tvShort": "short",
        "tvSeries": "series",
        "tvMiniSeries": "series",
        "tvEpisode": "episode",
        "Dokumentarfilm": "documentary",
        "Kurzfilm": "short",
    },
    "film.colour": {
        **dict.fromkeys(
            ("b/w", "bw", "b&w", "black & white", "s/w", "sw", "schwarz-weiß", "cz-b", "cb"), "black_and_white"
        ),
        **dict.fromkeys(("color", "Farbe", "farbig", "kolor", "barwny"), "colour"),
    },
    "film.sound": {"Stummfilm": "silent", "stumm": "silent", "Tonfilm": "sound", "Ton": "sound", "niemy": "silent"},
}
# Cells that databases write where they know nothing.
NOTHING = {"", "\\N"}


class CellError(ValueError):
    """A cell that is no value of its column. `expected` says what one is, `remedy` how to mend it."""

    def __init__(self, expected: str, remedy: str = "") -> None:
        super().__init__(expected)
        self.expected, self.remedy = expected, remedy


def read_value(target: Target, text: str) -> object:
    """Return the value of a text of one value. Raise CellError, with words for people, where it is none."""
    reader = READERS.get(target.kind)
    if reader:
        return reader(text)
    if target.kind in ("choice", "choices"):
        return read_choice(target, text)
    return text


def read_minutes(text: str) -> int:
    if match := MINUTES.fullmatch(text):
        return int(match[1])
    if match := CLOCK.fullmatch(text) or HOURS.fullmatch(text):
        return 60 * int(match[1]) + int(match[2] or 0)
    raise CellError(gettext("a running time"), gettext("Write it in minutes, 108, or in hours and minutes, 1:48."))


def read_integer(text: str) -> int:
    if re.fullmatch(r"\d{1,9}(?:\.0+)?", text):
        return int(text.partition(".")[0])
    raise CellError(gettext("a whole number"), gettext("Write figures alone."))


def read_decimal(text: str) -> str:
    number = text.replace(",", ".")
    if re.fullmatch(r"\d{1,8}(?:\.\d+)?", number):
        return number
    raise CellError(gettext("a number"), gettext("Write figures, with one point or comma: 16.67."))


def read_boolean(text: str) -> bool:
    word = text.casefold()
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise CellError(gettext("yes or no"), gettext("Write yes or no, or leave it empty."))


@lru_cache(maxsize=2000)
def read_country(text: str) -> str:
    """Return the code of a country by its code or by its name in any language."""
    if text.upper() in country_codes():
        return text.upper()
    codes = codes_named(text)
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise CellError(
            gettext("one country; this may be %(codes)s") % {"codes": ", ".join(codes)}, gettext("Write its code.")
        )
    raise CellError(gettext("a country"), gettext("Write its name or its code of ISO 3166: Germany, DE."))


@lru_cache(maxsize=2000)
def read_language(text: str) -> str:
    """Return the tag of a language by its tag or by its name in a language of the site."""
    tag = tags_by_name().get(column_key(text))
    if tag is None:
        raise CellError(gettext("a language"), gettext("Write its name or its tag of BCP 47: German, de."))
    return tag


@cache
def tags_by_name() -> dict[str, str]:
    languages = dict.fromkeys((*LANGUAGES, *(code for code, _ in settings.LANGUAGES)))
    names: dict[str, str] = {}
    for tag in language_tags():
        for name in (tag, *(language_name(tag, language) for language in languages)):
            names.setdefault(column_key(name), tag)
    return names | {column_key(tag): tag for tag in language_tags()}


def read_choice(target: Target, text: str) -> str:
    """Return a choice by its code or by its words in a language of the site."""
    choices = codes_of_choices(target)
    code = choices.get(column_key(text))
    if code is None:
        words = ", ".join(value for value, _ in target.choices)
        raise CellError(
            gettext("one of: %(choices)s") % {"choices": words}, gettext("Write one of these, or its name.")
        )
    return code


@lru_cache(maxsize=200)
def codes_of_choices(target: Target) -> dict[str, str]:
    codes = {column_key(str(value)): str(value) for value, _ in target.choices}
    words = CHOICE_WORDS.get(f"film.{target.field}", {}) if target.noun in ("film", "version", "copy") else {}
    codes |= {column_key(word): value for word, value in words.items() if value in codes.values()}
    for language in dict.fromkeys((*LANGUAGES, *(code for code, _ in settings.LANGUAGES))):
        with override(language):
            for value, label in target.choices:
                codes.setdefault(column_key(str(label)), str(value))
    return codes


def given_name_first(name: str) -> str:
    """Return `Fritz Lang` of `Lang, Fritz`; a name without a comma, or with several, as it is."""
    family, comma, given_name = name.partition(",")
    if not comma or "," in given_name or not given_name.strip():
        return name
    return f"{given_name.strip()} {family.strip()}"


def split_cell(text: str, separator: str) -> Iterator[str]:
    """Yield the values of a cell, those that are not empty."""
    parts = re.split(r"\r\n|\r|\n", text) if separator == "\n" else text.split(separator) if separator else [text]
    yield from (part.strip() for part in parts if part.strip() not in NOTHING)


READERS: dict[str, Callable[[str], object]] = {
    "minutes": read_minutes,
    "number": read_integer,
    "integer": read_integer,
    "decimal": read_decimal,
    "boolean": read_boolean,
    "country": read_country,
    "language": read_language,
}
