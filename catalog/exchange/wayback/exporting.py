"""Write the whole catalogue into a folder, as it is at one moment."""

import csv
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from catalog.exchange.wayback import manifest
from catalog.exchange.wayback.database import last_key, latest_migration, one_read
from catalog.exchange.wayback.files import WrittenFile
from catalog.exchange.wayback.pictures import export_pictures, names_of_row
from catalog.exchange.wayback.privacy import Withholding
from catalog.exchange.wayback.tables import LEFT_OUT, Table, exported_tables
from catalog.exchange.wayback.values import csv_cell, moment_text, to_json

# What is told how far an export is: (tables that are written, of how many).
Note = Callable[[int, int], None]


class FolderInUseError(Exception):
    """A folder that holds something already. The message says what to do."""


class ExportCounts(NamedTuple):
    """What an export holds, and the names of pictures that rows show and whose files are missing."""

    rows: int
    pictures: int
    missing_pictures: list[str]


def export_catalogue(folder: Path, *, software_version: str, note: Note | None = None) -> ExportCounts:
    """Export the catalogue into a folder that does not exist yet, or is empty.

    It is written into a hidden folder beside it, and gets its name when it is whole. Raise FolderInUseError, NotMigratedError
    where the database lacks migrations, and OSError where the disk is full. `note` is told how many tables are written, of how many.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUseError(f"{folder} holds something already. Name a folder that is empty or does not exist.")
    with folder_beside(folder) as half_written:
        counts = write_catalogue(half_written, software_version, note)
        half_written.replace(folder)
    return counts


@contextmanager
def folder_beside(folder: Path) -> Iterator[Path]:
    """Make a folder that only its owner may read, on the same disk; delete it where it was not moved away."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", suffix="-half-written", dir=folder.parent))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def write_catalogue(folder: Path, software_version: str, note: Note | None = None) -> ExportCounts:
    migration, withholding, files = latest_migration(), Withholding(), list[dict[str, Any]]()
    missing_pictures: list[str] = []
    with one_read(), WrittenFile(folder, manifest.PICTURES_FILE) as index:
        moment = moment_text(datetime.now(UTC))
        for number, table in enumerate(exported_tables().values()):
            if note:
                note(number, len(exported_tables()))
            rows = WrittenRows(table, folder, withholding)
            missing_pictures += export_pictures(rows.write(), folder, index)
            files += rows.files()
    files.append({"name": index.name, "rows": index.rows, **index.measures()})
    content = {
        "format": manifest.FORMAT,
        "format_version": manifest.FORMAT_VERSION,
        "software_version": software_version,
        "migration": migration,
        "exported_at": moment,
        "files": files,
        "left_out": LEFT_OUT,
    }
    (folder / manifest.NAME).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    row_count = sum(file["rows"] for file in files if file["name"].startswith("ndjson/"))
    return ExportCounts(row_count, index.rows, missing_pictures)


class WrittenRows:
    """The two files of a table: its rows for programs, and the same as a sheet for people."""

    def __init__(self, table: Table, folder: Path, withholding: Withholding) -> None:
        self.table, self.withholding = table, withholding
        self.converters = converters_of(table)
        self.rows, self.sheet = (WrittenFile(folder, name) for name in (table.rows_file, table.sheet_file))

    def write(self) -> Iterator[tuple[str, bool]]:
        """Write all rows; yield the names of the files of pictures that they name, as `names_of_row` does."""
        with self.rows, self.sheet:
            sheet = csv.writer(self.sheet)
            sheet.writerow(self.table.names)
            for stored_row in self.table.stored_rows():
                row = row_of(self.table, stored_row, self.converters)
                self.withholding.apply(self.table, row)
                self.rows.write_line(row)
                sheet.writerow(map(csv_cell, row.values()))
                yield from names_of_row(self.table, row)

    def files(self) -> Iterator[dict[str, Any]]:
        """Yield what the manifest tells of both files."""
        keys = {"last_key": last_key(self.table)} if self.table.has_counted_keys else {}
        yield {"name": self.rows.name, "rows": self.rows.rows, **self.rows.measures(), **keys}
        yield {"name": self.sheet.name, "rows": self.rows.rows, **self.sheet.measures()}


def converters_of(table: Table) -> list[tuple[int, Callable[[Any], Any]]]:
    """Return (place, what turns a value into JSON's) of the columns whose values JSON has not."""
    converters = ((place, to_json(column)) for place, column in enumerate(table.columns))
    return [(place, convert) for place, convert in converters if convert]


def row_of(
    table: Table, stored_row: tuple[Any, ...], converters: list[tuple[int, Callable[[Any], Any]]]
) -> dict[str, Any]:
    """Return a stored row as {column: value as JSON has it}."""
    values = list(stored_row)
    for place, convert in converters:
        if values[place] is not None:
            values[place] = convert(values[place])
    return dict(zip(table.names, values, strict=True))
