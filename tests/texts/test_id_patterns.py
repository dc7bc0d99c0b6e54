"""A pattern of ids is bounded before it is kept, and an id is read from what is typed or pasted."""

import re
import time

import pytest

from catalog.texts.check_characters import has_right_check_character
from catalog.texts.id_patterns import LONGEST_ID, MOST_WAYS, Ways, fault_of_pattern, read_outside_id

BOUNDED = [
    r"tt\d{7,10}",
    r"[1-9]\d{0,8}-[0-9X]|1\d{7,8}[0-9X]",
    r"10\.5240/([0-9A-F]{4}-){5}[0-9A-Z]",
    r"[A-Za-z0-9][A-Za-z0-9 ./:_-]{0,99}",
    r"(?:a|b)?c{,5}",
    r"[]^$]\$",
    r"\\1",
]
UNBOUNDED = [r"(a+)+b", r"(a|a)*b", r"(?:a{,50}){,50}b", r"\d*\d*\d*\d*x", r"(a|a){0,50}b", "(a|a)" * 30, ".?" * 40]
REFUSED = {
    "(": "no regular expression",
    "[": "no regular expression",
    r"(a)\1": "References to groups",
    r"^a$": "anchors",
    r"a\b": "anchors",
    r"(?=a)b": "groups",
    r"(?i)a": "groups",
    r"(?P<id>a)": "groups",
}


@pytest.mark.parametrize("pattern", BOUNDED)
def test_a_bounded_pattern_is_taken(pattern):
    assert fault_of_pattern(pattern) == ""


@pytest.mark.parametrize("pattern", UNBOUNDED)
def test_a_pattern_that_could_take_long_is_refused(pattern):
    assert "too many ways" in fault_of_pattern(pattern)


@pytest.mark.parametrize(("pattern", "fault"), REFUSED.items())
def test_other_patterns_are_refused_with_the_reason(pattern, fault):
    assert fault in fault_of_pattern(pattern)


def test_the_slowest_pattern_that_is_taken_is_quick():
    pattern = r"\w{1,50}\w{1,50}\w{1,39}-"
    assert MOST_WAYS * 0.9 < Ways(pattern).count() <= MOST_WAYS
    start = time.process_time()
    assert not re.fullmatch(pattern, "a" * LONGEST_ID)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("text", "outside_id"),
    [
        ("q42", "Q42"),
        ("https://example.org/de/things/Q42?x=1", "Q42"),
        ("sub.example.org/things/q42-some-title", "Q42"),
        ("https://www.example.org/a/some_title_Q42", "Q42"),
        ("https://example.org/things/Q42x", None),
        ("https://example.com/things/Q42", None),
        ("Q" + "1" * LONGEST_ID, None),
        ("", None),
    ],
)
def test_an_id_is_read_from_what_is_typed_or_pasted(text, outside_id):
    addresses = ["https://www.example.org/things/{}/", "https://www.example.org/a/*_{}"]
    assert read_outside_id(text, r"Q\d+", addresses) == outside_id


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        ("eidr", "10.5240/7791-8534-2C23-9030-8610-5", "10.5240/7791-8534-2C23-9030-8601-5"),
        ("eidr", "10.5240/EA73-79D7-1B2B-B378-3A73-M", "10.5240/EA73-79D7-1B2B-B378-3A73-N"),
        ("isni", "0000000121331720", "0000000121331702"),
        ("isni", "000000012146438X", "0000000121464380"),
        ("gnd", "118569503", "118596503"),
        ("gnd", "4017102-4", "11856950é"[:8] + "1"),
        ("", "anything", None),
        ("isni", "0000000121331720", "no figures at all"),
    ],
)
def test_a_check_character_tells_a_mistyped_id(check, right, wrong):
    assert has_right_check_character(check, right)
    assert wrong is None or not has_right_check_character(check, wrong)
