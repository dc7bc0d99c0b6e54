"""A list at the desk becomes a sheet of what it shows: all rows that it finds, with their ids, and nothing that runs as a formula."""

import csv
import io
import tracemalloc

import pytest
from django.contrib import admin
from openpyxl import load_workbook

from catalog.admin.core import exports
from catalog.exchange.sheets.cells import cell
from catalog.exchange.sheets.writing import csv_pieces
from catalog.models import Film, State
from tests.admin.desk_forms import address
from tests.factories import make_credit, make_film, make_person, make_release

pytestmark = pytest.mark.django_db


def sheet(desk, noun, query=""):
    """Return the rows of a list's CSV, each as {label: cell}."""
    response = desk.get(address(noun, "export_csv") + query)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_a_sheet_has_the_rows_that_the_filters_and_the_search_find_on_all_pages(desk):
    for number in range(60):
        make_film(title=f"Walk {number}", state=State.DRAFT)
    make_film(title="Walk 60")
    make_film(title="Run", state=State.DRAFT)
    rows = sheet(desk, "film", "?q=walk&state__exact=draft")
    assert len(rows) == 60
    assert {row["state"] for row in rows} == {"draft"}


def test_the_columns_are_those_of_the_list_with_the_ids_of_rows_and_of_what_they_refer_to(desk, film):
    credit = make_credit(film)
    (row,) = sheet(desk, "credit")
    assert row["id"] == str(credit.pk)
    assert row["film"] == str(film)
    assert row["film id"] == str(film.pk)
    assert row["person id"] == str(credit.person_id)


def test_dates_are_as_they_are_stored(desk, film):
    make_release(film, date="1926~")
    (row,) = sheet(desk, "release")
    assert row["date"] == "1926~"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_runs_as_a_formula(start):
    assert cell(f"{start}1+1") == f"'{start}1+1"
    assert cell([f"{start}1+1", "b"]) == f"'{start}1+1; b"


def test_numbers_stay_numbers():
    assert cell(-3) == -3


def test_a_workbook_holds_the_same_as_the_csv(desk):
    make_person(name="=1+1")
    make_person(name="Peter Weir")
    response = desk.get(address("person", "export_xlsx"))
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)), read_only=True)
    header, *rows = book.active.iter_rows(values_only=True)
    assert [str(label) for label in header] == list(sheet(desk, "person")[0])
    names = {row[1] for row in rows}
    assert names == {"'=1+1", "Peter Weir"}


def test_a_workbook_of_too_many_rows_is_refused_and_csv_offered(desk, monkeypatch):
    monkeypatch.setattr(exports, "MOST_XLSX_ROWS", 1)
    make_film()
    make_film()
    response = desk.get(address("film", "export_xlsx"))
    assert response.status_code == 409
    assert "Take it as CSV" in response.text
    assert "Take it as XLSX" not in response.text


def test_a_list_leads_to_its_sheet_with_its_filters(desk, film):
    page = desk.get(address("film", "changelist") + "?q=way").text
    assert f'href="{address("film", "export")}?q=way"' in page
    assert "?q=way" in desk.get(address("film", "export") + "?q=way").text


def test_an_address_that_no_list_can_read_leads_back_to_the_list(desk):
    response = desk.get(address("film", "export") + "?state__exact=draft&kind__in=%00x&nonsense=1")
    assert response.status_code in (302, 400)


def test_each_list_of_the_desk_can_be_exported(admin_client, film):
    make_credit(film)
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label == "catalog" and hasattr(model_admin, "can_restore"):
            response = admin_client.get(address(model._meta.model_name, "export_csv"))
            assert response.status_code == 200, model
            assert b"".join(response.streaming_content)


def test_a_long_sheet_needs_little_memory():
    row = ["x" * 100] * 10
    pieces = csv_pieces(["a"] * 10, (row for _ in range(20_000)))
    tracemalloc.start()
    size = sum(len(piece) for piece in pieces)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 20_000_000
    assert peak < 3_000_000


def test_a_sheet_is_read_with_a_number_of_queries_that_does_not_grow_with_its_rows(desk, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def query_count():
        with CaptureQueriesContext(connection) as queries:
            sheet(desk, "film")
        return len(queries)

    make_film()
    sheet(desk, "film")
    first_count = query_count()
    for _ in range(5):
        make_film()
    assert query_count() == first_count
    assert Film.objects.count() == 6
