"""The CPU time of public pages on a big catalogue: of this process, and of PostgreSQL's where that is the database.

`FILMS=4800 PEOPLE=105000` is the catalogue that no page may take 300 ms on. It is made here, which takes a minute or two.
"""

import gc
import os
from datetime import timedelta
from itertools import chain
from pathlib import Path
from time import process_time

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from catalog.models import Citation, Company, Credit, Film, FilmCompany, Person, Source, State
from catalog.models.base import refresh_once
from tests.factories import make_job

pytestmark = pytest.mark.django_db

FILMS, PEOPLE = int(os.environ.get("FILMS", "1200")), int(os.environ.get("PEOPLE", "26000"))
CREDITS_A_FILM, SOURCES, CITED_EVERYWHERE, COMPANIES = 49, 1500, 20, 1200
LIMIT_MS = 300
FIELDS = ("logline", "runtime_minutes", "genres", "countries", "languages", "original_title")


def insert(model, rows):
    rows = list(rows)
    for row in rows:
        if hasattr(row, "derive"):
            row.derive()
    model.objects.bulk_create(rows, batch_size=2000)
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def load_catalogue():
    """Insert films with credits, companies and sources; each film cites the same CITED_EVERYWHERE sources, the first for each credit."""
    start = timezone.now() - timedelta(days=900)
    films = [
        Film(
            title=f"The Film {n}",
            given_date=f"{1920 + n % 100}",
            state=State.PUBLISHED,
            published_from=start + timedelta(minutes=n),
        )
        for n in range(FILMS)
    ]
    films, job = insert(Film, films), make_job()
    people = insert(Person, (Person(name=f"Anna {n:x} Berg {n % 977}") for n in range(PEOPLE)))
    companies = insert(Company, (Company(name=f"Company {n}") for n in range(COMPANIES)))
    sources = insert(Source, (Source(title=f"Source {n}") for n in range(SOURCES)))
    with refresh_once():
        credit_rows = (
            Credit(
                film_id=film,
                job=job,
                person_id=people[(place * CREDITS_A_FILM + order * 7) % PEOPLE],
                billing_order=order,
            )
            for place, film in enumerate(films)
            for order in range(CREDITS_A_FILM)
        )
        insert(Credit, credit_rows)
        insert(
            FilmCompany,
            (FilmCompany(film_id=film, company_id=companies[n % COMPANIES]) for n, film in enumerate(films)),
        )
        of_credits = (
            Citation(film_id=film, source_id=sources[0], credit_id=credit)
            for credit, film in Credit.objects.values_list("pk", "film_id")
        )
        of_fields = (
            Citation(film_id=film, source_id=source, field=FIELDS[n % len(FIELDS)])
            for place, film in enumerate(films)
            for n, source in enumerate([*sources[:CITED_EVERYWHERE], sources[CITED_EVERYWHERE:][place % 1000]])
        )
        insert(Citation, chain(of_credits, of_fields))


def most(model, owner):
    """Return the row that most rows of a model belong to."""
    rows = model.objects.order_by().values(owner).annotate(rows=Count("pk")).order_by("-rows", owner)
    return model._meta.get_field(owner).related_model.objects.get(pk=rows[0][owner])


def pages():
    """Return the addresses to measure: the first and the last page of lists, and of each noun the one with most rows."""
    film, person, company = most(Credit, "film"), most(Credit, "person"), most(FilmCompany, "company")
    source, rare = most(Citation, "source"), Source.objects.published().last()
    last_films, last_people = -(-FILMS // 24), -(-Person.objects.published().count() // 60)
    orderings = ("newest", "title", "-title", "-year", "year", "-rating", "-votes", "-updated_at", "updated_at")
    address, of_film = film.get_absolute_url(), f"/api/v1/films/{film.pk}/"
    return [
        "/",
        *(f"/films/?ordering={ordering}&page={number}" for ordering in orderings for number in (1, last_films)),
        *(f"/films/?{query}" for query in ("q=film", "q=zardoz", "year_min=1930", f"person={person.pk}")),
        *(f"/people/?{query}" for query in ("page=1", f"page={last_people}", "q=a", "q=berg&page=20", "q=zardoz")),
        person.get_absolute_url(),
        company.get_absolute_url(),
        *(f"{row.get_absolute_url()}?page={n}" for row, n in ((source, 1), (source, -(-FILMS // 48)), (rare, 1))),
        *(f"{address}{part}" for part in ("", "credits/", "sources/", f"?according_to={source.pk}")),
        *(f"/{name}/" for name in ("companies", "sources", "genres", "countries", "decades", "subjects")),
        *(f"/{name}/?letter=f" for name in ("films", "people", "sources")),
        "/top/",
        *(f"/search/?q={word}" for word in ("a", "anna", "berg", "zardoz")),
        *(f"/sitemap{name}.xml" for name in ("", "-films", "-people", "-companies", "-sources")),
        "/feeds/films/",
        *(f"/api/v1/{name}/?limit=100&count=true" for name in ("films", "people", "companies", "sources")),
        *(f"/api/v1/search/?q={word}&limit=100&count=true" for word in ("a", "berg", "zardoz")),
        "/api/v1/films/?include=credits,citations&limit=100",
        *(f"{of_film}{part}" for part in ("?include=credits,citations", "credits/?limit=100", "citations/?limit=100")),
    ]


def cpu_seconds(backend):
    """Return the CPU time until now: of this process and, by its process id, of the database's."""
    own = process_time()
    return own + int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1e9 if backend else own


def bench_public_pages(client):
    load_catalogue()
    backend = None
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # Workers of a parallel query are processes of their own: so the backend does all of it.
            cursor.execute("SET max_parallel_workers_per_gather = 0")
            cursor.execute("SELECT pg_backend_pid()")
            backend = cursor.fetchone()[0]
    # What the catalogue's loading left behind is no page's to clear away.
    gc.collect()
    gc.freeze()
    costs = {}
    for url in pages():
        assert client.get(url).status_code == 200, url
        start = cpu_seconds(backend)
        client.get(url)
        costs[url] = (cpu_seconds(backend) - start) * 1000
    print(f"\nCPU of a page, {FILMS} films, {PEOPLE} people, {connection.vendor}; no page may take {LIMIT_MS} ms:")
    for url, cost in sorted(costs.items(), key=lambda pair: -pair[1]):
        print(f"{cost:8.1f} ms  {url}")
