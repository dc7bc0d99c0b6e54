"""What bringing films in costs: the time of an import, reading included, and of writing the very rows that it wrote by bare statements.

The floor is `executemany` on SQLite (CPU) and COPY on PostgreSQL (wall), a hundredth of each table at a time.
"""

import csv
import json
import resource
import time

import pytest
from django.apps import apps
from django.db import connection, transaction

from catalog.exchange.bringing_in import run
from catalog.models import Film, Import
from catalog.models.written_queries import write_rows

FILMS, ROWS = 2000, 20
PARTS = 100


@pytest.fixture
def files(tmp_path):
    """Write tables of films as TMDB has them, each with a cast and a crew of people who work on several films."""
    with (
        (tmp_path / "tmdb_5000_movies.csv").open("w", newline="", encoding="utf-8") as films,
        (tmp_path / "tmdb_5000_credits.csv").open("w", newline="", encoding="utf-8") as credit_lists,
    ):
        film_table, credit_table = csv.writer(films), csv.writer(credit_lists)
        film_table.writerow(["id", "title", "original_title", "original_language", "release_date", "runtime"])
        credit_table.writerow(["movie_id", "title", "cast", "crew"])
        for number in range(1, FILMS + 1):
            people = [(number * 7 + place, f"Anna Maria Person {number * 7 + place}") for place in range(ROWS)]
            cast = [
                {"id": key, "name": name, "order": place, "character": f"Role {place}"}
                for place, (key, name) in enumerate(people[: ROWS // 2])
            ]
            crew = [
                {"id": key, "name": name, "department": "Camera", "job": "Camera Operator"}
                for key, name in people[ROWS // 2 :]
            ]
            film_table.writerow([number, f"Film {number}", f"Film {number}", "en", "2010-01-21", 90])
            credit_table.writerow([number, f"Film {number}", json.dumps(cast), json.dumps(crew)])
    return tmp_path


def clock():
    return time.perf_counter() if connection.vendor == "postgresql" else time.process_time()


def tables():
    """Return {model: keys that stand in its table} of what an import writes."""
    models = apps.get_app_config("catalog").get_models(include_auto_created=True)
    return {
        model: set(model._base_manager.values_list("pk", flat=True))
        for model in models
        if model._meta.model_name != "import"
    }


def stored_rows(earlier_keys):
    """Read the rows that came since, {table: (columns, rows)}, as the columns hold them, and delete them."""
    tables_of_rows = {}
    with transaction.atomic(), connection.cursor() as cursor:
        for model, keys in earlier_keys.items():
            columns = [field.column for field in model._meta.concrete_fields if not field.generated]
            names = ", ".join(map(connection.ops.quote_name, columns))
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT {names} FROM {table}")  # noqa: S608
            place = columns.index(model._meta.pk.column)
            rows = [storable(row) for row in cursor.fetchall() if row[place] not in keys]
            if rows:
                tables_of_rows[model._meta.db_table] = columns, rows
                key = connection.ops.quote_name(model._meta.pk.column)
                cursor.executemany(f"DELETE FROM {table} WHERE {key} = %s", [[row[place]] for row in rows])  # noqa: S608
    return tables_of_rows


def storable(row):
    return [json.dumps(value) if isinstance(value, dict | list) else value for value in row]


@pytest.mark.django_db(transaction=True)
def bench_bringing_films_in(files):
    earlier_keys = tables()
    began = clock()
    report = run.bring_in(run.new_import("tmdb", [files], {}, "draft"))
    took = clock() - began
    assert report.last_line() == f"created {FILMS}, changed 0, unchanged 0, refused 0"
    assert Film.objects.count() == FILMS
    Import.objects.update(source=None)
    tables_of_rows = stored_rows(earlier_keys)
    row_count = sum(len(rows) for _, rows in tables_of_rows.values())
    began = clock()
    # Rows refer to rows of later parts, so one transaction holds all.
    with transaction.atomic():
        for part in range(PARTS):
            for table, (columns, rows) in tables_of_rows.items():
                some_rows = rows[len(rows) * part // PARTS : len(rows) * (part + 1) // PARTS]
                if some_rows:
                    write_rows(table, columns, some_rows)
    floor = clock() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"\nimport of {FILMS} films, {row_count:,} rows, on {connection.vendor}: {took:.1f} s; bare statements: {floor:.1f} s; "
        f"ratio {took / floor:.1f} (at most 3); {memory} MB"
    )
