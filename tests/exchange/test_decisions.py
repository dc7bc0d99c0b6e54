"""Who is meant by a name is proposed with reasons, decided by a person in a file, and remembered for the next file."""

import csv

import pytest

from catalog.exchange.records import UnreadableError
from catalog.exchange.tables.decision_files import read_decisions, write_decisions
from catalog.exchange.tables.decisions import Decision, Decisions, Name, store_decisions
from catalog.exchange.tables.mapping import mapping_of
from catalog.exchange.tables.names import OpenName, open_names
from catalog.models import ImportDecision
from tests.exchange.tables_by_hand import SCOPE, guess, write_table
from tests.factories import make_company, make_credit, make_film, make_person

pytestmark = pytest.mark.django_db
TEXT = 'Title;Year;Director;Distributor\nMetropolis;1927;"Lang, Fritz";Parufamet\n'


def names_of(tmp_path, text=TEXT):
    mapping = mapping_of(guess(tmp_path, text).mapping.document())
    return list(open_names(write_table(tmp_path, text), mapping, Decisions(SCOPE)))


def by_name(names):
    return {name.name.name: name for name in names}


def test_a_name_that_nobody_here_has_is_proposed_as_new(tmp_path):
    assert {(name.name, name.proposal) for name in names_of(tmp_path)} == {
        (Name("film", "Metropolis", "1927"), "new"),
        (Name("person", "Fritz Lang"), "new"),
        (Name("company", "Parufamet"), "new"),
    }


def test_a_namesake_is_proposed_with_what_they_made(tmp_path):
    person = make_person(name="Fritz Lang", born="1890-12-05", died="1976-08-02")
    make_credit(make_film(title="M", given_date="1931"), person=person)
    [candidate] = by_name(names_of(tmp_path))["Fritz Lang"].candidates
    assert candidate.key == person.pk
    assert "M (1931)" in candidate.in_words
    assert "1890–1976" in candidate.in_words
    assert by_name(names_of(tmp_path))["Fritz Lang"].proposal == f"same {person.pk}"


def test_two_namesakes_are_asked_for(tmp_path):
    make_person(name="Fritz Lang")
    make_person(name="Fritz Lang")
    assert by_name(names_of(tmp_path))["Fritz Lang"].proposal == "ask"


def test_a_film_of_that_title_and_year_is_proposed_one_of_another_year_is_asked_for(tmp_path):
    remake = make_film(title="Metropolis", given_date="2001")
    assert by_name(names_of(tmp_path))["Metropolis"].proposal == "ask"
    film = make_film(title="Métropolis", given_date="1927")
    name = by_name(names_of(tmp_path))["Metropolis"]
    assert name.proposal == f"same {film.pk}"
    assert [candidate.key for candidate in name.candidates] == [film.pk, remake.pk]


def test_a_company_of_that_name_is_proposed(tmp_path):
    company = make_company(name="Parufamet")
    assert by_name(names_of(tmp_path))["Parufamet"].proposal == f"same {company.pk}"


def fill_in(path, decisions):
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(row | {"decision": decisions.get(row["name"], "")} for row in rows)


def test_a_file_of_decisions_comes_back_filled_in(tmp_path):
    person = make_person(name="Fritz Lang")
    path = tmp_path / "decisions.csv"
    counts = write_decisions(path, names_of(tmp_path))
    assert counts == {"new": 2, "same": 1}
    fill_in(path, {"Fritz Lang": "same", "Metropolis": "new"})
    assert read_decisions(path) == [
        (Name("film", "Metropolis", "1927"), Decision(is_new=True)),
        (Name("person", "Fritz Lang"), Decision(person.pk)),
    ]


def test_all_that_are_proposed_as_new_can_be_confirmed_at_once(tmp_path):
    make_person(name="Fritz Lang")
    path = tmp_path / "decisions.csv"
    write_decisions(path, names_of(tmp_path), confirms_new=True)
    assert {name.name for name, _ in read_decisions(path)} == {"Metropolis", "Parufamet"}


@pytest.mark.parametrize("name", ["Unknown", "n/a", "UNBEKANNT", "Różni", "?", "–"])
def test_what_lists_write_where_they_know_no_name_is_never_proposed_as_somebody_new(name):
    assert OpenName(Name("person", name), 2).proposal == "ask"
    assert OpenName(Name("film", name), 2).proposal == "new"
    assert OpenName(Name("person", f"{name} Lang"), 2).proposal == "new"


@pytest.mark.parametrize(("decision", "words"), [("perhaps", "line 3"), ("same 999999", "no person 999999")])
def test_a_decision_that_cannot_be_is_told_by_its_line(tmp_path, decision, words):
    path = tmp_path / "decisions.csv"
    write_decisions(path, names_of(tmp_path))
    fill_in(path, {"Fritz Lang": decision})
    with pytest.raises(UnreadableError, match=words):
        read_decisions(path)


def test_a_name_that_looks_like_a_formula_comes_back_as_it_was(tmp_path):
    path = tmp_path / "decisions.csv"
    write_decisions(path, names_of(tmp_path, "Title,Year\n=1+1,1927\n"))
    assert "'=1+1" in path.read_text(encoding="utf-8-sig")
    fill_in(path, {"'=1+1": "new"})
    assert read_decisions(path) == [(Name("film", "=1+1", "1927"), Decision(is_new=True))]


def test_decisions_are_kept_once_and_the_last_one_holds():
    name = Name("person", "Fritz Lang")
    person = make_person()
    store_decisions(SCOPE, [(name, Decision(is_new=True))])
    store_decisions(SCOPE, [(name, Decision(person.pk))])
    assert ImportDecision.objects.count() == 1
    assert Decisions(SCOPE).of(name) == Decision(person.pk)
    assert Decisions("another file").of(name) is None
