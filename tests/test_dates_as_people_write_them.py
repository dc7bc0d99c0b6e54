"""Dates are entered as people write them, and shown as they were read."""

import pytest
from django.core.exceptions import ValidationError

from catalog.dates import AmbiguousDateError, read_date
from catalog.models import Person

pytestmark = pytest.mark.django_db

WRITTEN = [
    ("c. 1926", "1926~"),
    ("c1926", "1926~"),
    ("ca. 1926", "1926~"),
    ("circa 1926", "1926~"),
    ("around 1926", "1926~"),
    ("About March 1926", "1926-03~"),
    ("c. 1926?", "1926%"),
    ("1926 ?", "1926?"),
    ("before 1930", "../1930"),
    ("Before 10 January 1927", "../1927-01-10"),
    ("before c. 1930", "../1930~"),
    ("since 1930", "1930/.."),
    ("after 1930", "1930/.."),
    ("1920s", "192X"),
    ("1920’s", "192X"),
    ("c. 1920s", "192X~"),
    ("192x", "192X"),
    ("1926 or 1927", "[1926,1927]"),
    ("1927 or 1926", "[1926,1927]"),
    ("1926 to 1927", "1926/1927"),
    ("between 1926 and 1927", "1926/1927"),
    ("from May 1925 to October 1926", "1925-05/1926-10"),
    ("1926–1927", "1926/1927"),
    ("1926-1927", "1926/1927"),
    ("1926–27", "1926/1927"),
    ("10.1.1927", "1927-01-10"),
    ("10. 1. 1927", "1927-01-10"),
    ("1.1927", "1927-01"),
    ("1/1927", "1927-01"),
    ("31/1/1927", "1927-01-31"),
    ("1/31/1927", "1927-01-31"),
    ("4/4/1927", "1927-04-04"),
    ("1927-1-10", "1927-01-10"),
    ("1927/1/10", "1927-01-10"),
    ("10 January 1927", "1927-01-10"),
    ("10th of January 1927", "1927-01-10"),
    ("January 10, 1927", "1927-01-10"),
    ("Jan. 1927", "1927-01"),
    ("Sept 1927", "1927-09"),
    ("spring 1927", "1927-21"),
    ("  10   January  1927 ", "1927-01-10"),
    ("10. Januar 1927", "1927-01-10"),
    ("um 1926", "1926~"),
    ("vor 1930", "../1930"),
    ("1926 oder 1927", "[1926,1927]"),
    ("1920er Jahre", "192X"),
    ("10 stycznia 1927", "1927-01-10"),
    ("10 I 1927", "1927-01-10"),
    ("ok. 1926", "1926~"),
    ("przed 1930", "../1930"),
    ("1926 lub 1927", "[1926,1927]"),
]
REFUSED = [
    "rubbish",
    "27",
    "10.1.27",
    "30 February 1927",
    "31/4/1927",
    "29.2.1927",
    "1926-13",
    "1927 to 1926",
    "1927/1926",
]
REFUSED += ["before", "or", "c.", "13 Foo 1927", "1926 or", "?", "x" * 61, "1926 or 1927 or 1928", "١٩٢٦"]


@pytest.mark.parametrize(("text", "edtf"), WRITTEN)
def test_a_date_is_read_as_people_write_it(text, edtf):
    assert str(read_date(text)) == edtf


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_refused_in_the_words_that_were_typed(text):
    with pytest.raises(ValueError, match="Write ") as refusal:
        read_date(text)
    assert len(text) > 60 or f"“{text}”" in str(refusal.value)


def test_a_date_that_can_be_read_in_two_ways_comes_back_with_both():
    with pytest.raises(AmbiguousDateError) as refusal:
        read_date("3/4/1927")
    assert [str(reading) for reading in refusal.value.readings] == ["1927-04-03", "1927-03-04"]


@pytest.mark.parametrize(("text", "edtf"), WRITTEN)
def test_what_a_date_is_stored_as_is_read_as_the_same(text, edtf):
    assert str(read_date(edtf)) == edtf


@pytest.mark.parametrize(
    ("born", "died", "is_possible"),
    [
        ("1944", "1943", False),
        ("1944-08-21", "1944", True),
        ("1944-08-21", "1944-08-20", False),
        ("194X", "1945", True),
        ("195X", "1945", False),
        ("c. 1944", "1943", True),
        ("1944", "1943?", True),
        ("before 1930", "1929", True),
    ],
)
def test_nobody_dies_before_being_born_where_both_dates_are_sure(born, died, is_possible):
    person = Person(name="Kino", born=born, died=died)
    if is_possible:
        person.full_clean()
        person.save()
        return
    with pytest.raises(ValidationError, match="is before") as refusal:
        person.full_clean()
    assert refusal.value.message_dict.keys() == {"died"}
