"""Run an import: dry, or bringing in. It takes records a few at a time, each time in one short transaction, and can go on where it stopped.

What is killed goes on after the last transaction: that one also says how many records are read. SQLite's write lock is held as
long as one of them takes; their size follows the time that they take.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from catalog.editing.documents import RefusedError
from catalog.editing.violations import violation_message
from catalog.exchange.bringing_in.lock import only_import
from catalog.exchange.bringing_in.one_batch import BatchRun
from catalog.exchange.bringing_in.readers import reader_of
from catalog.exchange.bringing_in.report import LineTaker, Report
from catalog.exchange.records import Reader, Record, Remark, UnreadableError
from catalog.models import Import, ImportStatus, State
from catalog.models.columns import this_second

# Seconds that a transaction should take, and rows that it may begin with.
TRANSACTION_SECONDS = 0.2
FIRST_ROWS, FEWEST_ROWS, MOST_ROWS = 200, 20, 6000
# A change of what is here takes as long as many new rows; so many a transaction begins with.
FIRST_CHANGES, MOST_CHANGES = 10, 500
FINISHED = (ImportStatus.DONE, ImportStatus.CANCELLED, ImportStatus.FAILED, ImportStatus.UNDONE)
Progress = Callable[[Import], None]


class NotPermittedError(Exception):
    """An account may not bring in what it asks for. The message says why, and who may."""


def new_import(
    import_format: str,
    paths: Sequence[Path],
    options: Mapping[str, Any],
    state: str = State.DRAFT,
    by: User | None = None,
) -> Import:
    """Save an import of some files. Raise NotPermittedError where `by` may not, UnreadableError where a file can't be read."""
    refuse_not_permitted(by, state)
    files = describe_files(paths)
    digest = digest_of(import_format, files, options, state)
    return Import.objects.create(
        format=import_format,
        options=dict(options),
        files=files,
        digest=digest,
        state=state,
        by=by,
        by_name=by.get_username() if by else "",
        total_bytes=sum(file["bytes"] for file in files),
    )


def unfinished_import(
    import_format: str, paths: Sequence[Path], options: Mapping[str, Any], state: str, by: User | None
) -> Import | None:
    """Return the import of the same files and options that was interrupted while it brought in; None where there is none."""
    digest = digest_of(import_format, describe_files(paths), options, state)
    return Import.objects.filter(digest=digest, by=by, status=ImportStatus.RUNNING).order_by("-id").first()


def refuse_not_permitted(by: User | None, state: str) -> None:
    if by is None:
        return
    if not by.is_active or not by.has_perm("catalog.add_import"):
        raise NotPermittedError(
            gettext("This account may not bring films in. Ask an Administrator for the role of an Editor.")
        )
    if state == State.PUBLISHED and not by.has_perm("catalog.publish_film"):
        raise NotPermittedError(
            gettext("This account may not publish films. Bring them in as drafts or in review, or ask a Reviewer.")
        )


def describe_files(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Return name, path, size, moment and checksum of each file; those in a folder by their names in it."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    try:
        return [describe_file(file) for file in files if file.is_file() or not file.exists()]
    except OSError as error:
        raise UnreadableError(
            gettext("%(file)s can’t be read: %(reason)s.") % {"file": error.filename, "reason": error.strerror}
        ) from error


def describe_file(path: Path) -> dict[str, Any]:
    checksum = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            checksum.update(block)
    status = path.stat()
    return {
        "name": path.name,
        "path": str(path.resolve()),
        "bytes": status.st_size,
        "changed_at": int(status.st_mtime),
        "sha256": checksum.hexdigest(),
    }


def digest_of(import_format: str, files: Iterable[Mapping[str, Any]], options: Mapping[str, Any], state: str) -> str:
    text = json.dumps([import_format, [file["sha256"] for file in files], options, state], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def check(
    of_import: Import, *, take_line: LineTaker | None = None, tell: Progress | None = None, stores: bool = True
) -> Report:
    """Do all but write: count and report what bringing in would do."""
    return Run(of_import, is_dry=True, take_line=take_line, tell=tell, stores=stores).go()


def bring_in(
    of_import: Import,
    *,
    take_line: LineTaker | None = None,
    tell: Progress | None = None,
    tell_waiting: Callable[[], None] = lambda: None,
) -> Report:
    """Bring an import in, from where it stopped before; it waits, and tells so, while another one runs."""
    with only_import(tell_waiting):
        return Run(of_import, is_dry=False, take_line=take_line, tell=tell, stores=True).go()


def cancel(of_import: Import) -> None:
    """Let a running import stop after its present transaction; what it has brought in stays, until it is undone."""
    Import.objects.filter(pk=of_import.pk).exclude(status__in=FINISHED).update(is_cancelled=True)


def idents_of(item: Record | Remark) -> set[Any]:
    """Return by what a record is known: two of the same film are never brought in at the same time."""
    if isinstance(item, Remark):
        return set()
    name = item.fields.get("title") or item.fields.get("name")
    idents: set[Any] = {(item.noun, *pair) for pair in item.ids.items()}
    return idents or {(item.noun, item.key or (name, item.told_by))}


class Run:
    """One run through the files of an import."""

    def __init__(
        self, of_import: Import, *, is_dry: bool, take_line: LineTaker | None, tell: Progress | None, stores: bool
    ) -> None:
        self.of_import, self.is_dry, self.tell, self.stores = of_import, is_dry, tell, stores
        self.reader: Reader = reader_of(of_import.format)
        self.paths = list(dict.fromkeys(Path(file["path"]) for file in of_import.files))
        if is_dry:
            of_import.counts, of_import.noun_counts, of_import.read_records = {}, {}, 0
        self.report = Report(of_import, take_line, stores=stores, is_dry=is_dry)
        self.most_rows, self.most_changes = FIRST_ROWS, FIRST_CHANGES
        self.read_bytes = 0

    def go(self) -> Report:
        """Run to the end; what the import's status is then, is stored."""
        self.begin()
        try:
            is_whole = self.read_all()
        except UnreadableError as error:
            self.end(ImportStatus.FAILED, str(error))
            raise
        except Exception as error:
            self.end(ImportStatus.FAILED, f"{type(error).__name__}: {error}")
            raise
        if not is_whole:
            self.end(ImportStatus.CANCELLED)
        else:
            self.end(ImportStatus.CHECKED if self.is_dry else ImportStatus.DONE)
        return self.report

    def begin(self) -> None:
        now = this_second()
        status = ImportStatus.CHECKING if self.is_dry else ImportStatus.RUNNING
        began_at = now if self.is_dry or not self.of_import.read_records else self.of_import.began_at or now
        self.save(status=status, began_at=began_at, alive_at=now, ended_at=None, fault="", is_cancelled=False)
        if self.is_dry and self.of_import.pk:
            self.of_import.lines.all().delete()
        self.batch_run = BatchRun(self.of_import, self.reader.source, self.report, is_dry=self.is_dry)

    def end(self, status: str, fault: str = "") -> None:
        self.batch_run.close()
        self.save(status=status, fault=fault, ended_at=timezone.now(), counts=dict(self.report.counts))
        if self.tell:
            self.tell(self.of_import)

    def save(self, **fields: Any) -> None:
        """Store fields of the import; the dry run of a command has no row for them."""
        for name, value in fields.items():
            setattr(self.of_import, name, value)
        if self.of_import.pk:
            Import.objects.filter(pk=self.of_import.pk).update(**fields)

    def read_all(self) -> bool:
        """Take all records; return False where the import was cancelled before its end."""
        items = self.reader.read(self.paths, self.of_import.options, self.note_progress)
        to_skip = self.of_import.read_records
        for batch, number in self.batches(items):
            if to_skip:
                # What was brought in before the import was interrupted.
                to_skip -= min(number, to_skip)
                continue
            self.take(batch, number)
            if self.is_cancelled():
                return False
        return True

    def batches(self, items: Iterator[Record | Remark]) -> Iterator[tuple[list[Record | Remark], int]]:
        """Yield items a few at a time, as many as make a short transaction, and how many they are."""
        batch: list[Record | Remark] = []
        idents: set[Any] = set()
        row_count = 0
        stop = self.of_import.read_records
        for read_count, item in enumerate(items):
            new_idents = idents_of(item)
            if batch and (row_count >= self.most_rows or read_count == stop or idents & new_idents):
                yield batch, len(batch)
                batch, row_count, idents = [], 0, set()
            batch.append(item)
            idents |= new_idents
            row_count += 1 + 2 * len(item.rows) if isinstance(item, Record) else 1
        if batch:
            yield batch, len(batch)

    def take(self, batch: list[Record | Remark], number: int) -> None:
        """Bring a batch in; where it violates a constraint, one record at a time, so that only those that do are refused."""
        began = time.monotonic()
        try:
            self.take_whole(batch, number)
        except (IntegrityError, RefusedError) as error:
            self.batch_run.drop()
            if number == 1:
                self.refuse(batch[0], error)
            else:
                for item in batch:
                    self.take([item], 1)
            return
        took = self.batch_run.transaction_seconds or time.monotonic() - began
        factor = min(2.0, max(0.5, TRANSACTION_SECONDS / max(took, 0.001)))
        self.most_rows = int(min(MOST_ROWS, max(FEWEST_ROWS, self.most_rows * factor)))
        if self.tell:
            self.tell(self.of_import)

    def take_whole(self, batch: list[Record | Remark], number: int) -> None:
        self.batch_run.prepare(batch)
        if self.is_dry:
            self.report.keep()
            self.save(**self.progress(number))
            return
        change_count = len(self.batch_run.changes)
        if change_count > self.most_changes and number > 1:
            self.batch_run.drop()
            for half in (batch[: number // 2], batch[number // 2 :]):
                self.take(half, len(half))
            return
        self.batch_run.write(lambda: self.save_with_report(number))
        if change_count:
            possible_count = int(change_count * TRANSACTION_SECONDS / max(self.batch_run.transaction_seconds, 0.001))
            self.most_changes = min(MOST_CHANGES, max(1, possible_count))

    def save_with_report(self, number: int) -> None:
        self.report.keep()
        self.save(**self.progress(number))

    def progress(self, number: int) -> dict[str, Any]:
        return {
            "read_records": self.of_import.read_records + number,
            "read_bytes": self.read_bytes,
            "counts": dict(self.report.counts),
            "noun_counts": {noun: dict(counts) for noun, counts in self.report.noun_counts.items()},
            "alive_at": timezone.now(),
        }

    def refuse(self, item: Record | Remark, error: Exception) -> None:
        """Refuse one record that the database refuses, and go on."""
        message = violation_message(error) if isinstance(error, IntegrityError) else str(error)
        label = (
            str(item.fields.get("title") or item.fields.get("name") or "") if isinstance(item, Record) else item.value
        )
        self.report.remark(Remark(item.place, label, message, takes_record=True))
        with transaction.atomic():
            self.save_with_report(1)

    def note_progress(self, read_bytes: int) -> None:
        self.read_bytes = read_bytes

    def is_cancelled(self) -> bool:
        if not self.of_import.pk:
            return False
        return Import.objects.filter(pk=self.of_import.pk, is_cancelled=True).exists()
