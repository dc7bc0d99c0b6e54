"""Which words stand for one concept."""

import pytest

from catalog.tellings.method.concepts import number_concepts
from catalog.tellings.method.stems import stem, whole_number
from catalog.tellings.method.words import split_words


def one_concept(left, right, language="en"):
    numbers = number_concepts([split_words(left)], [split_words(right)], language)
    return numbers[split_words(left)[-1].key] == numbers[split_words(right)[-1].key]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the monestary", "the monastery"),
        ("a Yugoslav", "the Yugoslavian"),
        ("he froze", "it freezes"),
        ("they escaped", "an escape"),
        ("in Poland", "the Poles"),
        ("for fifty", "for 50"),
        ("the 3rd", "the 3"),
        ("with Josef", "with Joseph"),
        ("Sławomir's", "Slawomir"),
        ("was murdered", "he killed"),
    ],
)
def test_inflections_and_spellings_are_one(left, right):
    assert one_concept(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("for 20", "for 21"),
        ("the camp", "the champ"),
        ("a well", "a wall"),
        ("theirs are", "in there"),
        ("in 1989", "in 1988"),
    ],
)
def test_words_that_look_alike_are_not_one(left, right):
    assert not one_concept(left, right)


def test_two_names_of_one_text_are_two_people():
    left, right = "Now Martina meets Martin", "Then Martin leaves Martina"
    numbers = number_concepts([split_words(left)], [split_words(right)], "en")
    assert numbers["martin"] != numbers["martina"]


def test_other_languages_inflect_too():
    assert one_concept("zwei Soldaten", "ein Soldat", "de")
    assert one_concept("два солдата", "один солдат", "ru")


def test_in_scripts_without_spaces_each_character_is_a_word():
    assert [word.key for word in split_words("彼は1945年に")] == ["彼", "は", "1945", "年", "に"]


def test_a_word_has_its_place_in_the_text():
    text = "O’Brien's 3,000 dogs"
    assert [text[word.start : word.end] for word in split_words(text)] == ["O’Brien's", "3,000", "dogs"]
    assert [word.key for word in split_words(text)] == ["obrien", "3,000", "dogs"]


def test_numbers_are_read_in_words_and_figures():
    assert [whole_number(key) for key in ("seven", "forty", "1,989", "20th", "many")] == [7, 40, 1989, 20, None]


def test_stems_of_other_languages_are_left_alone():
    assert stem("escaped", "de") == "escaped"


def test_two_spellings_that_one_text_uses_are_two_words():
    numbers = number_concepts([split_words("a stalker and a stacker")], [split_words("the stacker")], "en")
    assert numbers["stalker"] != numbers["stacker"]
    numbers = number_concepts([split_words("a stalker")], [split_words("the stacker")], "en")
    assert numbers["stalker"] == numbers["stacker"]
