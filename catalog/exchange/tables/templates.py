"""Templates of tables: a file with the columns of a noun, by names that Wayback knows again, and a legend of what they take."""

import csv
import io
from collections.abc import Iterator
from typing import IO, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from catalog.exchange.formulas import with_mark
from catalog.exchange.tables.column_names import column_key, targets_by_key
from catalog.exchange.tables.targets import KEYS, Target, targets_of

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Of the ids of other catalogues and of the people in a job there are too many for a template: these are the usual ones.
IDS = ("imdb", "wikidata")
PEOPLE = ("director", "screenplay", "director-of-photography", "original-music-composer", "actor")
COMPANIES = ("production", "distribution")
HOW_TO_FILL = {
    "id": _("the id, or the address of its page there"),
    "number": _("the number in its address here"),
    "date": _("2010-12-29, 2010-12, 2010, c. 1926, before 1930"),
    "minutes": _("minutes, 108, or hours and minutes, 1:48"),
    "country": _("a name or a code of ISO 3166: Germany, DE"),
    "language": _("a name or a tag: German, de"),
    "boolean": _("yes or no"),
    "integer": _("a whole number"),
    "decimal": _("a number: 16.67"),
    "person": _("a name: Fritz Lang, or Lang, Fritz"),
    "company": _("a name"),
    "job": _("a job of the catalogue, in any of its languages: Director, Regie"),
    "genre": _("a genre of the catalogue, in any of its languages"),
}
SEVERAL = _("several with semicolons between them")
MOST_WIDTH = 60


class Column(NamedTuple):
    """A column of a template: its name, and what it is."""

    name: str
    target: Target

    @property
    def how_to_fill(self) -> str:
        """Say what its cells take."""
        choices = ", ".join(f"{value} ({label})" for value, label in self.target.choices)
        words = choices or str(HOW_TO_FILL.get(self.target.kind, ""))
        return "; ".join(filter(None, [words, str(SEVERAL) if self.target.is_list else ""]))


def columns_of(noun: str) -> list[Column]:
    """Return the columns of the template of a noun, what finds its film first."""
    targets = targets_of(noun)
    keys = targets_by_key(targets, noun)
    chosen_targets = [target for target in targets.values() if is_in_template(target, noun)]
    columns_in_order = sorted(
        chosen_targets, key=lambda target: target.kind not in ("id", "number") and target.name not in KEYS
    )
    return [Column(name_of(target, keys), target) for target in columns_in_order]


def is_in_template(target: Target, noun: str) -> bool:
    if target.kind == "id":
        return target.code in IDS
    if target.field in ("people", "companies"):
        return target.name.rpartition(".")[2] in (*PEOPLE, *COMPANIES)
    return target.noun in (noun, "film")


def name_of(target: Target, keys: dict[str, Target]) -> str:
    """Return the words by which a column is called, where they lead back to it; else its own name."""
    label = str(target.label)
    for name in (label, f"{target.noun} {label}"):
        if keys.get(column_key(name)) == target:
            return name
    return target.name


def csv_template(noun: str) -> bytes:
    """Return a CSV with the names of the columns. It has a byte order mark: spreadsheets take it for UTF-8 by that alone."""
    text = io.StringIO()
    csv.writer(text).writerow([column.name for column in columns_of(noun)])
    return text.getvalue().encode("utf-8-sig")


def xlsx_template(noun: str, file: IO[bytes]) -> None:
    """Write a workbook: an empty sheet with the names of the columns, as text, and a sheet with a legend."""
    book = Workbook(write_only=True)
    columns = columns_of(noun)
    sheet = book.create_sheet(noun)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        layout = sheet.column_dimensions[get_column_letter(number)]
        layout.width = min(max(12, len(column.name) + 2), MOST_WIDTH)
        # As text, so that no spreadsheet makes a date of 1-2 or a number of 0012.
        layout.number_format = "@"
    sheet.append([column.name for column in columns])
    legend = book.create_sheet(gettext("Legend"))
    for number, width in enumerate((28, 30, 34, MOST_WIDTH * 2), 1):
        legend.column_dimensions[get_column_letter(number)].width = width
    for row in legend_rows(columns):
        legend.append([with_mark(text) for text in row])
    book.save(file)


def legend_rows(columns: list[Column]) -> Iterator[list[str]]:
    """Yield the rows of a legend: the column, what it is, its name in mappings, what it takes."""
    yield [gettext("column"), gettext("what it is"), gettext("name in mappings"), gettext("what it takes")]
    for column in columns:
        yield [column.name, column.target.full_label, column.target.name, column.how_to_fill]
