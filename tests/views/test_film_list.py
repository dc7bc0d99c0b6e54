"""The list of films: what its form shows at once, its letters, and what search engines are told of it."""

import re

import pytest
from django.conf import settings

from catalog.models import Genre
from tests.factories import make_film, make_person

pytestmark = pytest.mark.django_db
FIRST = {"q", "genre", "year_min", "year_max", "ordering"}


def read(client, query="", path="/films/", status=200):
    response = client.get(f"{path}{query}")
    assert response.status_code == status
    return response.content.decode()


def fold_of(html):
    return html[html.index('<details class="more-filters"') : html.index("</details>")]


def names(html):
    return set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', html))


def canonical(html):
    return re.search(r'<link rel="canonical" href="([^"]*)">', html)[1].replace("&amp;", "&")


def is_indexed(html):
    return 'name="robots" content="noindex"' not in html


def test_title_genre_years_and_order_are_shown_and_the_other_filters_are_folded(client):
    html = read(client)
    form = html[html.index('<form class="filter"') :]
    assert names(form[: form.index("<details")]) == FIRST
    assert {"country", "kind", "rating_min", "votes_min", "subject"} <= names(fold_of(html))
    assert 'class="more-filters">' in fold_of(html)


@pytest.mark.parametrize(
    ("query", "count"), [("?sound=silent", 1), ("?sound=silent&votes_min=2", 2), ("?genre=drama&q=x&year_min=1900", 0)]
)
def test_the_fold_says_how_many_of_its_filters_are_in_use_and_is_open_where_there_are_some(client, query, count):
    fold = fold_of(read(client, query))
    assert (f"{count} in use" in fold) == (count > 0)
    assert ('class="more-filters" open>' in fold) == (count > 0)


def test_the_fold_is_open_where_a_filter_in_it_means_nothing(client):
    assert "1 in use" in fold_of(read(client, "?votes_min=many", status=400))


@pytest.mark.parametrize(
    ("query", "address", "indexed"),
    [
        ("", "", True),
        ("?genre=drama", "?genre=drama", True),
        ("?q=&genre=drama&country=&year=&ordering=", "?genre=drama", True),
        ("?year_min=01950", "?year_min=1950", True),
        ("?page=2", "?page=2", True),
        ("?genre=drama&year_min=1900", "?genre=drama&year_min=1900", False),
        ("?q=film", "?q=film", False),
        ("?ordering=title", "", False),
        ("?letter=f", "?letter=f", True),
    ],
)
def test_a_filtered_page_is_known_by_its_own_address_and_left_out_with_several_filters(client, query, address, indexed):
    for _ in range(25):
        make_film(given_date="1960").genres.add(Genre.objects.get(slug="drama"))
    html = read(client, query)
    assert canonical(html) == f"{settings.SITE_URL}/films/{address}"
    assert is_indexed(html) == indexed


def test_a_filtered_list_of_people_is_known_by_its_own_address(client):
    for _ in range(61):
        make_person(name="Ann Berg")
    assert canonical(read(client, "?letter=b", path="/people/")).endswith("/people/?letter=b")


def test_films_are_listed_under_the_letter_that_they_are_sorted_by(client):
    films = {title: make_film(title=title) for title in ("The Birds", "Élan", "8½", "Дорога", "Eden")}
    for letter, titles in {"b": ["The Birds"], "e": ["Eden", "Élan"], "0-9": ["8½"], "other": ["Дорога"]}.items():
        html = read(client, f"?letter={letter}")
        titles_there = sorted(
            (html.index(film.get_absolute_url()), title) for title, film in films.items() if title in html
        )
        assert [title for _, title in titles_there] == titles, letter
        assert '<option value="title" selected>' in html
        assert f'<input type="hidden" name="letter" value="{letter}">' in html


def test_letters_lead_only_to_what_is_there_and_keep_the_other_filters(client):
    for number in range(25):
        make_film(title=f"Birds {number}", given_date="1960")
    make_film(title="Cranes", given_date="1970")
    make_film(title="Ducks", state="draft")
    html = read(client, "?year_min=1950&page=1")
    assert 'href="?year_min=1950&amp;letter=b"' in html
    assert 'href="?year_min=1950&amp;letter=c"' in html
    assert "letter=d" not in html
    assert "letter=c" not in read(client, "?year_max=1965")
    assert 'aria-current="true">B</a>' in read(client, "?letter=b")


def test_a_list_that_fits_on_a_page_needs_no_letters(client):
    make_film(title="Birds")
    assert 'class="letters"' not in read(client)


def test_a_letter_that_is_none_is_refused_in_words(client):
    assert "There is no such letter." in read(client, "?letter=ab", status=400)
