import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from catalog.dates import PartialDate, earliest_date
from catalog.models import Release
from tests.factories import make_film, make_release

pytestmark = pytest.mark.django_db


EDTF = [
    ("2010", "2010-01-01", "2010-12-31", "2010", 2010),
    ("2010-09", "2010-09-01", "2010-09-30", "September 2010", 2010),
    ("2010-09-03", "2010-09-03", "2010-09-03", "3 September 2010", 2010),
    ("1888-10-14", "1888-10-14", "1888-10-14", "14 October 1888", 1888),
    ("2012-02", "2012-02-01", "2012-02-29", "February 2012", 2012),
    ("1926~", "1926-01-01", "1926-12-31", "c. 1926", 1926),
    ("1926?", "1926-01-01", "1926-12-31", "1926 (uncertain)", 1926),
    ("1926-11%", "1926-11-01", "1926-11-30", "c. November 1926 (uncertain)", 1926),
    ("192X", "1920-01-01", "1929-12-31", "1920s", None),
    ("19XX", "1900-01-01", "1999-12-31", "1900–1999", None),
    ("1926-XX", "1926-01-01", "1926-12-31", "1926, month unknown", 1926),
    ("1926-11-XX", "1926-11-01", "1926-11-30", "November 1926, day unknown", 1926),
    ("1926-XX-XX", "1926-01-01", "1926-12-31", "1926, day unknown", 1926),
    ("1926-21", "1926-01-01", "1926-12-31", "spring 1926", 1926),
    ("../1930", "1930-01-01", "1930-12-31", "before 1930", 1930),
    ("1930/..", "1930-01-01", "1930-12-31", "since 1930", 1930),
    ("/1930", "1930-01-01", "1930-12-31", "until 1930, start unknown", 1930),
    ("1930/", "1930-01-01", "1930-12-31", "from 1930, end unknown", 1930),
    ("1926/1927", "1926-01-01", "1927-12-31", "1926 to 1927", None),
    ("1926-03/1926-05", "1926-03-01", "1926-05-31", "March 1926 to May 1926", 1926),
    ("1926~/1927-01-10", "1926-01-01", "1927-01-10", "c. 1926 to 10 January 1927", None),
    ("[1926,1927]", "1926-01-01", "1927-12-31", "1926 or 1927", None),
    ("[1926-11-13,1927-01-10]", "1926-11-13", "1927-01-10", "13 November 1926 or 10 January 1927", None),
]


@pytest.mark.parametrize(("text", "first_day", "last_day", "words", "year"), EDTF)
def test_a_date_has_the_days_it_can_mean_and_is_written_as_people_write_it(text, first_day, last_day, words, year):
    day = PartialDate.parse(text)
    assert (str(day), str(day.first_day), str(day.last_day)) == (text, first_day, last_day)
    assert (day.in_words, day.year) == (words, year)


@pytest.mark.parametrize(
    "text",
    [
        *("", "10", "2010-13", "2010-02-30", "2010-9-3", "2010-09-03T00:00", "x", "٢٠١٠", "0000", "000X", "192X-10"),
        *("Y17000", "-0044", "1927/1926", "../..", "/", "[1926]", "[1926,1927,1928]", "[1926..1927]", "[1926,]"),
        *("1926/1927/1928", "1926-21-03", "1926-XX-10", "1926~~", "19X6"),
    ],
)
def test_a_text_that_is_no_date_is_refused_with_the_way_to_write_one(text):
    with pytest.raises(ValueError, match="Write "):
        PartialDate.parse(text)


def test_only_dates_that_iso_8601_knows_are_written_for_programs():
    assert [text for text, *_ in EDTF if PartialDate.parse(text).iso] == [text for text, *_ in EDTF[:5]]


def test_a_date_comes_back_from_the_database_as_it_went_in(film):
    for text, first_day, last_day, *_ in EDTF:
        release = make_release(film, date=text)
        release.refresh_from_db()
        assert release.date == PartialDate.parse(text)
        assert (str(release.date_first), str(release.date_last)) == (first_day, last_day)


def test_dates_sort_by_the_first_day_they_can_mean_then_by_the_last(film):
    for text in ("2010-12-29", "2010-09", "2011", "2010-09-03", "2010", "201X", "../2010", "2010-09-01"):
        make_release(film, date=text)
    dates = [str(release.date) for release in Release.objects.in_order()]
    assert dates == ["2010", "../2010", "201X", "2010-09-01", "2010-09", "2010-09-03", "2010-12-29", "2011"]


def test_a_film_is_dated_by_its_first_release_and_a_vague_one_does_not_hide_a_day():
    film = make_film()
    for text in ("2010-12-29", "2010", "2010-09-03", None):
        make_release(film, date=text)
    film.refresh_from_db()
    assert (str(film.release_date), film.year) == ("2010-09-03", 2010)


def test_the_earliest_date_is_the_one_that_is_over_first():
    dates = [PartialDate.parse("2010"), PartialDate.parse("2011-01-05")]
    assert earliest_date(dates) == PartialDate.parse("2010")
    assert earliest_date([]) is None


def test_a_film_without_dated_releases_has_its_given_date():
    film = make_film(given_date="1926")
    make_release(film, date=None)
    film.refresh_from_db()
    assert (str(film.release_date), film.year) == ("1926", 1926)


def test_a_film_loses_its_date_with_its_last_dated_release():
    film = make_film()
    release = make_release(film, date="2010-09-03")
    release.delete()
    film.refresh_from_db()
    assert (film.release_date, film.year) == (None, None)


def test_releases_deleted_together_leave_no_date_behind():
    film = make_film()
    make_release(film, date="2010-09-03")
    film.releases.all().delete()
    film.refresh_from_db()
    assert film.year is None


def test_a_given_date_that_contradicts_the_releases_is_refused():
    film = make_film()
    make_release(film, date="2010-09-03")
    film.given_date = "2011"
    with pytest.raises(ValidationError, match="first dated release says 3 September 2010"):
        film.full_clean()
    film.given_date = "2010"
    film.full_clean()


def test_a_release_that_contradicts_the_given_date_is_refused():
    film = make_film(given_date="2011")
    with pytest.raises(ValidationError, match="given as 2011"):
        Release(film=film, date="2010-09-03").full_clean()


@pytest.mark.parametrize(
    ("text", "german", "polish"),
    [
        ("192X", "1920er Jahre", "lata 1920–1929"),
        ("192X~", "um die 1920er Jahre", "ok. lat 1920–1929"),
        ("1926~", "ca. 1926", "ok. 1926"),
        ("../1930", "vor 1930", "przed 1930"),
        ("../2010-09-03", "vor dem 3. September 2010", "przed 3 września 2010"),
        ("2010-09/..", "seit: September 2010", "od: wrzesień 2010"),
        ("/192X", "bis: 1920er Jahre, Anfang unbekannt", "do: lata 1920–1929, początek nieznany"),
        ("1926/", "ab 1926, Ende unbekannt", "od 1926, koniec nieznany"),
        ("192X~/193X", "um die 1920er Jahre bis 1930er Jahre", "ok. lat 1920–1929 – lata 1930–1939"),
    ],
)
def test_a_date_is_written_as_each_language_builds_its_sentences(text, german, polish):
    for language, words in (("de", german), ("pl", polish)):
        with translation.override(language):
            assert PartialDate.parse(text).in_words == words
