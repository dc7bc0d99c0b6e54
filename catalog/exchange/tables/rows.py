"""Read the rows of a table by a mapping: of each row the values of its targets, and remarks on cells that are refused."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from catalog.exchange.records import Place, Remark
from catalog.exchange.tables.cells import TableRow
from catalog.exchange.tables.column_names import column_key
from catalog.exchange.tables.faults import words_of_cell
from catalog.exchange.tables.mapping import FAMILY_FIRST, MappedColumn, TableMapping, places_of
from catalog.exchange.tables.targets import Target
from catalog.exchange.tables.values import NOTHING, CellError, given_name_first, read_value, split_cell
from catalog.models import SchemeForm
from catalog.texts.folding import clean_line

MOST_QUOTED = 200
MOST_VALUES = 1000
# A text that stays as it is, with its line breaks.
LONG_TEXTS = ("biography", "note")


@dataclass
class MappedRow:
    """The values of a row by target, each a list, and the column from which they are."""

    line: int
    values: dict[str, list[Any]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    def first(self, name: str) -> Any:
        """Return the value of a target that has one; None where the row says nothing."""
        values = self.values.get(name)
        return values[0] if values else None


class RowReader:
    """Reads rows of one file by a mapping."""

    def __init__(self, mapping: TableMapping, file: str, header: Sequence[str]) -> None:
        self.mapping, self.file, self.header = mapping, file, header
        self.targets = mapping.targets
        self.columns = list(zip(mapping.columns, places_of(mapping, header), strict=True))
        self.empty_words = NOTHING | {text.strip() for text in mapping.empty_words}
        self.forms = {(form.noun, form.scheme_id): form for form in SchemeForm.objects.select_related("scheme")}
        self.mapped_places = {place for _, places in self.columns for place in places}

    def read(self, row: TableRow) -> tuple[MappedRow, list[Remark]]:
        """Return the values of a row, and remarks on its cells."""
        mapped_row, remarks = MappedRow(row.line), list(self.remarks_on_cells(row))
        for column, places in self.columns:
            target = self.targets[column.target]
            place = Place(self.file, row.line, self.name_of(places[0]))
            values: list[Any] = []
            for text in self.texts_of(column, places, row):
                try:
                    values.append(self.value_of(target, text))
                except CellError as error:
                    remarks.append(Remark(place, text[:MOST_QUOTED], error.expected, error.remedy))
            if values:
                mapped_row.values.setdefault(target.name, []).extend(values[:MOST_VALUES])
                mapped_row.columns.setdefault(target.name, place.column)
        for name, text in self.mapping.defaults.items():
            if name not in mapped_row.values:
                self.take_default(mapped_row, remarks, name, text)
        return mapped_row, remarks

    def take_default(self, row: MappedRow, remarks: list[Remark], name: str, text: str) -> None:
        try:
            row.values[name] = [self.value_of(self.targets[name], text)]
        except CellError as error:
            remarks.append(Remark(Place(self.file, row.line, name), text, error.expected, error.remedy))

    def remarks_on_cells(self, row: TableRow) -> Iterator[Remark]:
        """Yield remarks on cells that are no values, and on cells beyond the last column that has a name."""
        for number, fault in row.faults.items():
            if number in self.mapped_places:
                words = words_of_cell(fault)
                place = Place(self.file, row.line, self.name_of(number))
                text = row.cells[number][:MOST_QUOTED]
                yield Remark(place, text, str(words.expected), str(words.remedy), words.is_refused)
        extra_cells = [cell for cell in row.cells[len(self.header) :] if cell.strip()]
        if self.mapping.header and extra_cells:
            place = Place(self.file, row.line, str(len(self.header) + 1))
            yield Remark(
                place,
                extra_cells[0][:MOST_QUOTED],
                gettext("no cell beyond the last column"),
                gettext("Put cells with the separator in them into quotes, or name the column."),
            )

    def name_of(self, place: int) -> str:
        name = self.header[place] if self.mapping.header and place < len(self.header) else ""
        return name or str(place + 1)

    def texts_of(self, column: MappedColumn, places: Sequence[int], row: TableRow) -> Iterator[str]:
        """Yield the texts that a cell, or cells that are joined, hold for a target."""
        target = self.targets[column.target]
        cells = [self.text_of(place, row) for place in places]
        text = column.joiner.join(filter(None, cells))
        parts = split_cell(text, column.split) if target.is_list else iter([text])
        for part in parts:
            if part not in self.empty_words:
                yield given_name_first(part) if column.form == FAMILY_FIRST else part

    def text_of(self, place: int, row: TableRow) -> str:
        """Return the text of a cell; "" where it is missing, refused or says nothing."""
        if place >= len(row.cells) or (place in row.faults and words_of_cell(row.faults[place]).is_refused):
            return ""
        text = row.cells[place].strip()
        return "" if text in self.empty_words else text

    def value_of(self, target: Target, text: str) -> Any:
        if target.kind == "id":
            return self.id_of(target, text)
        if target.field in LONG_TEXTS:
            return text
        return read_value(target, plain_line(text))

    def id_of(self, target: Target, text: str) -> str:
        """Return an outside id; the address of its page is taken, too."""
        noun = "person" if target.field == "person_id" else target.noun
        form = self.forms[noun, target.code]
        outside_id = form.read(text)
        if outside_id is None:
            raise CellError(
                gettext("an id of %(scheme)s") % {"scheme": form.scheme},
                gettext("Write it like %(example)s.") % {"example": form.example},
            )
        return str(outside_id)


def plain_line(text: str) -> str:
    """Return a text as a line is stored, since names are looked for as they are stored; HTML's entities are read as letters."""
    if text.isascii() and text.isprintable() and "&" not in text and "  " not in text:
        return text
    return clean_line(html.unescape(text))


def is_header_again(header: Sequence[str], row: TableRow) -> bool:
    """Tell whether a row repeats the names of the columns, as sheets that were put together do."""
    keys = [column_key(name) for name in header]
    return bool(keys) and [column_key(cell) for cell in row.cells] == keys
