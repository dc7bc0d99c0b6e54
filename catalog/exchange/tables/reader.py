"""The reader of tables: it yields the records of a file by its mapping, with what somebody has decided on its names."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.exchange.records import Progress, Record, Remark, SourceOfImport, UnreadableError
from catalog.exchange.tables.cells import TableRow, open_table
from catalog.exchange.tables.decisions import Decisions
from catalog.exchange.tables.films import film_key
from catalog.exchange.tables.mapping import MappingError, TableMapping, mapping_of
from catalog.exchange.tables.records import RecordMaker
from catalog.exchange.tables.rows import MappedRow, RowReader, is_header_again

# Rows of which films are looked up at once.
CHUNK_ROWS = 500


class TableReader:
    """Reads tables. The options are `mapping`, a JSON document, and `scope`, whose decisions hold."""

    source = SourceOfImport(title=str(_("Table")), kind="database")

    def total_bytes(self, paths: Sequence[Path], options: Mapping[str, Any]) -> int:
        return sum(path.stat().st_size for path in paths)

    def read(self, paths: Sequence[Path], options: Mapping[str, Any], progress: Progress) -> Iterator[Record | Remark]:
        """Yield the records and remarks of tables. Raise UnreadableError where one can't be read, or not by this mapping."""
        try:
            mapping = mapping_of(options.get("mapping"))
        except MappingError as error:
            raise UnreadableError(str(error)) from None
        decisions = Decisions(str(options.get("scope", "")))
        for path in paths:
            maker = RecordMaker(mapping, decisions, path.name)
            for rows, remarks in chunks(path, mapping, progress):
                yield from remarks
                yield from maker.records(rows)


def chunks(
    path: Path, mapping: TableMapping, progress: Progress = lambda read_bytes: None
) -> Iterator[tuple[list[MappedRow], list[Remark]]]:
    """Yield the mapped rows of a table a few hundred at a time, those of one film together, and the remarks on them."""
    rows: list[MappedRow] = []
    remarks: list[Remark] = []
    ident: Any = None
    for row, row_remarks in read_mapped(path, mapping, progress):
        new_ident = film_key(row).ident
        if (len(rows) >= CHUNK_ROWS and new_ident != ident) or len(rows) >= 50 * CHUNK_ROWS:
            yield rows, remarks
            rows, remarks = [], []
        rows.append(row)
        remarks += row_remarks
        ident = new_ident
    yield rows, remarks


def read_mapped(
    path: Path, mapping: TableMapping, progress: Progress = lambda read_bytes: None
) -> Iterator[tuple[MappedRow, list[Remark]]]:
    """Yield each row of a table with the remarks on it, and tell how far the file is read, as far as that is known."""
    options = {name: getattr(mapping, name) for name in ("encoding", "separator", "sheet")}
    size = path.stat().st_size
    with open_table(path, options) as table:
        header = header_of(table.rows, mapping)
        try:
            reader = RowReader(mapping, path.name, header)
        except MappingError as error:
            raise UnreadableError(str(error)) from None
        letters = 0
        for row in table.rows:
            if mapping.header and is_header_again(header, row):
                continue
            yield reader.read(row)
            letters += sum(map(len, row.cells)) + len(row.cells)
            progress(min(letters, size))
    progress(size)


def header_of(rows: Iterator[TableRow], mapping: TableMapping) -> list[str]:
    """Return the names of the columns; without a row of names, none."""
    first = next(islice(rows, 1), None) if mapping.header else None
    return [cell.strip() for cell in first.cells] if first else []
