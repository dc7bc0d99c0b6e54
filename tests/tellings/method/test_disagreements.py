"""On which questions two texts disagree."""

import pytest

from catalog.tellings.method import align, find_disagreements
from catalog.texts.quotes import find_quote
from tests.tellings.method.tellings import AGREED, BURMA, FARM

WALK = " ".join(f"On day {n} they walk from house {n + 300} to house {n + 301}." for n in range(20))


def disagreements(left, right, language="en"):
    return find_disagreements(left, right, align(left, right, language).pairs, language)


def readings(left, right):
    return {(row.kind, row.left_value.lower(), row.right_value.lower()) for row in disagreements(left, right)}


@pytest.mark.parametrize(("left", "right", "expected"), [FARM, BURMA], ids=["farm", "burma"])
def test_each_contradiction_is_a_disagreement_and_nothing_else_is(left, right, expected):
    assert readings(left, right) == expected


@pytest.mark.parametrize(("left", "right"), AGREED)
def test_tellings_that_agree_have_no_disagreement(left, right):
    assert disagreements(left, right) == []


@pytest.mark.parametrize(("left", "right", "_"), [FARM, BURMA], ids=["farm", "burma"])
def test_a_disagreement_is_the_same_whichever_text_is_left(left, right, _):
    forth, back = disagreements(left, right), disagreements(right, left)
    assert {row.key: (row.left_value, row.left_quote) for row in forth} == {
        row.key: (row.right_value, row.right_quote) for row in back
    }


@pytest.mark.parametrize(("left", "right", "_"), [FARM, BURMA], ids=["farm", "burma"])
def test_a_quote_has_the_value_and_stands_in_the_text(left, right, _):
    for disagreement in disagreements(left, right):
        assert disagreement.left_value in disagreement.left_quote.exact
        start, end = find_quote(right, *disagreement.right_quote)
        assert disagreement.right_value in right[start:end]


def test_a_person_is_asked_about_by_name():
    rows = disagreements(
        "Among them are Mr. Hale, a Danish engineer; Olga, an actress; and Ruiz, a priest.",
        "There are Olga, an actress, a friendly Swede named Hale, and a doctor called Ruiz.",
    )
    assert [row.question for row in rows] == ["Mr. Hale: Danish or Swede?", "Ruiz: priest or doctor?"]


def test_descriptions_stand_before_and_after_names():
    rows = disagreements(
        "The Dutch teacher Pieter van Dam warns them. Their guide Jamal, once a smuggler, laughs. Ida works as a tailor.",
        "A Belgian teacher, Pieter van Dam, warns them. Jamal, a thief, laughs. The painter Ida, her French aunt Zoe and Uwe sing.",
    )
    assert [row.question for row in rows] == ["Pieter van Dam: Dutch or Belgian?", "Ida: tailor or painter?"]


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
def test_two_ways_to_say_one_thing_are_no_disagreement(left, right):
    assert disagreements(left, right) == []


def test_things_of_one_kind_are_compared_across_sentences():
    left = "The four cross the desert. They find a well. Irma dies of thirst. Two days later Tom dies too. They reach a wall."
    right = "The four cross the desert. Irma dies of thirst. Two days later Tom dies too. Then they find a stream. They reach a wall."
    assert [(row.kind, row.question) for row in disagreements(left, right)] == [("thing", "Water: well or stream?")]
    assert disagreements(left, right.replace("stream", "well")) == []


def test_other_languages_give_numbers_and_years():
    rows = disagreements(
        "Im Jahr 1938 lebt Emil mit 3 Hunden in Wien.", "Emil lebt im Jahr 1936 mit 4 Hunden in Wien.", "de"
    )
    assert {(row.kind, row.left_value, row.right_value) for row in rows} == {
        ("date", "1938", "1936"),
        ("number", "3", "4"),
    }


def test_in_a_list_each_description_belongs_to_its_name():
    rows = disagreements(
        "There are Pim, a cook, Udo, an actor, and Ada.", "The pilot Udo waits for the cook Pim and Ada."
    )
    assert [row.question for row in rows] == ["Udo: actor or pilot?"]


def test_two_people_of_one_surname_are_not_mixed_up():
    left, right = "Moor, a pilot, sings.", "Karl Moor is a baker. Anna Moor is a nurse."
    assert disagreements(left, right) == disagreements(right, left) == []


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
def test_words_that_do_not_contradict_are_no_disagreement(left, right):
    assert disagreements(left, right) == disagreements(right, left) == []
