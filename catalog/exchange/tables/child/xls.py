"""Read the rows of a workbook of Excel 97 to 2003."""

import io
from collections.abc import Iterator
from pathlib import Path

import xlrd

from catalog.exchange.tables.child import faults
from catalog.exchange.tables.child.bounds import MOST_COLUMNS
from catalog.exchange.tables.child.faults import UnusableFileError
from catalog.exchange.tables.child.values import Cell, cell_of


class Workbook:
    """A workbook that is open. `sheets` are the names of its sheets."""

    def __init__(self, path: Path) -> None:
        self.book = xlrd.open_workbook(str(path), formatting_info=True, on_demand=True, logfile=io.StringIO())
        self.sheets = self.book.sheet_names()

    def read_rows(self, name: str) -> Iterator[tuple[int, list[Cell]]]:
        """Yield (number, cells) of each row."""
        sheet = self.book.sheet_by_name(name)
        if sheet.ncols > MOST_COLUMNS:
            raise UnusableFileError("columns", columns=MOST_COLUMNS, line=1)
        for place in range(sheet.nrows):
            yield place + 1, [self.cell_of(cell) for cell in sheet.row(place)]

    def cell_of(self, cell: xlrd.sheet.Cell) -> Cell:
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return Cell(xlrd.error_text_from_code.get(cell.value, "#ERROR"), faults.ERROR)
        if cell.ctype == xlrd.XL_CELL_DATE:
            return self.date_cell(cell.value)
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return cell_of(bool(cell.value))
        if cell.ctype == xlrd.XL_CELL_NUMBER:
            layout = self.book.xf_list[cell.xf_index] if cell.xf_index is not None else None
            shown_as = self.book.format_map.get(layout.format_key) if layout else None
            return cell_of(cell.value, shown_as.format_str if shown_as else "General")
        return cell_of(cell.value or None)

    def date_cell(self, value: float) -> Cell:
        try:
            moment = xlrd.xldate_as_datetime(value, self.book.datemode)
        except (xlrd.XLDateError, OverflowError, ValueError):
            return Cell(str(value), faults.ERROR)
        return cell_of(moment.time() if 0 <= value < 1 else moment)
