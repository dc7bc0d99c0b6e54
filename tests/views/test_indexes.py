"""The indexes: what stands in them, with how many films, and that they tell nothing of what is unpublished."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Country, Genre
from tests.factories import (
    in_a_week,
    make_citation,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_person,
    make_question,
    make_source,
    make_subject,
    make_synopsis,
)

pytestmark = pytest.mark.django_db
INDEXES = ("companies", "sources", "genres", "countries", "decades", "subjects")


def read(client, name, query=""):
    response = client.get(reverse(name) + query)
    assert response.status_code == 200
    return response.content.decode()


def entries(client, name, query=""):
    """Return {name of an entry: (its link, the words beside it)}, in order."""
    rows = re.findall(
        r'<li>\s*<a href="([^"]+)"><bdi>(.*?)</bdi></a>\s*<span class="quiet">(.*?)</span>',
        read(client, name, query),
        re.DOTALL,
    )
    return {label: (link.replace("&amp;", "&"), " ".join(words.split())) for link, label, words in rows}


def count_of_list(client, link):
    """Return the count that the list says to which an entry leads."""
    html = client.get(link).content.decode()
    return re.search(r"<strong>(\d+) films?</strong>", html)[1]


def fill(film, *, company, source, subject):
    film.genres.add(Genre.objects.get(slug="drama"))
    film.countries.add(Country.objects.get(pk="PL"))
    film.subjects.add(subject)
    make_film_company(film, company=company)
    make_film_company(film, company=company, role_id="distribution")
    make_citation(film, source=source, field="title")
    make_synopsis(film, source=source)


@pytest.fixture
def catalogue():
    """Two films that share all, and two unpublished ones that have it, too, and more of their own."""
    shared_rows = {
        "company": make_company(name="Shared"),
        "source": make_source(title="Shared"),
        "subject": make_subject(name="Shared"),
    }
    hidden_rows = {
        "company": make_company(name="Hidden"),
        "source": make_source(title="Hidden"),
        "subject": make_subject(name="Hidden"),
    }
    for title in ("One", "Two"):
        fill(make_film(title=title, given_date="1955"), **shared_rows)
    for fields in ({"state": "draft"}, {"published_from": in_a_week()}):
        film = make_film(given_date="1855", **fields)
        fill(film, **shared_rows)
        fill(film, **hidden_rows)
        film.genres.add(Genre.objects.get(slug="war"))
        film.countries.add(Country.objects.get(pk="FR"))


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("name", INDEXES)
def test_an_index_has_what_published_films_have_and_counts_them_alone(client, name):
    [(label, (link, words))] = entries(client, name).items()
    assert label == {"genres": "Drama", "countries": "Poland", "decades": "1950s"}.get(name, "Shared")
    assert words.endswith("2 films")
    if link.startswith("/films/"):
        assert count_of_list(client, link) == "2"


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("name", INDEXES)
def test_an_index_stands_in_the_sitemap_and_at_the_foot_of_each_page(client, name):
    assert f"{reverse(name)}</loc>" in client.get("/sitemap-pages.xml").content.decode()
    html = client.get("/").content.decode()
    assert f'href="{reverse(name)}"' in html[html.index("<footer") :]


def test_a_source_counts_each_film_once_that_shows_it(client):
    source, other_source = make_source(title="Gazette"), make_source(title="Review")
    citing_film, told_film, asking_film, pictured_film = (make_film() for _ in range(4))
    make_citation(citing_film, source=source, field="title")
    make_citation(citing_film, source=source, credit=make_credit(citing_film))
    make_synopsis(told_film, source=source)
    make_synopsis(make_film(), source=source, state="draft")
    make_question(asking_film, readings=[(source, "yes")])
    make_question(make_film(), readings=[(source, "no")], state="draft")
    make_image(pictured_film, source=source)
    make_synopsis(told_film, source=other_source)
    assert entries(client, "sources")["Gazette"][1] == "web page, 4 films"
    assert entries(client, "sources")["Review"][1] == "web page, 1 film"


def test_a_country_counts_the_films_of_the_states_for_which_it_answers(client):
    make_film().countries.add("DE")
    make_film().countries.add("weimar-republic")
    joint_film = make_film()
    joint_film.countries.set(["DE", "weimar-republic"])
    for link, words in entries(client, "countries").values():
        assert words.rsplit(", ")[-1].split()[0] == count_of_list(client, link)
    assert entries(client, "countries")["Germany"] == ("/films/?country=DE", "3 films")


@pytest.mark.parametrize(
    ("dates", "counts"),
    [
        (["1920", "1929", "1930"], {"1930s": 1, "1920s": 2}),
        (["192X"], {"1920s": 1}),
        (["1925", "1928/1931"], {"1920s": 2}),
        (["1925", "1935", "1928/1931"], {"1930s": 2, "1920s": 2}),
        (["1925", None], {"1920s": 1}),
    ],
)
def test_a_decade_counts_the_films_that_may_be_of_it(client, dates, counts):
    for date in dates:
        make_film(given_date=date)
    decades = entries(client, "decades")
    assert {label: int(words.split()[0]) for label, (_, words) in decades.items()} == counts
    assert list(decades) == list(counts)
    for link, words in decades.values():
        assert words.split()[0] == count_of_list(client, link)


def test_entries_are_sorted_as_libraries_file_and_entered_by_letter(client):
    for name in ("Zenit", "Élan Films", "Eden", "20th Century"):
        make_film_company(make_film(), company=make_company(name=name))
    assert list(entries(client, "companies")) == ["20th Century", "Eden", "Élan Films", "Zenit"]
    assert list(entries(client, "companies", "?letter=e")) == ["Eden", "Élan Films"]
    assert list(entries(client, "companies", "?q=elan")) == ["Élan Films"]


@pytest.mark.parametrize("name", ["companies", "sources", "people", "subjects"])
def test_an_index_is_paged_with_letters(client, name):
    film = make_film()
    for number in range(121):
        if name == "companies":
            make_film_company(film, company=make_company(name=f"Berg {number}"))
        elif name == "sources":
            make_citation(film, source=make_source(title=f"Berg {number}"), field="title")
        elif name == "people":
            make_credit(film, person=make_person(name=f"Ann Berg{number}"))
        else:
            film.subjects.add(make_subject(name=f"Berg {number}"))
    html = read(client, name, "?page=2")
    assert "Page 2 of" in html
    assert 'href="?letter=b"' in html
    assert "letter=c" not in html


@pytest.mark.parametrize("name", [*INDEXES, "people"])
def test_a_letter_or_a_name_that_means_nothing_is_refused_in_words(client, name):
    if name != "decades":
        response = client.get(reverse(name), {"letter": "ab"})
        assert response.status_code == 400
    assert client.get(reverse(name), {"page": "x"}).status_code == 400


@pytest.mark.parametrize("name", [*INDEXES, "people"])
def test_an_index_costs_the_same_queries_for_one_entry_and_for_many(client, name):
    def price():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            read(client, name)
        return len(queries)

    def add(number):
        film = make_film(given_date=f"{1900 + 10 * number}")
        fill(film, company=make_company(), source=make_source(), subject=make_subject())
        film.genres.add(Genre.objects.all()[number])
        film.countries.add(Country.objects.all()[number])
        make_credit(film)

    add(0)
    price_of_one = price()
    for number in range(1, 7):
        add(number)
    assert price() == price_of_one


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Peter Weir", "PW"), ("Cher", "C"), ("Ann B. (the younger) Berg", "AB"), ("黒澤明", "黒"), ("7", "7")],
)
def test_who_has_no_picture_has_the_first_letters_of_the_name(client, name, letters):
    make_credit(make_film(), person=make_person(name=name))
    html = read(client, "people")
    assert re.search(r'<span class="face" aria-hidden="true">\s*(.*?)\s*</span>', html)[1] == letters
