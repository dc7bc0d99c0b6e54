"""Which questions are proposed."""

import pytest

from catalog.tellings.method import collate, propose
from catalog.texts.quotes import find_quote
from tests.tellings.method.tellings import AGREED, BURMA, FARM

WALK = " ".join(f"On day {n} they walk from house {n + 300} to house {n + 301}." for n in range(20))


def proposed(left, right, language="en"):
    return propose(left, right, collate(left, right, language).pairs, language)


def readings(left, right):
    return {(p.kind, p.left_value.lower(), p.right_value.lower()) for p in proposed(left, right)}


@pytest.mark.parametrize(("left", "right", "expected"), [FARM, BURMA], ids=["farm", "burma"])
def test_each_contradiction_is_proposed_and_nothing_else(left, right, expected):
    assert readings(left, right) == expected


@pytest.mark.parametrize(("left", "right"), AGREED)
def test_tellings_that_agree_raise_no_question(left, right):
    assert proposed(left, right) == []


@pytest.mark.parametrize(("left", "right", "_"), [FARM, BURMA], ids=["farm", "burma"])
def test_a_proposal_is_the_same_whichever_text_is_left(left, right, _):
    forth, back = proposed(left, right), proposed(right, left)
    assert {p.key: (p.left_value, p.left_quote) for p in forth} == {p.key: (p.right_value, p.right_quote) for p in back}


@pytest.mark.parametrize(("left", "right", "_"), [FARM, BURMA], ids=["farm", "burma"])
def test_quotes_hold_the_reading_and_are_found_again(left, right, _):
    for proposal in proposed(left, right):
        assert proposal.left_value in proposal.left_quote.exact
        start, end = find_quote(right, *proposal.right_quote)
        assert proposal.right_value in right[start:end]


def test_a_person_is_asked_about_by_name():
    found = proposed(
        "Among them are Mr. Hale, a Danish engineer; Olga, an actress; and Ruiz, a priest.",
        "There are Olga, an actress, a friendly Swede named Hale, and a doctor called Ruiz.",
    )
    assert [p.question for p in found] == ["Mr. Hale: Danish or Swede?", "Ruiz: priest or doctor?"]


def test_descriptions_stand_before_and_after_names():
    found = proposed(
        "The Dutch teacher Pieter van Dam warns them. Their guide Jamal, once a smuggler, laughs. Ida works as a tailor.",
        "A Belgian teacher, Pieter van Dam, warns them. Jamal, a thief, laughs. The painter Ida, her French aunt Zoe and Uwe sing.",
    )
    assert [p.question for p in found] == ["Pieter van Dam: Dutch or Belgian?", "Ida: tailor or painter?"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "The actor Pim, the driver Udo and a cook wait.",
            "Pim, an actor, waits with the cook, a driver named Udo, and Ada.",
        ),
        (
            "There wait Pim, a cook, Udo, a driver, Ada, a nurse.",
            "The cook Pim, the driver Udo and Ada, a nurse, wait.",
        ),
        ("Karl is a police officer.", "The detective Karl smokes."),
        ("Vera, a Russian, sings.", "Vera, a Soviet singer, sings."),
        ("Karl, a banker from Poland, smokes.", "The banker Karl is a Pole."),
        ("Karl Moor is a baker. Anna Moor is a nurse.", "Moor, a pilot, sings."),
        ("For fifty years Karl bakes bread.", "Karl bakes bread for 50 years."),
        ("Karl knows Josef as well.", "Karl knows Joseph. He finds a stream."),
    ],
)
def test_two_ways_to_say_one_thing_raise_no_question(left, right):
    assert proposed(left, right) == []


def test_things_of_one_kind_are_compared_across_sentences():
    left = "The four cross the desert. They find a well. Irma dies of thirst. Two days later Tom dies too. They reach a wall."
    right = "The four cross the desert. Irma dies of thirst. Two days later Tom dies too. Then they find a stream. They reach a wall."
    assert [(p.kind, p.question) for p in proposed(left, right)] == [("thing", "Water: well or stream?")]
    assert proposed(left, right.replace("stream", "well")) == []


def test_other_languages_give_numbers_and_years():
    found = proposed(
        "Im Jahr 1938 lebt Emil mit 3 Hunden in Wien.", "Emil lebt im Jahr 1936 mit 4 Hunden in Wien.", "de"
    )
    assert {(p.kind, p.left_value, p.right_value) for p in found} == {("date", "1938", "1936"), ("number", "3", "4")}


def test_in_a_list_each_description_stays_with_its_name():
    found = proposed("There are Pim, a cook, Udo, an actor, and Ada.", "The pilot Udo waits for the cook Pim and Ada.")
    assert [p.question for p in found] == ["Udo: actor or pilot?"]


def test_two_people_of_one_surname_are_not_mixed_up():
    left, right = "Moor, a pilot, sings.", "Karl Moor is a baker. Anna Moor is a nurse."
    assert proposed(left, right) == proposed(right, left) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("In the end Boris is killed by Yelena.", "In the end Boris is killed by Jelena."),
        ("Olga stays in Riga, and Karl leaves Riga.", "Karl leaves Riga, as Olga does."),
        ("Karl finds it as well.", "Karl finds a stream."),
        ("Ada hears a dog howl. Ada sees a wolf.", "Ada hears a wolf howl."),
        (f"Ada hears a dog howl. {WALK}", f"{WALK} Ada hears a wolf howl."),
    ],
)
def test_what_is_no_contradiction_raises_no_question(left, right):
    assert proposed(left, right) == proposed(right, left) == []
