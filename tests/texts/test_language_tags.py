import pytest

from catalog.texts.language_tags import direction


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("ku-Arab", "rtl"), ("ks-Deva", "ltr"), ("az_Arab_IR", "rtl")],
)
def test_a_language_is_written_in_the_direction_of_its_script(tag, expected):
    assert direction(tag) == expected
