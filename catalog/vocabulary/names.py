"""Names of countries and languages in any language that Babel knows."""

import csv
import gettext
from functools import cache, lru_cache
from pathlib import Path

import pycountry
from babel import Locale
from babel.core import get_global

ENGLISH = "en"


# The columns of the files that hold names, by language.
LANGUAGES = (ENGLISH, "de", "fr", "pl")


@cache
def read_names(file: str) -> dict[str, dict[str, str]]:
    """Return {code: {language: name}} of countries.csv, states.csv or languages.csv: each code, with its hand-written names."""
    with Path(__file__).with_name(file).open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        columns = next(rows)
        return {
            row[0]: {tag: name for tag, name in zip(columns, row, strict=True) if tag in LANGUAGES and name}
            for row in rows
        }


def country_codes() -> list[str]:
    return list(read_names("countries.csv"))


def state_codes() -> list[str]:
    """The codes of former states that ISO 3166 never coded: their names in small letters, such as weimar-republic."""
    return [code for code, names in read_names("states.csv").items() if names]


def language_tags() -> list[str]:
    return list(read_names("languages.csv"))


def country_name(code: str, language: str = ENGLISH) -> str:
    """Return the name of a country in a language (a tag such as pl or pt-BR), or in English if it has none there.

    A name written by hand comes first, then CLDR's, then for a former state that of ISO 3166-3. Raises KeyError for a code
    that doesn't ship, and babel.UnknownLocaleError for a language that CLDR has no names in.
    """
    names = (read_names("states.csv") | read_names("countries.csv"))[code]
    for locale in (locale_of(language), locale_of(ENGLISH)):
        name = names.get(locale.language) or locale.territories.get(code) or former_state_name(code, locale)
        if name:
            return name
    raise KeyError(code)


def language_name(tag: str, language: str = ENGLISH) -> str:
    """Return the name of a language in a language, or in English if it has none there; errors as `country_name`."""
    names = read_names("languages.csv")[tag]
    for locale in (locale_of(language), locale_of(ENGLISH)):
        name = names.get(locale.language) or locale.languages.get(tag.replace("-", "_")) or variety_name(tag, locale)
        if name:
            return name
    raise KeyError(tag)


# Visitors name languages, too: no number of them fills the memory.
@lru_cache(maxsize=500)
def locale_of(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def former_state_name(code: str, locale: Locale) -> str | None:
    """Return the name of a former state in the translations of ISO 3166-3, such as Checoslovaquia; None without one."""
    if pycountry.countries.get(alpha_2=code):
        return None
    states = pycountry.historic_countries
    state = states.get(alpha_4=code) or states.get(alpha_2=code)
    if state is None:
        return None
    subtags = get_global("likely_subtags")
    likely = subtags.get(f"{locale.language}_{locale.script}") or subtags.get(locale.language) or ""
    region = locale.territory or likely.rpartition("_")[2]
    languages = [f"{locale.language}_{region}", locale.language]
    translations = gettext.translation("iso3166-3", pycountry.LOCALES_DIR, languages, fallback=True)
    name = translations.gettext(state.name)
    return name if name != state.name else None


def variety_name(tag: str, locale: Locale) -> str | None:
    """Return the name of a language in a script or region, such as Serbian (Latin); None where CLDR lacks a part of it."""
    language, *subtags = tag.split("-")
    names = [locale.languages.get(language), *(locale.scripts.get(s) or locale.territories.get(s) for s in subtags)]
    if len(names) == 1 or None in names:
        return None
    first, *details = filter(None, names)
    return f"{first} ({', '.join(details)})"


def explain_ambiguous_code(code: str) -> str:
    """Say what to write instead of two letters that ISO gave to two former states; return "" for any other code."""
    codes = country_codes()
    states = [four for four in codes if len(four) > len(code) and four.startswith(code)]
    if len(code) != 2 or code in codes or len(states) < 2:
        return ""
    return f"{code} stood for two countries. Write {' or '.join(f'{four} ({country_name(four)})' for four in states)}."
