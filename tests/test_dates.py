import pytest
from django.core.exceptions import ValidationError

from catalog.dates import PartialDate, earliest_date
from catalog.models import Film, Release
from tests.factories import make_film, make_release

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["2010", "2010-09", "2010-09-03", "1888-10-14", "2012-02-29"])
def test_a_partial_date_has_only_the_known_parts(text):
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "10", "2010-13", "2010-02-30", "2010-9-3", "3 September 2010", "2010-09-03T00:00", "x", "٢٠١٠"]
)
def test_a_text_that_is_no_date_is_refused_with_the_way_to_write_one(text):
    with pytest.raises(ValueError, match="Write 2010, 2010-09 or 2010-09-03"):
        PartialDate.parse(text)


def test_a_date_comes_back_from_the_database_as_it_went_in(film):
    for text in ("2010", "2010-09", "2010-09-03"):
        release = make_release(film, date=text)
        release.refresh_from_db()
        assert release.date == PartialDate.parse(text)


def test_dates_sort_by_time_and_a_vaguer_one_comes_first(film):
    for text in ("2010-12-29", "2010-09", "2011", "2010-09-03", "2010"):
        make_release(film, date=text)
    dates = [str(release.date) for release in Release.objects.order_by("date")]
    assert dates == ["2010", "2010-09", "2010-09-03", "2010-12-29", "2011"]


def test_a_range_of_months_finds_the_dates_within_it(film):
    for text in ("2010-08-31", "2010-09", "2010-09-30", "2010-10-01"):
        make_release(film, date=text)
    releases = Release.objects.filter(date__gte="2010-09", date__lt="2010-10")
    assert {str(release.date) for release in releases} == {"2010-09", "2010-09-30"}


def test_a_film_is_dated_by_its_first_release_and_a_vague_one_does_not_hide_a_day():
    film = make_film()
    for text in ("2010-12-29", "2010", "2010-09-03", None):
        make_release(film, date=text)
    film.refresh_from_db()
    assert (str(film.release_date), film.year) == ("2010-09-03", 2010)


def test_the_earliest_date_is_the_one_that_is_over_first():
    dates = [PartialDate(2010), PartialDate(2011, 1, 5)]
    assert earliest_date(dates) == PartialDate(2010)
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
    with pytest.raises(ValidationError, match="first dated release says 2010-09-03"):
        film.full_clean()
    film.given_date = "2010"
    film.full_clean()


def test_a_release_that_contradicts_the_given_date_is_refused():
    film = make_film(given_date="2011")
    with pytest.raises(ValidationError, match="given as 2011"):
        Release(film=film, date="2010-09-03").full_clean()


def test_a_date_in_words_is_written_as_people_write_it():
    texts = [PartialDate.parse(text).in_words for text in ("2010", "2010-09", "2010-09-03")]
    assert texts == ["2010", "September 2010", "3 September 2010"]


def test_years_are_found_by_their_column():
    film = make_film(given_date="1926-03")
    assert list(Film.objects.filter(year__gte=1926, year__lte=1926)) == [film]
