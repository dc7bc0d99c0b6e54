"""What a visitor asks for costs what its answer shows, not what the catalogue holds: held by the shape of the queries."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import filters
from catalog.models import Film, Genre, Person
from catalog.views import sitemaps, top
from catalog.views.core import letters
from tests.factories import (
    make_award,
    make_citation,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_person,
    make_source,
    make_subject,
    make_synopsis,
    make_vote,
    make_work,
)

pytestmark = pytest.mark.django_db

# Tables of the rows by which films show people, companies and sources.
ROWS_OF_FILMS = (
    "credit",
    "award",
    "award_recipients",
    "filmwork",
    "work_authors",
    "filmcompany",
    "citation",
    "synopsis",
    "article",
    "reading",
    "image",
)
LISTS = [
    "/people/",
    "/people/?q=w",
    "/search/?q=w",
    "/sitemap.xml",
    "/sitemap-people.xml",
    "/sitemap-companies.xml",
    "/sitemap-sources.xml",
    "/api/v1/people/?count=true",
    "/api/v1/people/?q=w&count=true",
    "/api/v1/companies/?count=true",
    "/api/v1/sources/?count=true",
    "/api/v1/search/?q=w&count=true",
    "/api/v1/find/?imdb=nm0001837",
]
NOUNS = ("catalog_person", "catalog_company", "catalog_source")


def selects(client, url):
    """Return the queries of a page, without the one by which each page learns whether something of the site has changed."""
    with CaptureQueriesContext(connection) as context:
        answer = client.get(url)
        assert answer.status_code == 200, url
    queries = [query["sql"] for query in context.captured_queries if query["sql"].lstrip("( ").startswith("SELECT")]
    return [sql for sql in queries if '"catalog_site"."stamp"' not in sql]


@pytest.fixture
def crowd():
    """A film with all that shows people, companies and sources."""
    film = make_film()
    make_credit(film, person=make_person(name="Peter Weir"))
    make_award(film, recipients=[make_person(name="Wilma Winner")])
    make_work(film, authors=[make_person(name="Walter Writer")])
    make_film_company(film)
    make_citation(film, source=make_source(), field="logline")
    make_synopsis(film, source=make_source())


@pytest.mark.parametrize("url", LISTS)
def test_lists_of_people_companies_and_sources_look_for_no_film_that_shows_them(client, crowd, url):
    for sql in selects(client, url):
        if any(f'FROM "{noun}"' in sql for noun in NOUNS):
            assert not [row for row in ROWS_OF_FILMS if f'"catalog_{row}"' in sql], sql
            assert '"catalog_film"' not in sql or " UNION ALL " in sql, sql


INDEXES = ("companies", "sources", "genres", "countries", "decades", "subjects")


@pytest.mark.parametrize("url", ["/films/", *(f"/{name}/" for name in INDEXES)])
def test_films_are_counted_for_the_indexes_and_filters_once_until_the_catalogue_changes(client, crowd, url):
    film = Film.objects.get()
    film.genres.add(Genre.objects.get(slug="drama"))
    film.countries.add("PL")
    film.subjects.add(make_subject())

    def counts():
        with CaptureQueriesContext(connection) as context:
            client.get(url)
        return [query["sql"] for query in context.captured_queries if "GROUP BY" in query["sql"]]

    assert counts()
    assert not counts()
    film.save()
    assert counts()


@pytest.mark.parametrize("url", [f"/{name}/" for name in INDEXES])
def test_an_index_of_a_changed_catalogue_tells_the_new_numbers_at_once(client, url):
    def fill(film):
        film.genres.add(Genre.objects.get(slug="drama"))
        film.countries.add("PL")
        film.subjects.add(subject)
        make_film_company(film, company=company)
        make_citation(film, source=source, field="title")

    company, source, subject = make_company(), make_source(), make_subject()
    films = [make_film(given_date="1955") for _ in range(2)]
    for film in films:
        fill(film)
    assert "2 films" in client.get(url).text
    Film.objects.filter(pk=films[0].pk).withdraw()
    html = client.get(url).text
    assert "1 film" in html
    assert "2 films" not in html


def test_letters_of_a_whole_list_and_of_a_filtered_one_are_found_alike():
    for title in ("Anna", "Émile", "7 Days", "楢山", "–", "Zoo"):
        make_film(title=title)
    films = Film.objects.published().order_by()
    expected = {"a", "e", "0-9", "other", "z"}
    assert letters.letters_of_index(films) == letters.letters_of_short_list(films) == expected


def test_films_that_rank_low_are_counted_on_the_last_page_of_the_top_alone(client, monkeypatch):
    def counts():
        return [sql for sql in selects(client, "/top/") if "COUNT(" in sql and '"weighted" < ' in sql]

    for stars in (5, 5, 1):
        make_vote(make_film(), stars=stars)
    assert counts()
    monkeypatch.setattr(top, "SIZE", 1)
    assert not counts()


def test_a_filter_offers_no_more_terms_than_can_be_chosen_from(client, monkeypatch):
    monkeypatch.setattr(filters, "MOST_OFFERED", 2)
    film = make_film()
    subjects = [make_subject(name=f"Subject {number}") for number in range(4)]
    film.subjects.set(subjects)
    make_film().subjects.add(subjects[3])
    html = client.get("/films/", {"subject": subjects[2].slug}).text
    assert re.findall(r"<option[^>]*>\s*(Subject \d)", html) == ["Subject 0", "Subject 2", "Subject 3"]


def plan_of(sql, params):
    """Return the words of the database's plan of a query."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table of a test is so small that reading all of it and sorting is cheaper than an index.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' * (connection.vendor == 'sqlite')}{sql}", params)
        return " ".join(str(row[-1]) for row in cursor.fetchall())


def test_the_list_of_people_is_read_in_the_order_of_its_index(crowd):
    plan = plan_of(*Person.objects.listed()[100:160].query.sql_with_params())
    assert "person_sort" in plan
    assert "SORT" not in plan.upper().replace("PERSON_SORT", "")


@pytest.mark.parametrize("noun", ["person", "film", "company", "source"])
def test_a_file_of_the_sitemap_reads_a_range_of_ids_and_skips_no_row(client, crowd, noun):
    section = {"person": "people", "film": "films", "company": "companies", "source": "sources"}[noun]
    [sql] = selects(client, f"/sitemap-{section}.xml")
    assert "OFFSET" not in sql
    assert "COUNT(" not in sql
    assert re.search(rf'"catalog_{noun}"\."id" <= {sitemaps.RANGE}\b', sql)
    assert "search_text" not in sql


def locations(client, url):
    return re.findall(r"<loc>https?://[^/]*(.*?)</loc>", client.get(url).content.decode())


def test_the_sitemap_has_a_file_for_each_range_of_ids_that_has_pages(client, monkeypatch):
    film = make_film()
    people = [make_credit(film).person for _ in range(7)]
    first = people[0].pk
    monkeypatch.setattr(sitemaps, "RANGE", first + 1)
    numbers = sorted({(person.pk - 1) // (first + 1) + 1 for person in people})
    files = [address for address in locations(client, "/sitemap.xml") if "people" in address]
    assert files == [f"/sitemap-people.xml{'' if number == 1 else f'?p={number}'}" for number in numbers]
    addresses = [address for file in files for address in locations(client, file)]
    assert addresses == [person.get_absolute_url() for person in people]


def test_the_index_of_the_sitemap_says_when_each_file_changed(client, crowd):
    changed_at = Person.objects.order_by("-updated_at")[0].updated_at
    index = client.get("/sitemap.xml").content.decode()
    entries = re.findall(r"sitemap-people\.xml[^<]*</loc>\s*<lastmod>(.*?)</lastmod>", index)
    assert entries
    assert all(entry.startswith(changed_at.strftime("%Y-%m-%d")) for entry in entries)


@pytest.mark.parametrize("number", ["behind the last", "0", "-1", "x", "²", "9" * 30])
def test_the_sitemap_has_no_file_without_rows(client, crowd, number):
    if number == "behind the last":
        number = Person.objects.latest("pk").pk // sitemaps.RANGE + 2
    assert client.get(f"/sitemap-people.xml?p={number}").status_code == 404


def test_each_section_of_the_index_takes_one_query(client, crowd):
    assert len(selects(client, "/sitemap.xml")) == len(sitemaps.SITEMAPS) - 1
