"""How a quote is found again in an edited text."""

import pytest

from catalog.texts.quotes import CONTEXT, anchor_at, find_quote

TEXT = (
    "At the camp Ada meets a clerk. They dig a tunnel under the chapel for three months. "
    "A guard finds the tunnel. Ada meets a clerk in Oslo after the war, and they never speak of it."
)


def words_at(text, place):
    return place and text[place.start : place.end]


def test_an_anchor_has_the_text_before_and_after_the_quote():
    start = TEXT.index("a tunnel")
    exact, prefix, suffix = anchor_at(TEXT, start, start + 8)
    assert exact == "a tunnel"
    assert prefix == TEXT[start - CONTEXT : start]
    assert suffix == TEXT[start + 8 : start + 8 + CONTEXT]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 3), (0, 10_000), (9, 2)])
def test_a_place_outside_the_text_or_without_words_is_refused(start, end):
    with pytest.raises(ValueError, match="Nothing stands from"):
        anchor_at(TEXT, start, end)


def test_of_equal_quotes_the_surroundings_choose_one():
    for start in (TEXT.index("Ada meets a clerk"), TEXT.rindex("Ada meets a clerk")):
        assert find_quote(TEXT, *anchor_at(TEXT, start, start + 17)) == (start, start + 17)
        longer = "Long ago. " + TEXT.replace("three", "several")
        assert find_quote(longer, *anchor_at(TEXT, start, start + 17)).start == longer.index("Ada meets", start)


def test_equal_quotes_without_surroundings_are_ambiguous():
    assert find_quote(TEXT, "Ada meets a clerk") is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("dig a tunnel", "digs a long tunnel", "They digs a long tunnel under the chapel"),
        ("tunnel under", "tunel under", "They dig a tunel under the chapel"),
        ("chapel for", "church for", "They dig a tunnel under the church"),
        ("They dig", "Together they dig", "they dig a tunnel under the chapel"),
    ],
)
def test_an_edited_quote_is_found_by_its_likeness(old, new, expected):
    start = TEXT.index("They dig")
    anchor = anchor_at(TEXT, start, TEXT.index(" for three"))
    text = TEXT.replace(old, new)
    assert words_at(text, find_quote(text, *anchor)).endswith(expected.removeprefix("They "))


def test_a_deleted_quote_is_lost():
    start = TEXT.index("They dig")
    anchor = anchor_at(TEXT, start, TEXT.index(" A guard"))
    assert find_quote(TEXT.replace(anchor.exact, ""), *anchor) is None
    assert find_quote("", *anchor) is None
    assert find_quote(TEXT, "   ") is None


def test_a_short_quote_among_strange_words_is_lost():
    start = TEXT.index("a clerk")
    anchor = anchor_at(TEXT, start, start + 7)
    assert find_quote("Years later in Rome, Zoe hires a clerk; business is good.", *anchor) is None


def test_two_places_that_are_equally_alike_are_ambiguous():
    assert find_quote("The old man sees the lake. The old man sees the bake.", "The old man sees the rake.") is None
