"""The two tables of films and credits, as TMDB 5000 has them: joined by the film's id in one walk while both are in one order."""

import itertools
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from catalog.exchange.formats.entries import NumbersSeen
from catalog.exchange.formats.files import CsvRows, File, Reading
from catalog.exchange.formats.indexes import DiskIndex
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.tmdb.films import Films
from catalog.exchange.formats.values import json_of, whole_number
from catalog.exchange.records import Place, Record, Remark

JSON_COLUMNS = ("genres", "keywords", "production_companies", "production_countries", "spoken_languages")
FILM_COLUMNS, CREDIT_COLUMNS = {"id", "title", "original_title"}, {"movie_id", "cast", "crew"}


class CreditCells(NamedTuple):
    """A row of the table of credits: where it is, and its two cells of JSON."""

    place: Place
    title: str
    cast: str
    crew: str


class CreditTable:
    """The table of credits. `take` walks on; from the first row of another film than is asked for, a file on disk holds the rest."""

    def __init__(self, rows: CsvRows, remarks: Remarks) -> None:
        self.remarks, self.rows = remarks, rows
        self.cells = self.read()
        self.numbers = NumbersSeen()
        self.next = next(self.cells, None)
        self.index: DiskIndex | None = None

    def read(self) -> Iterator[tuple[int, CreditCells]]:
        """Yield the id of a film and its cells; a row without an id, and a second one of a film, are refused."""
        for row in self.rows:
            number = whole_number(row["movie_id"])
            if number is None or number < 1:
                self.refuse(row["movie_id"], _("an id of a film at TMDB"), _("Correct it in the file."))
            elif not self.numbers.add(number):
                self.refuse(row["movie_id"], _("one row of credits for a film"), _("Delete one of the two rows."))
            else:
                yield number, CreditCells(self.rows.place(), row.get("title", ""), row["cast"], row["crew"])

    def refuse(self, value: str, expected: str, remedy: str) -> None:
        self.remarks.refuse(self.rows.place("movie_id"), value, expected, remedy, takes_record=True)

    def take(self, number: int) -> CreditCells | None:
        """Return the credits of a film, once; None where there are none."""
        if self.next and self.next[0] == number:
            cells, self.next = self.next[1], next(self.cells, None)
            return cells
        if self.next:
            self.index = DiskIndex()
            self.index.fill(itertools.chain([self.next], self.cells))
            self.next = None
        value = self.index.take(number) if self.index else None
        return unpacked_cells(value) if value else None

    def left(self) -> Iterator[tuple[int, CreditCells]]:
        """Yield the credits that no film has taken."""
        if self.index:
            yield from ((number, unpacked_cells(value)) for number, value in self.index.entries())
        elif self.next:
            yield self.next
            yield from self.cells

    def close(self) -> None:
        if self.index:
            self.index.close()


def unpacked_cells(value: Any) -> CreditCells:
    place, *cells = value
    return CreditCells(Place(*place), *cells)


class Tables:
    """Reads a table of films and one of credits; either may be missing."""

    def __init__(self, films: Films, language: str) -> None:
        self.films, self.language, self.remarks = films, language, films.remarks

    def read(self, film_rows: CsvRows | None, credit_rows: CsvRows | None) -> Iterator[Record | Remark]:
        """Yield the films of a table, or where there is none, those of a table of credits."""
        table = CreditTable(credit_rows, self.remarks) if credit_rows else None
        try:
            for record in self.records(film_rows, table):
                yield from self.remarks.drain()
                if record:
                    yield record
        finally:
            if table:
                table.close()
        yield from self.remarks.drain()

    def records(self, film_rows: CsvRows | None, table: CreditTable | None) -> Iterator[Record | None]:
        numbers = NumbersSeen()
        if film_rows:
            for row in film_rows:
                yield self.film(row, film_rows.place, table, numbers)
        for number, cells in table.left() if table else ():
            if film_rows:
                self.refuse_credits(number, cells)
            yield None if film_rows else self.film_of_credits(number, cells)

    def film(
        self, row: dict[str, str], place: Callable[[str], Place], table: CreditTable | None, numbers: NumbersSeen
    ) -> Record | None:
        """Return the record of a row of films, with its credits."""
        number = whole_number(row["id"])
        if number is not None and number > 0 and not numbers.add(number):
            self.remarks.refuse(
                place("id"), row["id"], _("one row for a film"), _("Delete one of the two rows."), takes_record=True
            )
            return None
        film: dict[str, Any] = dict(row)
        for column in JSON_COLUMNS:
            film[column] = json_of(row[column], place(column), self.remarks) if row.get(column) else None
        record = self.films.record(film, place, self.language)
        cells = table.take(number) if table and number else None
        if record and cells:
            self.add_credits(record, cells)
        return record

    def add_credits(self, record: Record, cells: CreditCells) -> None:
        cast_place, crew_place = cells.place._replace(column="cast"), cells.place._replace(column="crew")
        cast, crew = (
            json_of(cells.cast or "[]", cast_place, self.remarks),
            json_of(cells.crew or "[]", crew_place, self.remarks),
        )
        record.rows += self.films.credits.rows(cast, crew, cast_place, crew_place)

    def refuse_credits(self, number: int, cells: CreditCells) -> None:
        self.remarks.refuse(
            cells.place._replace(column="movie_id"),
            number,
            _("the id of a film in the table of films"),
            _("Add the film to the table of films, or bring in the table of credits alone."),
            takes_record=True,
        )

    def film_of_credits(self, number: int, cells: CreditCells) -> Record | None:
        """Return the record of a row of credits without a table of films."""
        at = partial(Place, cells.place.file, cells.place.line)
        record = self.films.record({"id": number, "title": cells.title}, at, self.language)
        if record:
            self.add_credits(record, cells)
        return record


def open_tables(
    files: list[File], remarks: Remarks, reading: Reading
) -> Iterator[tuple[CsvRows | None, CsvRows | None]]:
    """Yield the tables among some files in pairs, by their columns; a file with other columns is refused."""
    film_tables, credit_tables = [], []
    for file in files:
        rows = CsvRows(file, remarks, reading)
        if set(rows.header) >= FILM_COLUMNS:
            film_tables.append(rows)
        elif set(rows.header) >= CREDIT_COLUMNS:
            credit_tables.append(rows)
        else:
            columns = ", ".join([*sorted(FILM_COLUMNS), "…", *sorted(CREDIT_COLUMNS)])
            expected = _("a table of films or of credits of TMDB, with the columns %(columns)s") % {"columns": columns}
            remarks.refuse(
                Place(file.name, 1),
                ", ".join(rows.header),
                expected,
                _("Give another file, or bring it in as a table."),
            )
    for number in range(max(len(film_tables), len(credit_tables))):
        yield (
            film_tables[number] if number < len(film_tables) else None,
            credit_tables[number] if number < len(credit_tables) else None,
        )
