"""Read the rows of a sheet of OpenDocument as LibreOffice writes it, row by row, with the text that a cell shows.

OpenDocument 1.3, part 3, 9.1 (tables), 19.381 to 19.390 (values of cells). A run of empty cells or rows costs nothing, however long.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from catalog.exchange.tables.child import faults
from catalog.exchange.tables.child.archives import open_archive
from catalog.exchange.tables.child.bounds import MOST_COLUMNS, MOST_ROWS
from catalog.exchange.tables.child.faults import UnusableFileError
from catalog.exchange.tables.child.values import Cell, number_text, plain_cell

NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, OFFICE, TEXT = (NAMESPACE % name for name in ("table", "office", "text"))
SHEET, ROW = f"{TABLE}table", f"{TABLE}table-row"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|(?:Err|Fehler|Błąd):\d{3}")
# A row that is not empty and repeated further than this is a format of whole columns, not what somebody typed.
MOST_REPEATED = 10_000


class Workbook:
    """A workbook that is open. `sheets` are the names of its sheets."""

    def __init__(self, path: Path) -> None:
        self.archive = open_archive(path)
        self.sheets = [
            element.get(f"{TABLE}name", "") for event, element in self.parts() if is_start(event, element, SHEET)
        ]

    def parts(self) -> Iterator[tuple[str, Element]]:
        """Yield the beginnings and ends of sheets and rows, and forget each row behind it."""
        with self.archive.open("content.xml") as source:
            sheets: list[Element] = []
            for event, element in iterparse(source, events=("start", "end")):  # noqa: S314 - bounded by its process
                if element.tag == SHEET:
                    sheets = [*sheets, element] if event == "start" else sheets[:-1]
                    yield event, element
                elif element.tag == ROW and event == "end":
                    yield event, element
                    element.clear()
                    for sheet in sheets:
                        sheet.clear()

    def read_rows(self, name: str) -> Iterator[tuple[int, list[Cell]]]:
        """Yield (number, cells) of each row that is not empty."""
        number, is_inside = 1, False
        for event, element in self.parts():
            if element.tag == SHEET:
                if event == "end" and is_inside:
                    return
                is_inside = is_inside or element.get(f"{TABLE}name", "") == name
            elif is_inside:
                row, count = row_of(element, number), repeated(element, "rows")
                if any(row):
                    if count > MOST_REPEATED or number > MOST_ROWS:
                        raise UnusableFileError("far_row", line=number, rows=MOST_ROWS)
                    yield from ((number + place, row) for place in range(count))
                number += count


def is_start(event: str, element: Element, tag: str) -> bool:
    return event == "start" and element.tag == tag


def repeated(element: Element, kind: str) -> int:
    count = element.get(f"{TABLE}number-{kind}-repeated", "1")
    return max(int(count), 1) if count.isdigit() else 1


def row_of(element: Element, number: int) -> list[Cell]:
    row: list[Cell] = []
    column = 0
    for child in element:
        if child.tag not in CELLS:
            continue
        count, cell = repeated(child, "columns"), cell_of(child)
        if any(cell):
            if column + count > MOST_COLUMNS:
                raise UnusableFileError("columns", columns=MOST_COLUMNS, line=number)
            row += [Cell("")] * (column - len(row)) + [cell] * count
        column += count
    return row


def cell_of(element: Element) -> Cell:
    shown_text = "\n".join(text_of(paragraph) for paragraph in element if paragraph.tag == f"{TEXT}p")
    formula = element.get(f"{TABLE}formula")
    cell = value_of(element.attrib, shown_text)
    if formula is None:
        return cell
    if ERROR.fullmatch(shown_text):
        return Cell(shown_text, faults.ERROR)
    return cell if cell.fault else Cell(cell.text, faults.FORMULA if shown_text else faults.NO_RESULT)


def value_of(attributes: dict[str, Any], shown_text: str) -> Cell:
    """Return the value of a cell by its type; a number of which zeros in front are shown has them."""
    kind = attributes.get(f"{OFFICE}value-type", "")
    if kind in ("float", "percentage", "currency"):
        text = number_text(float(attributes.get(f"{OFFICE}value", "nan")))
        return Cell(shown_text if shown_text.isdigit() and shown_text.lstrip("0") == text.lstrip("0") else text)
    if kind == "date":
        return Cell(attributes.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00").replace("T", " "))
    if kind == "time" and (match := DURATION.fullmatch(attributes.get(f"{OFFICE}time-value", ""))):
        return Cell(f"{int(match[1])}:{match[2]}:{match[3]}")
    if kind == "boolean":
        return Cell(attributes.get(f"{OFFICE}boolean-value", "").upper())
    return plain_cell(shown_text)


def text_of(element: Element) -> str:
    """Return the text of a paragraph: blanks, tabs and breaks are elements of their own, notes are left out."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            parts.append(" " * min(int(count) if count.isdigit() else 1, 1000))
        elif child.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            parts.append("\t" if child.tag == f"{TEXT}tab" else "\n")
        elif not child.tag.endswith(("}annotation", "}note")):
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return "".join(parts)
