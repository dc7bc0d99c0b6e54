"""A template has the columns of a noun, by names that are known again when it comes back filled in."""

import io

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from catalog.exchange.tables.guessing import guess_table
from catalog.exchange.tables.targets import NOUNS
from catalog.exchange.tables.templates import columns_of, csv_template, xlsx_template
from tests.exchange.tables_by_hand import read_table

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "de", "pl"])
@pytest.mark.parametrize("noun", NOUNS)
def test_each_column_of_a_template_is_known_again_in_each_language(noun, language):
    with override(language):
        columns = columns_of(noun)
    names = [column.name for column in columns]
    guess = guess_table([names, ["x"] * len(names)], noun)
    assert {column.columns[0]: column.target for column in guess.mapping.columns} == {
        column.name: column.target.name for column in columns
    }


def test_a_workbook_has_the_columns_and_a_legend_of_them():
    file = io.BytesIO()
    xlsx_template("copy", file)
    sheet, legend = load_workbook(file).worksheets
    columns = [cell.value for cell in sheet[1]]
    assert "inventory number" in columns
    assert [row[0].value for row in legend.iter_rows(min_row=2)] == columns
    [carrier] = [row for row in legend.iter_rows(min_row=2, values_only=True) if row[2] == "copy.carrier"]
    assert "35mm (35 mm film)" in carrier[3]


def test_a_csv_begins_with_a_mark_and_comes_back(tmp_path):
    header = csv_template("person")
    assert header.startswith(b"\xef\xbb\xbf")
    names = header.decode("utf-8-sig").strip().split(",")
    cells = {"name": "Fritz Lang", "IMDb": "nm0000485", "born": "1890-12-05"}
    text = ",".join(names) + "\n" + ",".join(cells.get(name, "") for name in names) + "\n"
    [record], remarks = read_table(tmp_path, text)
    assert (record.noun, record.ids, remarks) == ("person", {"imdb": "nm0000485"}, [])
    assert record.fields == {"name": "Fritz Lang", "born": "1890-12-05"}


def test_a_list_that_the_desk_exported_is_known_by_its_numbers():
    header = ["id", "title", "original title", "year", "countries", "director", "IMDb", "address"]
    guess = guess_table([header, ["12", "M", "", "1931", "DE", "Fritz Lang", "", "https://films.example/films/12-m/"]])
    targets = {column.columns[0]: column.target for column in guess.mapping.columns}
    assert targets["id"] == "film.number"
    assert "year" not in targets
