import pytest

from catalog.texts.numbers import read_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_a_whole_number_is_read(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "1.0", "٣", "²", "9" * 19, "1\0"])
def test_anything_else_is_no_number(text):
    assert read_number(text) is None
