"""Read the rows of a text: CSV, TSV and their kind, in any encoding, with any ends of lines."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from catalog.exchange.tables.child import encodings, separators
from catalog.exchange.tables.child.bounds import MOST_ROW_LETTERS, SAMPLE_BYTES
from catalog.exchange.tables.child.faults import UnusableFileError
from catalog.exchange.tables.child.values import Cell, plain_cell


class Layout(NamedTuple):
    """How a text is written."""

    encoding: str
    separator: str
    quote: str


class LettersReader(io.TextIOWrapper):
    """A text that counts the letters of the row that is being read, and stops at a row that does not end."""

    letters = 0

    def __next__(self) -> str:  # type: ignore[override]  # a text yields texts
        # A line may itself have no end.
        line = self.readline(MOST_ROW_LETTERS)
        if not line:
            raise StopIteration
        self.letters += len(line)
        if self.letters > MOST_ROW_LETTERS:
            raise UnusableFileError("long_row")
        return line


def layout_of(path: Path, options: dict[str, Any]) -> Layout:
    """Return how a file is written: as the options say, else as its first bytes look."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
        is_whole = not file.read(1)
    encoding = options.get("encoding") or ""
    if encoding:
        encodings.check_encoding(encoding)
    else:
        encoding = encodings.guess_encoding(sample, options["encodings"], options["letters"], is_whole)
    text = sample.decode(encoding, errors="replace")
    separator = options.get("separator") or separators.guess_separator(text, is_whole)
    return Layout(encoding, separator, separators.guess_quote(text, separator))


def read_rows(path: Path, layout: Layout) -> Iterator[tuple[int, list[Cell]]]:
    """Yield (number of its first line, cells) of each row."""
    csv.field_size_limit(MOST_ROW_LETTERS + 1)
    with path.open("rb") as file:
        lines = LettersReader(file, encoding=layout.encoding, errors="replace", newline="")
        rows = separators.reader_of(lines, layout.separator, layout.quote)
        while True:
            line = rows.line_num + 1
            lines.letters = 0
            try:
                row = next(rows)
            except StopIteration:
                return
            except UnusableFileError as error:
                raise UnusableFileError(error.code, line=line) from None
            except csv.Error as error:
                raise UnusableFileError("csv", line=line, error=str(error)) from None
            yield line, [plain_cell(text) for text in row]
