"""Sheets as files: CSV as an endless stream, XLSX whole, since a workbook is a ZIP; who calls bounds its rows."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import IO, Any

from django.utils import translation
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from catalog.exchange.sheets.cells import Cell

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Spreadsheets take a CSV for UTF-8 only by this mark.
MARK = "\ufeff"
# So many rows are sent at once.
ROWS_A_PIECE = 200
# What Excel accepts.
ILLEGAL_IN_NAME = re.compile(r"[\[\]:*?/\\]")
MOST_LETTERS_OF_CELL, MOST_LETTERS_OF_NAME = 32_767, 31


class Piece:
    """What `csv` writes to: the text since it was last taken."""

    def __init__(self) -> None:
        self.parts = [MARK]

    def write(self, text: str) -> int:
        self.parts.append(text)
        return len(text)

    def take(self) -> bytes:
        text, self.parts = "".join(self.parts), []
        return text.encode()


def csv_pieces(header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Return a CSV a piece at a time, in the language that is spoken now, whatever is spoken when it is sent."""
    return pieces_in_language(translation.get_language(), header, rows)


def pieces_in_language(language: str | None, header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    piece = Piece()
    writer = csv.writer(piece)
    writer.writerow(header)
    rows = iter(rows)
    while True:
        # Between two pieces the thread may speak another language.
        with translation.override(language):
            some_rows = list(islice(rows, ROWS_A_PIECE))
        writer.writerows(some_rows)
        yield piece.take()
        if len(some_rows) < ROWS_A_PIECE:
            return


def xlsx_file(name: str, header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """Write a workbook of one sheet into memory, and return it as a file, to be read from its start. The caller bounds the rows."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(ILLEGAL_IN_NAME.sub(" ", name)[:MOST_LETTERS_OF_NAME])
    sheet.freeze_panes = "A2"
    for row in chain([header], rows):
        sheet.append([text_cell(sheet, value) for value in row])
    file = io.BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def text_cell(sheet: Any, value: Cell) -> Any:
    """Return a cell that holds a text as a text, whatever it looks like."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_LETTERS_OF_CELL])
    cell.data_type = "s"
    return cell
