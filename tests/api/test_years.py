"""The filters by year find a film in each year that its date can mean, and the API gives a year only where it is one."""

import pytest

from tests.factories import make_film

pytestmark = pytest.mark.django_db

# Each date with the years that it can mean: from, to.
DATES = {
    "1926": (1926, 1926),
    "1926-11": (1926, 1926),
    "1926-11-13": (1926, 1926),
    "1927-01-10": (1927, 1927),
    "1926~": (1926, 1926),
    "1926?": (1926, 1926),
    "1926%": (1926, 1926),
    "1926-11~": (1926, 1926),
    "1926-XX": (1926, 1926),
    "1926-XX-XX": (1926, 1926),
    "1926-11-XX": (1926, 1926),
    "1926-24": (1926, 1926),
    "192X": (1920, 1929),
    "192X~": (1920, 1929),
    "193X?": (1930, 1939),
    "19XX": (1900, 1999),
    "20XX": (2000, 2099),
    "../1930": (1930, 1930),
    "../1930-06": (1930, 1930),
    "../193X": (1930, 1939),
    "1930/..": (1930, 1930),
    "/1930": (1930, 1930),
    "1930/": (1930, 1930),
    "1930~/..": (1930, 1930),
    "1926/1927": (1926, 1927),
    "1926-11/1927-01": (1926, 1927),
    "1926-03/1926-05": (1926, 1926),
    "1925-05-22/1926-10-30": (1925, 1926),
    "1926~/1927?": (1926, 1927),
    "1919-12-31/1920-01-01": (1919, 1920),
    "192X/193X": (1920, 1939),
    "1929/1930": (1929, 1930),
    "[1926,1927]": (1926, 1927),
    "[1926,1930]": (1926, 1930),
    "[1926-11-13,1927-01-10]": (1926, 1927),
    "[1926-03,1926-05]": (1926, 1926),
    "[192X,1935]": (1920, 1935),
    "1888-10-14": (1888, 1888),
    "1930-01-01": (1930, 1930),
    "1929-12-31": (1929, 1929),
}
YEARS = (1888, 1899, 1900, 1919, 1920, 1925, 1926, 1927, 1929, 1930, 1931, 1939, 1940, 1999, 2000, 2010)


@pytest.fixture
def films():
    return {make_film(title=date, given_date=date).pk: years for date, years in DATES.items()}


def film_keys(api, **parameters):
    return {film["id"] for film in api.read("films/", limit=100, fields="id", **parameters)["results"]}


def test_a_film_is_found_by_each_year_that_its_date_can_mean(api, films):
    for year in YEARS:
        assert film_keys(api, year=year) == {pk for pk, (first, last) in films.items() if first <= year <= last}


def test_a_film_is_found_by_years_from_and_to_that_its_date_can_mean(api, films):
    for year in YEARS:
        assert film_keys(api, year_min=year) == {pk for pk, (_, last) in films.items() if last >= year}
        assert film_keys(api, year_max=year) == {pk for pk, (first, _) in films.items() if first <= year}
    assert film_keys(api, year_min=1920, year_max=1929) == {
        pk for pk, (first, last) in films.items() if first <= 1929 and last >= 1920
    }


def test_the_year_is_null_where_the_date_spans_several(api, films):
    for film in api.read("films/", limit=100)["results"]:
        first, last = films[film["id"]]
        assert film["year"] == (first if first == last else None)
        assert film["release_date"] == film["title"]


def test_films_are_sorted_by_the_first_day_then_the_last_then_the_id(api):
    dates = ("1927", "1926", "192X", "1926-01", "1926", "[1926,1927]", "1926-11-13")
    keys = {make_film(given_date=date).pk: (place, date) for place, date in enumerate(dates)}
    expected = ["192X", "1926-01", "1926", "1926", "[1926,1927]", "1926-11-13", "1927"]
    for ordering, order in (("year", expected), ("-year", expected[::-1])):
        rows, cursor = [], {}
        while True:
            page = api.read("films/", limit=2, ordering=ordering, **cursor)
            rows += page["results"]
            if not page["next"]:
                break
            cursor = {"cursor": page["next"].partition("cursor=")[2].partition("&")[0].replace("%3A", ":")}
        assert [keys[row["id"]][1] for row in rows] == order
        places = [keys[row["id"]][0] for row in rows if row["release_date"] == "1926"]
        assert places == sorted(places, reverse=ordering == "-year")
