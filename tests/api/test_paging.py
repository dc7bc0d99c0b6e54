"""Pages of a list: complete, without repeats, in each order, forward and back, also if rows are added or removed meanwhile."""

import re
from itertools import chain

import pytest

from catalog.api.core.pagination import MOST_ROWS
from catalog.filters import FILM_ORDERINGS
from catalog.models import Film
from tests.factories import make_comment, make_credit, make_film, make_job, make_person, make_release, make_vote


def follow(api, address, towards="next"):
    """Return the pages from an address on, as lists of ids."""
    while address:
        page = api.get(address).json()
        yield [row["id"] for row in page["results"]]
        address = page[towards]


def make_films(number):
    """Make films; some share a date, a title or a rating, and some have none."""
    for place in range(number):
        film = make_film(title=f"Film {place // 2}")
        if place % 3:
            make_release(film, date=("2010", "2010-09", "2010-09-03")[place % 3])
        for _ in range(place % 4):
            make_vote(film, stars=place % 5 + 1)


@pytest.mark.parametrize("ordering", [None, *FILM_ORDERINGS])
def test_pages_hold_each_film_once_in_the_order_of_one_great_page(api, ordering):
    make_films(9)
    order = f"&ordering={ordering}" if ordering else ""
    (whole,) = follow(api, f"/api/v1/films/?fields=id{order}")
    pages = list(follow(api, f"/api/v1/films/?fields=id&limit=2{order}"))
    assert [len(page) for page in pages] == [2, 2, 2, 2, 1]
    assert list(chain(*pages)) == whole
    assert sorted(whole) == sorted(Film.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("ordering", [None, *FILM_ORDERINGS])
def test_pages_lead_back_the_way_they_came(api, ordering):
    make_films(7)
    address = "/api/v1/films/?fields=id&limit=3" + (f"&ordering={ordering}" if ordering else "")
    pages = list(follow(api, address))
    for _ in pages[1:]:
        address = api.get(address).json()["next"]
    assert list(follow(api, address, "previous")) == pages[::-1]


def test_credits_without_a_billing_order_come_last_on_each_page(api, film):
    gaffer = make_job("Gaffer", "Lighting")
    for billing, job in ((None, None), (2, None), (1, None), (None, gaffer), (1, gaffer), (None, None)):
        make_credit(film, billing_order=billing, job=job)
    (whole,) = follow(api, f"/api/v1/films/{film.pk}/credits/")
    assert list(chain(*follow(api, f"/api/v1/films/{film.pk}/credits/?limit=1"))) == whole
    billed = [credit["billing_order"] for credit in api.read(f"films/{film.pk}/credits/")["results"]]
    assert billed == [1, 2, None, None, 1, None]


def test_a_film_that_comes_or_goes_between_pages_moves_no_other(api):
    films = [make_film(title=title) for title in "BDFHJL"]
    first = api.read("films/", ordering="title", limit=2)
    make_film(title="A")
    films[1].delete()
    films[2].delete()
    rest = list(chain(*follow(api, first["next"])))
    assert rest == [film.pk for film in films[3:]]


def test_the_page_before_an_emptied_one_begins_with_its_own_last_row(api):
    films = [make_film(title=title) for title in "ABC"]
    second = api.get(api.read("films/", ordering="title", limit=1)["next"]).json()
    films[2].delete()
    empty = api.get(second["next"]).json()
    assert empty["results"] == []
    assert empty["next"] is None
    assert next(follow(api, empty["previous"])) == [films[1].pk]


def test_the_link_header_says_the_same_as_the_page(api):
    for _ in range(3):
        make_film()
    first = api.get("/api/v1/films/?limit=1")
    assert first.headers["Link"] == f'<{first.json()["next"]}>; rel="next"'
    second = api.get(first.json()["next"])
    links = dict(re.findall(r'<([^>]+)>; rel="(\w+)"', second.headers["Link"]))
    assert list(links.values()) == ["next", "prev"]
    assert list(links) == [second.json()["next"], second.json()["previous"]]


def test_a_page_is_counted_only_if_asked(api):
    for _ in range(3):
        make_film()
    assert "count" not in api.read("films/", limit=1)
    assert api.read("films/", limit=1, count="true")["count"] == 3
    assert api.read("films/", limit=1, count="True", year=1950)["count"] == 0


@pytest.mark.parametrize("limit", ["0", "-1", str(MOST_ROWS + 1), "x", "1.0", "٣", "9" * 40, "1e1"])
def test_a_limit_beyond_its_bounds_is_refused(api, limit):
    assert list(api.faults("films/", limit=limit)) == ["limit"]


def test_a_cursor_serves_its_own_list_in_its_own_order_and_no_other(api):
    for _ in range(3):
        make_credit(make_film(), person=make_person())
    cursor = re.search(r"cursor=([^&]+)", api.read("films/", ordering="title", limit=1)["next"])[1].replace("%3A", ":")
    assert api.read("films/", ordering="title", limit=1, cursor=cursor)["results"]
    for route, order in (("films/", {"ordering": "-title"}), ("films/", {}), ("people/", {}), ("genres/", {})):
        assert api.faults(route, cursor=cursor, **order) == {"cursor": "invalid_cursor"}
    for bad in ("x", cursor[:-1], "A" + cursor, cursor.swapcase(), "é:é", "a" * 1999):
        assert api.faults("films/", ordering="title", cursor=bad) == {"cursor": "invalid_cursor"}
    assert api.faults("films/", cursor="a" * 3000) == {"cursor": "max_length"}


def test_the_cost_of_a_page_does_not_grow_with_its_depth(api, django_assert_num_queries):
    for _ in range(8):
        make_film()
    pages = ["/api/v1/films/?fields=id,title&limit=2"]
    while address := api.get(pages[-1]).json()["next"]:
        pages.append(address)
    for page in pages:
        with django_assert_num_queries(1):
            api.get(page)


def test_comments_page_in_the_order_they_were_written(api, film):
    comments = [make_comment(film).pk for _ in range(5)]
    assert list(chain(*follow(api, f"/api/v1/films/{film.pk}/comments/?limit=2"))) == comments


def test_search_pages_over_films_people_and_companies(api):
    for name in ("Anna", "Bert", "Anton"):
        make_credit(make_film(title=f"{name} walks"), person=make_person(name=f"{name} Walker"))
    whole = [(row["type"], row["id"]) for row in api.read("search/", q="walk")["results"]]
    assert [kind for kind, _ in whole] == ["film"] * 3 + ["person"] * 3
    address, walked = "/api/v1/search/?q=walk&limit=2&count=true", []
    while address:
        page = api.get(address).json()
        assert page["count"] == 6
        walked += [(row["type"], row["id"]) for row in page["results"]]
        address, last = page["next"], page
    assert walked == whole
    assert len(api.get(last["previous"]).json()["results"]) == 2
