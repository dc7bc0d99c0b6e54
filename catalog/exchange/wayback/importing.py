"""Bring an export into an empty database: all of it in one transaction, or nothing."""

from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from catalog.exchange.statistics import renew
from catalog.exchange.wayback.database import empty, latest_migration, set_last_key
from catalog.exchange.wayback.exporting import converters_of, row_of
from catalog.exchange.wayback.incoming_rows import IncomingTable, Refusal, TooManyRefusalsError
from catalog.exchange.wayback.manifest import Manifest
from catalog.exchange.wayback.pictures import BroughtPictures
from catalog.exchange.wayback.tables import MADE_BY_MIGRATE, Table, exported_tables


class CatalogueInUseError(Exception):
    """A database that is not empty. The message says what it holds and what to do."""


class TableCounts(NamedTuple):
    """What became of one table: rows of the export, those that equal earlier ones, those that differ, earlier ones that went."""

    table: str
    rows: int
    equal: int
    differing: int
    gone_rows: int


class ImportReport(NamedTuple):
    """What an import did, or would do. `is_cut` tells whether it stopped reading, because too many rows were refused."""

    tables: list[TableCounts]
    refusals: list[Refusal]
    pictures: int
    is_cut: bool

    def last_line(self) -> str:
        """Count the rows; where one was refused, nothing came in."""
        if self.refusals:
            return f"created 0, changed 0, unchanged 0, refused {len(self.refusals)}"
        equal, differing = (sum(getattr(table, name) for table in self.tables) for name in ("equal", "differing"))
        new_rows = sum(table.rows for table in self.tables) - equal - differing
        return f"created {new_rows}, changed {differing}, unchanged {equal}, refused 0"


def import_catalogue(folder: Path, *, keeps: bool) -> ImportReport:
    """Bring an export in with its keys, in place of what `migrate` writes into a new database; without `keeps`, only try it.

    Raise UnusableExportError, NotMigratedError or CatalogueInUseError before anything is written. Where a row is refused,
    nothing stays.
    """
    manifest = Manifest(folder)
    manifest.refuse_other_migration(latest_migration())
    refuse_filled_database()
    manifest.check_files()
    pictures = BroughtPictures(manifest)
    try:
        with transaction.atomic():
            report = write_tables(manifest)
            if keeps and not report.refusals:
                pictures.copy()
            else:
                transaction.set_rollback(True)
    except BaseException:
        pictures.remove()
        raise
    if keeps and not report.refusals:
        renew(table.model._meta.db_table for table in exported_tables().values())
    return report._replace(pictures=pictures.count or sum(1 for _ in manifest.pictures()))


def refuse_filled_database() -> None:
    """Raise CatalogueInUseError where a table holds rows that `migrate` does not write into a new database."""
    names = [
        str(table.model._meta.verbose_name_plural)
        for name, table in exported_tables().items()
        if name not in MADE_BY_MIGRATE and table.model._base_manager.exists()
    ]
    if names:
        more = f" and {len(names) - 3} further kinds of rows" if len(names) > 3 else ""
        raise CatalogueInUseError(
            f"The database holds {', '.join(names[:3])}{more} already. An export comes into an empty catalogue alone: make a "
            "new database, run manage.py migrate there, and bring the export in before anything else."
        )


def write_tables(manifest: Manifest) -> ImportReport:
    tables, counts, refusals = exported_tables(), list[TableCounts](), list[Refusal]()
    earlier_rows = {name: rows_of(tables[name]) for name in MADE_BY_MIGRATE}
    empty(tables[name] for name in reversed(MADE_BY_MIGRATE))
    try:
        for name, table in tables.items():
            incoming = IncomingTable(table, manifest.folder, refusals, earlier_rows.get(name, {}))
            incoming.bring_in()
            counts.append(
                TableCounts(
                    name, incoming.inserted, incoming.equal, incoming.differing, gone_rows=len(incoming.earlier_rows)
                )
            )
    except TooManyRefusalsError:
        return ImportReport(counts, refusals, pictures=0, is_cut=True)
    if not refusals:
        for table in tables.values():
            if table.has_counted_keys:
                set_last_key(table, manifest.last_key(table))
    return ImportReport(counts, refusals, pictures=0, is_cut=False)


def rows_of(table: Table) -> dict[Any, dict[str, Any]]:
    """Read the rows of a small table as a file would have them, by their keys."""
    converters = converters_of(table)
    rows = (row_of(table, stored_row, converters) for stored_row in table.stored_rows())
    return {row[table.key_name]: row for row in rows}
