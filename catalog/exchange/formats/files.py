"""Files as lines and as rows: plain, gz or bz2, with or without BOM, of any line ends, decoded by stated rules."""

import bz2
import csv
import gzip
import io
import re
import zlib
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple, cast

from django.utils.translation import gettext as _

from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.records import Place, Progress, UnreadableError

MOST_CELL = 512 * 1024
MOST_LINE = 16 * 1024 * 1024
MOST_TEXT = 64 * 1024 * 1024
# Lines in another encoding are told one by one so often in a file.
MOST_TOLD = 100
LINES_A_REPORT = 1000
NOT_UTF8 = re.compile("[\udc80-\udcff]")
BROKEN = (OSError, EOFError, zlib.error)


class File(NamedTuple):
    """A file, and the name by which a report calls it: in a folder that was given, with its path there."""

    path: Path
    name: str

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def plain_name(self) -> str:
        """The name without the ending of a compression, in small letters."""
        return self.name.lower().removesuffix(".gz").removesuffix(".bz2")


class Reading:
    """The progress over all files of a reader."""

    def __init__(self, progress: Progress) -> None:
        self.progress, self.bytes_before = progress, 0

    def tell(self, position: int) -> None:
        """Tell the position in the present file."""
        self.progress(self.bytes_before + position)

    def end_file(self, file: File) -> None:
        self.bytes_before += file.size
        self.progress(self.bytes_before)


def files_of(paths: Sequence[Path]) -> list[File]:
    """Return the files among some paths, and those in folders, in the order of their names. Raise UnreadableError."""
    files = []
    for path in paths:
        if not path.exists():
            remedy = _("There is no file “%(path)s”. Write the path of a file or a folder.")
            raise UnreadableError(remedy % {"path": path})
        inner_paths = sorted(inner for inner in path.rglob("*") if inner.is_file()) if path.is_dir() else []
        files += [File(inner, inner.relative_to(path).as_posix()) for inner in inner_paths]
        files += [] if path.is_dir() else [File(path, path.name)]
    return files


def bytes_of(paths: Sequence[Path]) -> int:
    return sum(file.size for file in files_of(paths))


def with_ending(files: Sequence[File], *endings: str) -> list[File]:
    """Return the files whose names, without the ending of a compression, end so."""
    return [file for file in files if file.plain_name.endswith(endings)]


def refuse_others(files: Sequence[File], endings: tuple[str, ...], remarks: Remarks) -> None:
    """Tell the files with other endings: they are left out."""
    for file in files:
        if not file.plain_name.endswith(endings):
            expected = _("a file of this format: %(endings)s, also with .gz or .bz2") % {"endings": ", ".join(endings)}
            remarks.refuse(Place(file.name), "", expected, _("It is left out."), takes_record=True)


def unpacked(file: BinaryIO, name: str) -> IO[bytes]:
    """Return the unpacked bytes of a file, by the ending of its name."""
    if name.lower().endswith(".gz"):
        return cast(IO[bytes], gzip.GzipFile(fileobj=file))
    return bz2.open(file) if name.lower().endswith(".bz2") else file


class Lines:
    """The lines of a file with their ends, as text. `number` is that of the last line.

    Bytes that are no UTF-8 are read as Windows-1252, NUL bytes are left out, and lines of more than 16 MB are left out; all are told.
    """

    def __init__(self, file: File, remarks: Remarks, reading: Reading) -> None:
        self.file, self.remarks, self.reading = file, remarks, reading
        self.number = self.mended_lines = 0

    def place(self, column: str = "") -> Place:
        return Place(self.file.name, self.number, column)

    def __iter__(self) -> Iterator[str]:
        with self.file.path.open("rb") as packed:
            text = io.TextIOWrapper(
                cast(IO[bytes], io.BufferedReader(cast(io.RawIOBase, unpacked(packed, self.file.name)))),
                encoding="utf-8-sig",
                errors="surrogateescape",
                newline="",
            )
            try:
                while line := text.readline(MOST_LINE):
                    self.number += 1
                    if self.number % LINES_A_REPORT == 0:
                        self.reading.tell(packed.tell())
                    if len(line) == MOST_LINE:
                        self.leave_out(text, line)
                        continue
                    yield line if line.isascii() and "\0" not in line else self.mended(line)
            except BROKEN as error:
                remedy = _("The file breaks off here: %(error)s. Get it again; what stands before comes in.")
                self.remarks.refuse(self.place(), "", _("a whole file"), remedy % {"error": error})
        self.reading.end_file(self.file)

    def leave_out(self, text: io.TextIOWrapper, line: str) -> None:
        """Pass over a line that is too long."""
        self.remarks.refuse(
            self.place(),
            line,
            _("a line of at most 16 MB"),
            _("Correct the file: a quotation mark or a line end is missing."),
        )
        while len(line) == MOST_LINE:
            line = text.readline(MOST_LINE)

    def mended(self, line: str) -> str:
        """Return a line without NUL, and with bytes that are no UTF-8 read as Windows-1252."""
        if "\0" in line:
            line = line.replace("\0", "")
            self.tell(line, _("NUL bytes are left out."))
        if NOT_UTF8.search(line):
            line = NOT_UTF8.sub(lambda letter: bytes([ord(letter[0]) - 0xDC00]).decode("cp1252", "replace"), line)
            self.tell(line, _("Bytes that are no UTF-8 are read as Windows-1252, which holds ISO-8859-1."))
        return line

    def tell(self, line: str, rule: str) -> None:
        if self.mended_lines < MOST_TOLD:
            self.remarks.mend(self.place(), line, rule)
        elif self.mended_lines == MOST_TOLD:
            self.remarks.mend(self.place(), line, _("There are more of such lines; they are not told one by one."))
        self.mended_lines += 1


def whole_text(file: File, remarks: Remarks, reading: Reading) -> str:
    """Return the text of a file of at most 64 MB; "" of a longer one, which is told."""
    parts, length = [], 0
    for line in Lines(file, remarks, reading):
        parts.append(line)
        length += len(line)
        if length > MOST_TEXT:
            remarks.refuse(
                Place(file.name),
                "",
                _("a file of at most 64 MB"),
                _("Split it, or give one answer a line as .jsonl."),
                takes_record=True,
            )
            return ""
    return "".join(parts)


class CsvRows:
    """The rows of a CSV file as {column: cell}, of the columns that are asked for.

    Rows with too few or too many cells, and those with a cell of more than 512 KB, are refused.
    """

    def __init__(self, file: File, remarks: Remarks, reading: Reading) -> None:
        self.lines, self.remarks = Lines(file, remarks, reading), remarks
        csv.field_size_limit(MOST_CELL)
        self.rows = csv.reader(self.lines)
        self.line, self.header = 0, self.read_header()

    def read_header(self) -> list[str]:
        row = self.read_row() or []
        return [cell.strip() for cell in row]

    def read_row(self) -> list[str] | None:
        """Return the next row that is not empty; None at the end. `line` is then where it begins."""
        while True:
            self.line = self.rows.line_num + 1
            try:
                row = next(self.rows)
            except StopIteration:
                return None
            except csv.Error as error:
                remedy = _("The row can't be read: %(error)s. Correct it in the file.") % {"error": error}
                self.remarks.refuse(self.place(), "", _("cells of at most 512 KB"), remedy, takes_record=True)
                continue
            if row:
                return row

    def place(self, column: str = "") -> Place:
        return Place(self.lines.file.name, self.line, column)

    def __iter__(self) -> Iterator[dict[str, str]]:
        while (row := self.read_row()) is not None:
            if len(row) == len(self.header):
                yield dict(zip(self.header, row, strict=True))
            else:
                self.refuse_row(row)

    def refuse_row(self, row: list[str]) -> None:
        expected = _("%(expected)d cells, as in the first row; there are %(number)d")
        self.remarks.refuse(
            self.place(),
            ",".join(row[:3]),
            expected % {"expected": len(self.header), "number": len(row)},
            _("Correct the row: a comma, a quotation mark or a line end is missing."),
            takes_record=True,
        )


class TsvRows:
    """The rows of a file of cells between tabs, as IMDb writes them: a quotation mark is a letter as any other.

    Iteration yields (line, cells). A row with too few or too many cells is refused.
    """

    def __init__(self, file: File, remarks: Remarks, reading: Reading) -> None:
        self.file, self.remarks = file, remarks
        self.lines = Lines(file, remarks, reading)
        self.iterator = iter(self.lines)
        self.header = next(self.iterator, "").rstrip("\r\n").split("\t")

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        length = len(self.header)
        for line in self.iterator:
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) == length:
                yield self.lines.number, cells
            elif line.strip():
                self.refuse_row(cells, length)

    def refuse_row(self, cells: list[str], length: int) -> None:
        expected = _("%(expected)d cells, as in the first row; there are %(number)d")
        self.remarks.refuse(
            self.lines.place(),
            " ".join(cells[:3]),
            expected % {"expected": length, "number": len(cells)},
            _("Correct the row: a tab or a line end is missing or too many."),
            takes_record=True,
        )

    def close(self) -> None:
        """Close the file before its end."""
        cast(Generator[str], self.iterator).close()
