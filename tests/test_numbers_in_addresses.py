"""Whatever stands in an address where a number belongs: it is read by one function, or refused in words that quote it."""

from urllib.parse import quote

import pytest
from django.contrib.auth.models import User

from catalog.texts.numbers import excerpt
from tests.admin.desk_forms import address
from tests.factories import make_film, make_source, make_synopsis

ZEROS = "0" * 5000
NO_NUMBERS = ["9" * 5000, "9" * 19, "-1", "+1", "１２", "٣", "1_000", "1e3", "1.0", "²", "1\0", "x"]
PADDED = ["0000000000019", f"{ZEROS}19"]
PATHS = (
    "/films/{}/", "/films/{}-x/credits/", "/people/{}/", "/companies/{}/", "/sources/{}/", "/feeds/films/{}/",
    f"/images/{{}}/{'0' * 32}/480.webp", "/api/v1/films/{}/", "/api/v1/films/{}/credits/", "/api/v1/people/{}/",
)  # fmt: skip
DESK_PATHS = ("{}/change/", "{}/delete/", "{}/history/", "1/history/{}/", "{}/restore/", "{}/preview/", "{}/alignment/")


@pytest.fixture
def told_film(film):
    """A film with a source that says something, and two texts."""
    for _ in range(2):
        make_synopsis(film, source=make_source())
    return film


@pytest.fixture
def visitor(client, db):
    client.raise_request_exception = False
    return client


@pytest.fixture
def administrator(visitor):
    visitor.force_login(User.objects.create_superuser("root", password="correct horse"))
    return visitor


def pages_and_parameters(film):
    page = film.get_absolute_url()
    yield from ((path, "page") for path in ("/films/", "/people/", "/top/"))
    yield from (("/films/", name) for name in ("year", "year_min", "year_max", "person", "company", "votes_min"))
    yield from ((page, "according_to"), *((f"{page}synopses/compare/", side) for side in ("left", "right")))
    api = f"/api/v1/films/{film.pk}/"
    yield from ((f"{api}{part}", "according_to") for part in ("", "credits/", "releases/", "titles/"))
    yield from ((f"{api}synopses/", "spoiler_max"), (f"{api}comments/", "limit"))
    yield from (("/api/v1/films/", name) for name in ("limit", "year", "person", "ids", "votes_min", "rating_min"))
    yield from ((f"{api}synopses/compare/", f"left=1&{side}") for side in ("right",))


@pytest.mark.parametrize("value", NO_NUMBERS)
def test_what_is_no_number_is_refused_in_words_that_quote_it(visitor, told_film, value):
    for path, name in pages_and_parameters(told_film):
        if name == "rating_min" and value == "1.0":
            continue
        response = visitor.get(f"{path}?{name}={quote(value)}")
        assert response.status_code == 400, (path, name)
        # Both refuse NUL before any field reads it.
        if "\0" not in value or name == "page":
            assert excerpt(value).strip() in response.text, (path, name, response.text)


@pytest.mark.parametrize("value", PADDED)
def test_zeros_in_front_change_no_number(visitor, told_film, value):
    for path, name in pages_and_parameters(told_film):
        padded, plain = (visitor.get(f"{path}?{name}={number}") for number in (value, "19"))
        assert padded.status_code == plain.status_code < 500, (path, name)
    source = told_film.synopses.first().source
    answer = visitor.get(f"/api/v1/films/{told_film.pk}/?according_to={ZEROS}{source.pk}")
    assert answer.json()["id"] == told_film.pk
    assert visitor.get(f"/films/?page={ZEROS}1").context["page"].number == 1


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_holds_no_number_is_404(visitor, told_film, path):
    for value in [*NO_NUMBERS, *PADDED]:
        assert visitor.get(path.format(quote(value, safe=""))).status_code == 404, value[:20]


def test_digits_of_other_scripts_are_no_row_of_the_desk(administrator, told_film):
    for value in NO_NUMBERS:
        for path in DESK_PATHS:
            typed_path = path.format(quote(value, safe=""))
            response = administrator.get(address("film", "changelist") + typed_path)
            assert response.status_code in (302, 400, 404), (path, value[:20])
            # Django's own catch-all adds `change/` to any address.
            assert response.get("Location", "/admin/").endswith(("/admin/", "/change/")), (path, value[:20])


@pytest.mark.parametrize("value", [*NO_NUMBERS, *PADDED, "", "77"])
def test_pages_of_the_desk_refuse_numbers_that_cannot_be(administrator, told_film, value):
    film_page = f"{address('film', 'changelist')}{told_film.pk}/history/"
    people, films = address("person", "changelist"), address("film", "changelist")
    for path in (film_page, *(f"{people}{page}/" for page in ("merges", "duplicates", "deleted"))):
        response = administrator.get(path, {"page": value})
        assert response.status_code == (404 if value in (*PADDED, "77") else 400), path
        assert excerpt(value).strip() in response.text, path
    for path, name in (
        *((films, name) for name in ("p", "o", "id", "id__exact", "pk__in", "year__gte", "all", "_to_field")),
        (f"{film_page}compare/", "left"),
        (address("release", "add"), "film"),
        (f"{films}{told_film.pk}/change/", "_to_field"),
        (f"{films}{told_film.pk}/alignment/", "left"),
        (address("citation", "changelist"), "source"),
        (f"{people}merge/", "left"),
    ):
        assert administrator.get(path, {name: value}).status_code < 500, (path, name)


def test_the_refusal_of_a_list_is_the_same_on_every_list(visitor):
    make_film()
    for number, words in (("1_0", "“1_0” is no page number"), ("0099", "no page 0099")):
        for path in ("/films/", "/people/", "/top/"):
            assert words in visitor.get(f"{path}?page={number}").text
