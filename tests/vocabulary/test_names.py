from collections import Counter
from importlib import import_module

import pycountry
import pytest
from babel import Locale, UnknownLocaleError

from catalog.vocabulary.names import (
    country_codes,
    country_name,
    explain_ambiguous_code,
    language_name,
    language_tags,
    read_names,
    state_codes,
)
from catalog.vocabulary.terms import read_rows

FOUR_LETTERS = {"AIDJ", "BQAQ", "BYAA", "CSHH", "CSXX", "GEHH", "SKIN"}
first_release = import_module("catalog.migrations.0002_vocabulary")


def test_all_countries_of_iso_3166_ship_and_all_former_states_and_kosovo():
    states = pycountry.historic_countries
    today = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    letters = Counter(state.alpha_2 for state in states)
    former = {
        state.alpha_4 if state.alpha_2 in today or letters[state.alpha_2] > 1 else state.alpha_2 for state in states
    }
    assert set(country_codes()) == today | former
    assert {code for code in country_codes() if len(code) > 2} == FOUR_LETTERS


@pytest.mark.parametrize("language", ["en", "de", "fr", "pl"])
def test_each_country_and_language_has_a_name_that_no_other_has(language):
    for codes, name in (([*country_codes(), *state_codes()], country_name), (language_tags(), language_name)):
        names = [name(code, language) for code in codes]
        assert all(names)
        assert len(set(names)) == len(codes)
        assert max(map(len, names)) <= 80


@pytest.mark.parametrize("language", ["de", "fr", "pl"])
def test_no_name_is_the_english_one_for_want_of_another(language):
    locale = Locale.parse(language)
    names = read_names("countries.csv")
    assert [code for code in country_codes() if language not in names[code] and code not in locale.territories] == []
    names = read_names("languages.csv")
    assert [
        tag for tag in language_tags() if language not in names[tag] and tag.split("-")[0] not in locale.languages
    ] == []


def test_the_names_of_the_first_release_stay():
    for code, name in first_release.split_codes(first_release.COUNTRIES):
        assert country_name("CSHH" if code == "CS" else code) == name
    for tag, name in first_release.split_codes(first_release.LANGUAGES):
        assert language_name(tag) == name


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("PL", "en", "Poland"),
        ("PL", "de", "Polen"),
        ("PL", "pl", "Polska"),
        ("PL", "pt-BR", "Polônia"),
        ("HK", "de", "Hongkong"),
        ("SU", "pl", "Związek Radziecki"),
        ("SU", "de-AT", "Sowjetunion"),
        ("CSHH", "fr", "Tchécoslovaquie"),
        ("CSXX", "de", "Serbien und Montenegro"),
        ("AI", "de", "Anguilla"),
        ("AIDJ", "fr", "Territoire français des Afars et des Issas"),
    ],
)
def test_a_country_is_named_in_the_language(code, language, name):
    assert country_name(code, language) == name


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("CSXX", "es", "Serbia y Montenegro"),
        ("CSXX", "zh", "塞尔维亚和黑山"),
        ("CSXX", "zh-Hant", "塞爾維亞及蒙特內哥羅"),
        ("CSXX", "nb", "Serbia og Montenegro"),
    ],
)
def test_a_former_state_without_a_hand_written_name_has_that_of_iso_3166_3(code, language, name):
    assert country_name(code, language) == name


def test_two_letters_of_a_country_of_today_never_name_a_former_state():
    """CLDR has few names in Walloon; ISO 3166-3 has names of the former states that had these letters before."""
    assert country_name("AIDJ", "wa") != country_name("AIDJ", "en")
    assert (country_name("AI", "wa"), country_name("SK", "wa")) == ("Anguilla", "Slovakia")


@pytest.mark.parametrize(
    ("tag", "language", "name"),
    [
        ("pl", "de", "Polnisch"),
        ("pt-BR", "en", "Portuguese (Brazil)"),
        ("pt-BR", "fr", "portugais brésilien"),
        ("sr-Latn", "de", "Serbisch (Lateinisch)"),
        ("zxx", "pl", "brak języka mówionego"),
        ("und", "de", "Unbekannte Sprache"),
        ("bfi", "ja", "British Sign Language"),
    ],
)
def test_a_language_is_named_in_a_language_or_in_english(tag, language, name):
    assert language_name(tag, language) == name


def test_what_does_not_ship_and_a_language_without_names_are_errors():
    with pytest.raises(KeyError):
        country_name("QZ")
    with pytest.raises(KeyError):
        language_name("qaa")
    with pytest.raises(UnknownLocaleError):
        country_name("PL", "tlh")


@pytest.mark.parametrize("code", ["PL", "AI", "SU", "QZ", "CSHH", "", "C"])
def test_other_codes_are_not_ambiguous(code):
    assert explain_ambiguous_code(code) == ""


def test_each_name_of_a_job_is_that_of_one_job_that_ships():
    aliases = [(row["name"].casefold(), row["key"]) for row in read_rows("job_aliases.csv")]
    names = {row["name"].casefold(): row["key"] for row in read_rows("jobs.csv")}
    assert {key for _, key in aliases} <= set(names.values())
    assert len({name for name, _ in aliases}) == len(aliases)
    assert not set(names) & {name for name, _ in aliases}
