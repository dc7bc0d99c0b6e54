"""What ships of former states, and the names by which they and the countries are found."""

import pytest

from catalog.dates import PartialDate
from catalog.models.country_names import codes_named
from catalog.vocabulary.names import LANGUAGES, country_codes, country_name, read_names, state_codes
from catalog.vocabulary.states import read_states
from catalog.vocabulary.terms import read_rows


def test_a_state_without_a_code_has_a_successor_with_one_and_a_name_in_each_language():
    states = read_states()
    assert len(states) >= 60
    assert set(state_codes()) == {code for code, state in states.items() if state.successor}
    assert {state.successor for state in states.values()} - {""} <= set(country_codes())
    assert set(states) - set(state_codes()) <= set(country_codes())
    # As long as a key in a history is at most.
    assert max(map(len, states)) <= 40
    assert all(set(read_names("states.csv")[code]) == set(LANGUAGES) for code in state_codes())


def test_no_state_ends_before_it_begins_and_no_two_have_one_id():
    states = read_states().values()
    for state in states:
        assert PartialDate.parse(state.start).first_day <= PartialDate.parse(state.end).last_day, state.code
    ids = [state.wikidata for state in states if state.wikidata]
    assert len(ids) == len(set(ids)) >= 60
    assert all(wikidata[0] == "Q" and wikidata[1:].isdigit() for wikidata in ids)


def test_each_everyday_name_is_that_of_a_code_that_ships():
    assert {row["code"] for row in read_rows("country_aliases.csv")} <= {*country_codes(), *state_codes()}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("usa", ["US"]),
        ("U.S.", ["US"]),
        ("uk", ["GB"]),
        ("Great Britain", ["GB"]),
        ("USSR", ["SU"]),
        ("UdSSR", ["SU"]),
        ("gdr", ["DD"]),
        ("DDR", ["DD"]),
        ("brd", ["west-germany"]),
        ("West Germany", ["west-germany"]),
        ("ČSSR", ["CSHH"]),
        ("cssr", ["CSHH"]),
        ("Niemcy", ["DE"]),
        ("Allemagne", ["DE"]),
        ("alemania", ["DE"]),
        ("ドイツ", ["DE"]),
        ("Vereinigte Staaten", ["US"]),
        ("etats unis", ["US"]),
        ("Stany Zjednoczone", ["US"]),
        ("Wielka Brytania", ["GB"]),
        ("Weimar Germany", ["weimar-republic"]),
        ("weimarer republik", ["weimar-republic"]),
        ("Königreich Böhmen", ["kingdom-of-bohemia"]),
        ("kingdom of bohemia", ["kingdom-of-bohemia"]),
        ("Deutsches Reich", ["german-empire", "weimar-republic", "nazi-germany"]),
        ("Korea", ["KP", "KR"]),
        ("DEU", ["DE"]),
        ("Atlantis", []),
        ("...", []),
        ("", []),
    ],
)
def test_a_name_finds(name, codes):
    assert sorted(codes_named(name)) == sorted(codes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_shipped_name_finds_its_country(language):
    for code in (*country_codes(), *state_codes()):
        assert code in codes_named(country_name(code, language)), code


def test_a_state_is_named_in_english_where_it_has_no_name_in_a_language():
    assert country_name("weimar-republic", "pl") == "Republika Weimarska"
    assert country_name("weimar-republic", "ja") == "Weimar Republic"
