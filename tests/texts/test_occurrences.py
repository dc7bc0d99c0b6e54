"""A value is recognised in texts whatever its case, accents and punctuation, and taken out of them whole."""

import re

import pytest

from catalog.texts.occurrences import Value

MARK = "[removed]"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Anna Müller", "Anna Müller"),
        ("Anna Müller", "ANNA MULLER"),
        ("Anna Muller", "Anna Mu\u0308ller"),
        ("Anna Müller", "Müller, Anna"),
        ("Anna Müller", "anna-muller"),
        ("Anna Müller", "anna  müller"),
        ("Straße 5", "strasse 5"),
        ("Strasse 5", "Straße 5"),
        ("Łódź Æsop", "lodz aesop"),
        ("O'Brien", "O’Brien"),
        ("Иван Петров", "петров, иван"),
        ("한국", "한국"),
        ("\U00020000\U00020001\U00020002", "\U00020000\U00020001\U00020002"),
        ("file 12", "ﬁle 12"),
        ("Anna Müller", "An\u00adna Müller"),
    ],
)
def test_a_text_that_is_the_value_is_recognised_and_leaves_nothing(value, text):
    value = Value(value)
    assert value.is_whole(text)
    assert value.replace_in(f"So: {text}.", MARK) == f"So: {MARK}."
    assert re.search(value.longest_word_pattern, f"So: {text}.")


@pytest.mark.parametrize(
    ("text", "are_words"), [("Müllers", [True]), ("Müllerstraße", [False]), ("Obermüller", [False])]
)
def test_an_ending_makes_no_other_word_and_more_letters_do(text, are_words):
    assert [occurrence.is_word for occurrence in Value("Müller").occurrences(text)] == are_words


def test_other_texts_stay():
    value = Value("Anna Müller")
    for text in ("Anna", "Anna B. Müller", "Annamüller", "", "[removed]"):
        assert not value.is_in(text)
        assert value.replace_in(text, MARK) == text


@pytest.mark.parametrize("text", ["", "  ", "ab", "…!?", "é", "x" * 301])
def test_what_is_too_short_or_too_long_is_no_value(text):
    with pytest.raises(ValueError, match="Give at"):
        Value(text)


def test_a_number_of_words_may_stand_anywhere_in_a_long_text():
    text = "a " * 2000 + "Anna Müller" + " b" * 2000
    assert Value("anna muller").replace_in(text, MARK) == "a " * 2000 + MARK + " b" * 2000
