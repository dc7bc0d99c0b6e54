"""By which names countries and former states are known: shipped ones in many languages, by codes, and in everyday words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import pycountry

from catalog.texts.folding import folded_words, search_text
from catalog.vocabulary.names import LANGUAGES, country_codes, country_name, locale_of, read_names, state_codes
from catalog.vocabulary.terms import read_rows

# In which languages CLDR's names find a country where none of the vocabulary's languages has the name.
FURTHER_LANGUAGES = (
    *("es", "pt", "it", "nl", "ca", "ro", "sv", "da", "nb", "fi", "cs", "sk", "sl", "hr", "hu"),
    *("ru", "uk", "bg", "sr", "el", "tr", "he", "ja", "ko", "zh", "zh-Hant"),
)


def name_key(name: str) -> str:
    """Return what is compared of a name: its letters and figures, folded, so that `U.S.A.` is `usa`."""
    return "".join(folded_words(name))


def codes_named(name: str) -> tuple[str, ...]:
    """Return the codes of the shipped countries and states of a name, in any case and spelling; () without one."""
    key = name_key(name)
    return codes_by_name().get(key) or codes_in_further_languages().get(key, ())


@cache
def codes_by_name() -> dict[str, tuple[str, ...]]:
    return by_key({code: names_of(code) for code in (*country_codes(), *state_codes())})


@cache
def codes_in_further_languages() -> dict[str, tuple[str, ...]]:
    return by_key({code: names_in_further_languages(code) for code in country_codes()})


def by_key(names: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Turn {code: names} into {key of a name: codes of all that have it}."""
    codes = defaultdict(list)
    for code, names_of_code in names.items():
        for key in {name_key(name) for name in names_of_code} - {""}:
            codes[key].append(code)
    return {key: tuple(codes_of_name) for key, codes_of_name in codes.items()}


@cache
def names_of(code: str) -> tuple[str, ...]:
    """Return the names of a country or state in the vocabulary's languages, its everyday ones, and those of ISO 3166."""
    written_names = read_names("states.csv").get(code, {}) | read_names("countries.csv").get(code, {})
    names = [*written_names.values(), *names_in_words().get(code, ())]
    if code in country_codes():
        names += [*(country_name(code, language) for language in LANGUAGES), *names_of_iso(code)]
        names += names_in(code, LANGUAGES)
    return tuple(dict.fromkeys(names))


@cache
def names_in_further_languages(code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names_in(code, FURTHER_LANGUAGES)))


@cache
def text_of_names(code: str) -> str:
    """Return the words of all shipped names of a country or state, as a `search_text` column has them."""
    return search_text(*names_of(code), *(names_in_further_languages(code) if code in country_codes() else ()))


def names_in(code: str, languages: Iterable[str]) -> Iterator[str]:
    """Yield CLDR's names of a country, of the languages that have one."""
    yield from filter(None, (locale_of(language).territories.get(code) for language in languages))


def names_of_iso(code: str) -> Iterator[str]:
    """Yield the three letters and the names that ISO 3166 has for a code."""
    former = pycountry.historic_countries
    country = pycountry.countries.get(alpha_2=code) or former.get(alpha_4=code) or former.get(alpha_2=code)
    columns = ("alpha_3", "name", "official_name", "common_name")
    yield from filter(None, (getattr(country, column, "") for column in columns))


@cache
def names_in_words() -> dict[str, list[str]]:
    """Return {code: names} of country_aliases.csv."""
    names = defaultdict(list)
    for row in read_rows("country_aliases.csv"):
        names[row["code"]].append(row["name"])
    return dict(names)
