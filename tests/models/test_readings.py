"""The quotes of readings in a text that is edited."""

import pytest

from catalog.models import Reading
from tests.factories import make_question, make_source, make_synopsis

pytestmark = pytest.mark.django_db

BODY = "Hale is sent to the camp. They find a well in the desert. Hale walks on to Lhasa."


@pytest.fixture
def synopsis(film):
    return make_synopsis(film, body=BODY)


def quote(text, exact):
    """Make a reading that quotes these words of a text."""
    question = make_question(text.film)
    return Reading.objects.create(question=question, source=make_source(), value="so", synopsis=text, quote_exact=exact)


def test_a_quote_that_is_edited_away_loses_its_place_and_finds_it_again(film, synopsis):
    reading = quote(synopsis, "They find a well in the desert")
    reading_of_unchanged_text = quote(make_synopsis(film, body="A monk takes them in."), "A monk takes them in")
    assert not reading.quote_lost
    for body, is_lost in ((BODY.replace("They find a well in the desert.", ""), True), (BODY, False)):
        synopsis.body = body
        synopsis.save()
        reading.refresh_from_db()
        reading_of_unchanged_text.refresh_from_db()
        assert (reading.quote_lost, reading_of_unchanged_text.quote_lost) == (is_lost, False)


def test_a_quote_is_found_after_a_small_edit_of_its_words(synopsis):
    reading = quote(synopsis, "They find a well in the desert")
    synopsis.body = "It is spring. " + BODY.replace("a well in", "an old well in")
    synopsis.save()
    reading.refresh_from_db()
    assert not reading.quote_lost
    assert synopsis.plain_text[slice(*reading.place)] == "They find an old well in the desert"


def test_a_reading_whose_quote_stands_nowhere_is_saved_as_lost(synopsis):
    assert quote(synopsis, "They drown in the Baltic sea").quote_lost
    assert not quote(synopsis, "").quote_lost


def test_a_text_with_forty_readings_is_saved_in_as_many_queries_as_one_with_two(synopsis, django_assert_num_queries):
    for more, body in ((2, "Nothing of it."), (38, BODY)):
        for _ in range(more):
            quote(synopsis, "They find a well in the desert")
        synopsis.body = body
        with django_assert_num_queries(16):
            synopsis.save()
    assert not Reading.objects.filter(quote_lost=True).exists()
