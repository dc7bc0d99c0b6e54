"""A sample of a table: its first rows, how the file is written, and the cells by which people see whether its encoding is right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from catalog.exchange.tables.cells import TableRow, open_table
from catalog.exchange.tables.guessing import SAMPLE_ROWS, Guess, guess_table

# Rows in which cells with letters beyond ASCII are looked for, and so many of these are shown.
MOST_ROWS, MOST_LETTERS_SHOWN = 2000, 8
MOST_SHOWN = 80


@dataclass
class Sample:
    """The beginning of a table. `letters` are (line, text) of cells with letters beyond ASCII."""

    kind: str
    encoding: str
    separator: str
    sheet: str
    sheets: list[str]
    rows: list[TableRow]
    letters: list[tuple[int, str]] = field(default_factory=list)

    def guess(self, noun: str = "") -> Guess:
        """Guess what the table is; how the file is written goes into the mapping."""
        guess = guess_table([row.cells for row in self.rows], noun)
        mapping = guess.mapping
        mapping.encoding, mapping.separator, mapping.sheet = self.encoding, self.separator, self.sheet
        return guess

    def cells_below(self, place: int, *, header: bool) -> list[str]:
        """Return the cells of a column, without its name."""
        return [row.cells[place] for row in self.rows[header:] if place < len(row.cells)]


def take_sample(path: Path, options: Mapping[str, Any] | None = None) -> Sample:
    """Read the beginning of a table. Raise UnreadableError where it can't be read."""
    with open_table(path, dict(options or {})) as table:
        rows = list(islice(table.rows, MOST_ROWS))
    return Sample(
        table.kind,
        table.encoding,
        table.separator,
        table.sheet,
        table.sheets,
        rows[:SAMPLE_ROWS],
        list(islice(cells_beyond_ascii(rows), MOST_LETTERS_SHOWN)),
    )


def cells_beyond_ascii(rows: list[TableRow]) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of cells with letters beyond ASCII, from shortly before the first of these."""
    for row in rows:
        for text in row.cells:
            if not text.isascii():
                place = next(place for place, letter in enumerate(text) if letter > "\x7f")
                start = max(0, place - MOST_SHOWN // 2) if len(text) > MOST_SHOWN else 0
                yield row.line, text[start : start + MOST_SHOWN]
