"""Rows of an export on their way into a table: read, judged, and inserted many at once, with the line of each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.db import DatabaseError, models, transaction

from catalog.exchange.wayback.database import check_references_now, dangling_rows, insert
from catalog.exchange.wayback.files import BrokenLineError, lines_of, read_line
from catalog.exchange.wayback.tables import Table
from catalog.exchange.wayback.values import WrongValueError, from_json

MOST_ROWS, MOST_BYTES = 1000, 4 * 1024 * 1024
# After so many refused rows the rest is not read.
MOST_REFUSALS = 100
# What a database raises for rows that it does not take; the last three come from its driver.
INSERT_ERRORS = (DatabaseError, UnicodeError, ValueError, OverflowError)


class Refusal(NamedTuple):
    """A row that was refused, and why."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"


class TooManyRefusalsError(Exception):
    """So many rows were refused that the rest was not read."""


class IncomingRow(NamedTuple):
    """A row as the file has it, and as the database takes it."""

    line: int
    row: dict[str, Any]
    values: list[Any]


class IncomingTable:
    """The rows of one file; `refusals` is shared by all files of an import. `equals` and `differing` compare with `earlier_rows`.

    `earlier_rows` are {key: row as the file would have it} of the rows that the import takes the place of.
    """

    def __init__(
        self, table: Table, folder: Path, refusals: list[Refusal], earlier_rows: dict[Any, dict[str, Any]]
    ) -> None:
        self.table, self.path, self.refusals, self.earlier_rows = (
            table,
            folder / table.rows_file,
            refusals,
            earlier_rows,
        )
        self.readers = [(column.attname, from_json(column)) for column in table.columns]
        self.inserted = self.equal = self.differing = 0

    def bring_in(self) -> None:
        """Insert all rows, and see that each row that they refer to is there. Raise TooManyRefusalsError."""
        for batch in self.batches():
            self.insert(batch)
        if not self.refusals:
            self.refuse_dangling()
        if not self.refusals:
            check_references_now()

    def batches(self) -> Iterator[list[IncomingRow]]:
        batch, size = list[IncomingRow](), 0
        for number, line in lines_of(self.path):
            try:
                row = read_line(line)
                batch.append(IncomingRow(number, row, self.read(row)))
            except (BrokenLineError, WrongValueError) as error:
                self.refuse(number, str(error))
            size += len(line)
            if len(batch) == MOST_ROWS or size > MOST_BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def read(self, row: dict[str, Any]) -> list[Any]:
        """Return the values of a row as the database takes them. Raise WrongValueError."""
        if row.keys() != set(self.table.names):
            unknown_names = sorted(row.keys() - set(self.table.names))
            missing_names = [name for name in self.table.names if name not in row]
            kind, name = ("has no", unknown_names[0]) if unknown_names else ("needs the", missing_names[0])
            raise WrongValueError(f"{self.table.name} {kind} field {name}")
        values = []
        for name, read in self.readers:
            try:
                values.append(read(row[name]))
            except WrongValueError as error:
                raise WrongValueError(f"{name} is {shortened(row[name])}: {error}") from None
        return values

    def insert(self, batch: list[IncomingRow]) -> None:
        """Insert rows at once; where the database refuses one, each by itself, to see which."""
        try:
            with transaction.atomic():
                insert(self.table, [row.values for row in batch])
        except INSERT_ERRORS:
            for row in batch:
                self.insert_alone(row)
        else:
            for row in batch:
                self.count(row)

    def insert_alone(self, row: IncomingRow) -> None:
        try:
            with transaction.atomic():
                insert(self.table, [row.values])
        except INSERT_ERRORS as error:
            self.refuse(row.line, self.reason_of(error))
        else:
            self.count(row)

    def count(self, row: IncomingRow) -> None:
        self.inserted += 1
        earlier_row = self.earlier_rows.pop(row.row[self.table.key_name], None) if self.earlier_rows else None
        if earlier_row is not None:
            self.equal += earlier_row == row.row
            self.differing += earlier_row != row.row

    def refuse(self, line: int, reason: str) -> None:
        self.refusals.append(Refusal(self.table.rows_file, line, reason))
        if len(self.refusals) >= MOST_REFUSALS:
            raise TooManyRefusalsError

    def reason_of(self, error: Exception) -> str:
        """Say why the database refused a row: by the rule that it names, where the rule has words of its own."""
        text = str(error).strip().partition("\n")[0]
        for constraint in self.table.model._meta.constraints:
            default = models.BaseConstraint.default_violation_error_message
            if constraint.name in text and constraint.violation_error_message != default:
                return f"{constraint.violation_error_message} ({text})"
        return f"the database refuses it: {text}"

    def refuse_dangling(self) -> None:
        """Refuse the rows that refer to one that is not in the export."""
        reasons: dict[Any, str] = {}
        for key, name, value in dangling_rows(self.table, MOST_REFUSALS):
            reasons.setdefault(key, f"{name} is {shortened(value)}, and the export has no such row")
        if not reasons:
            return
        for number, line in lines_of(self.path):
            key = read_line(line).get(self.table.key_name)
            if key in reasons:
                self.refuse(number, reasons[key])


def shortened(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= 60 else f"{words[:60]}…"
