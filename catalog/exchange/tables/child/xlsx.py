"""Read the rows of a workbook of Excel, with what its cells hold beside their values: formulas, errors, formats of numbers."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from catalog.exchange.tables.child import faults
from catalog.exchange.tables.child.archives import open_archive
from catalog.exchange.tables.child.bounds import MOST_COLUMNS, MOST_ROWS
from catalog.exchange.tables.child.faults import UnusableFileError
from catalog.exchange.tables.child.values import Cell, cell_of

TEXT, RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("t", "r"))


class FormulaParser(WorkSheetParser):
    """Reads the values that formulas had when the workbook was last saved, and notes which cells are formulas."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        inline = element.find(INLINE_STRING) if element.get("t") == "inlineStr" else None
        if inline is not None:
            # The library's own way takes five times as long.
            element.remove(inline)
        cell = super().parse_cell(element)
        cell["is_formula"] = element.find(FORMULA_TAG) is not None
        if inline is not None:
            cell["value"], cell["data_type"] = text_of(inline), "s"
        return cell


def text_of(inline: Any) -> str:
    """Return the text of an inline string and of its runs, without what tells how to speak it."""
    texts = [inline.find(TEXT), *inline.findall(f"{RUN}/{TEXT}")]
    return "".join(element.text or "" for element in texts if element is not None)


class Workbook:
    """A workbook that is open. `sheets` are the names of its sheets that hold cells."""

    def __init__(self, path: Path) -> None:
        open_archive(path).close()
        warnings.simplefilter("ignore")
        self.book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        self.sheets = [sheet.title for sheet in self.book.worksheets]

    def read_rows(self, name: str) -> Iterator[tuple[int, list[Cell]]]:
        """Yield (number, cells) of each row that the file has."""
        sheet = self.book[name]
        with sheet._get_source() as source:
            parser = FormulaParser(
                source,
                sheet._shared_strings,
                data_only=True,
                epoch=self.book.epoch,
                date_formats=self.book._date_formats,
                timedelta_formats=self.book._timedelta_formats,
            )
            for number, cells in parser.parse():
                yield number, self.row_of(number, cells)

    def row_of(self, number: int, cells: list[dict[str, Any]]) -> list[Cell]:
        row: list[Cell] = []
        for cell in cells:
            if cell["value"] is None and not cell["is_formula"]:
                continue
            column = cell["column"]
            if column > MOST_COLUMNS or number > MOST_ROWS:
                place = f"{get_column_letter(column)}{number}"
                raise UnusableFileError("far_cell", cell=place, columns=MOST_COLUMNS, rows=MOST_ROWS)
            row += [Cell("")] * (column - len(row))
            row[column - 1] = self.cell_of(cell)
        return row

    def cell_of(self, cell: dict[str, Any]) -> Cell:
        value = cell["value"]
        if cell["data_type"] == "e":
            return Cell(str(value), faults.ERROR)
        if cell["is_formula"] and value is None:
            return Cell("", faults.NO_RESULT)
        text, fault = cell_of(value, self.number_format(cell["style_id"]) if cell["data_type"] == "n" else "")
        return Cell(text, fault or (faults.FORMULA if cell["is_formula"] else ""))

    def number_format(self, style: int) -> str:
        styles = self.book._cell_styles
        number = styles[style].numFmtId if style < len(styles) else 0
        own_formats = self.book._number_formats
        return (
            own_formats[number - 164]
            if 164 <= number < 164 + len(own_formats)
            else BUILTIN_FORMATS.get(number, "General")
        )
