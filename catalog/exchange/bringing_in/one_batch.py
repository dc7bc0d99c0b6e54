"""Bring in one batch of records: check them, find out which are here, and write the new and the changed ones."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from catalog.editing.documents import Root
from catalog.editing.edit import apply_change
from catalog.exchange.bringing_in.checking import Checker, RefusedValueError
from catalog.exchange.bringing_in.comparing import Comparer, Comparison, Difference
from catalog.exchange.bringing_in.documents import Documents
from catalog.exchange.bringing_in.entries import Entries, entries_in, name_of, new_ident
from catalog.exchange.bringing_in.keys import Keys, TriedKeys
from catalog.exchange.bringing_in.proposals import propose
from catalog.exchange.bringing_in.report import Report
from catalog.exchange.bringing_in.sources import Sources, own_source
from catalog.exchange.bringing_in.state_here import Here
from catalog.exchange.bringing_in.terms import Terms
from catalog.exchange.bringing_in.words import field_label, in_words
from catalog.exchange.bringing_in.writing import Writer
from catalog.exchange.records import Entry, Record, Remark, SourceOfImport
from catalog.exchange.statistics import Statistics, renew
from catalog.models import Deed, Import, ImportDecision, ImportedRecord, Outcome, State

# Rows whose numbers the report tells beside those of films and people.
COUNTED_ROWS = {"credit", "release", "title", "filmcompany", "synopsis"}
# What records are of is counted with the record.
RECORDED_NOUNS = {"film"}


class BatchRun:
    """Prepares batches outside of transactions, and writes each in one."""

    def __init__(self, of_import: Import, source: SourceOfImport, report: Report, *, is_dry: bool) -> None:
        self.of_import, self.report, self.is_dry = of_import, report, is_dry
        own = -1 if is_dry else own_source(of_import, source, of_import.files).pk
        kept_import = None if is_dry else of_import
        self.checker = Checker()
        terms = Terms(kept_import)
        report.new_terms = terms.new_terms
        self.entries = Entries(terms, is_dry=is_dry, scope=str(of_import.options.get("scope", "")))
        self.documents = Documents(
            TriedKeys() if is_dry else Keys(),
            self.entries,
            Sources(kept_import, own),
            self.checker,
            of_import.began_at.isoformat(),  # type: ignore[union-attr]
            of_import.state,
        )
        self.writer = None if is_dry else Writer(of_import, of_import.began_at)  # type: ignore[arg-type]
        earlier = Import.objects.filter(format=of_import.format, source__isnull=False)
        self.sources_of_format = {own, *earlier.values_list("source", flat=True)}
        self.is_direct = of_import.state == State.PUBLISHED
        self.changes: list[tuple[Root, Comparison, str]] = []
        self.kept_records: list[tuple[Record, str, Any]] = []
        self.transaction_seconds = 0.0
        self.statistics = Statistics()

    def close(self) -> None:
        """Remove what a dry run keeps on the disk; renew the statistics of what was written."""
        if self.entries.tried_keys:
            self.entries.tried_keys.close()
        if self.writer:
            renew(self.writer.table_names())

    def prepare(self, batch: Iterable[Record | Remark]) -> None:
        """Work out what a batch does. What it makes waits in `documents`, what it changes in `changes`."""
        records = []
        for item in batch:
            if isinstance(item, Remark):
                self.report.remark(item)
            elif record := self.checker.check(item):
                records.append(record)
            self.tell_remarks()
        self.entries.look_up(records)
        digests = self.earlier_digests(records)
        for record in records:
            self.prepare_record(record, digests)
            self.tell_remarks()
        if self.is_dry:
            # What was counted and told is all that is wanted of it.
            self.changes, self.kept_records = [], []

    def tell_remarks(self) -> None:
        for remark in self.checker.take_remarks():
            self.report.remark(remark)

    def earlier_digests(self, records: Iterable[Record]) -> dict[str, tuple[str, str]]:
        """Return {key of a record: (key of its row, digest)} of the records that this format brought in before."""
        keys = [key for record in records if (key := record_key(record))]
        rows = ImportedRecord.objects.filter(format=self.of_import.format, record_key__in=keys)
        return {key: (row_key, digest) for key, row_key, digest in rows.values_list("record_key", "key", "digest")}

    def prepare_record(self, record: Record, digests: dict[str, tuple[str, str]]) -> None:
        label = name_of(record)
        digest = digest_of(record)
        earlier_key, earlier_digest = digests.get(record_key(record), ("", ""))
        try:
            key = record.key or self.entries.find(record.noun, label, record.ids)
            if key is None and record.is_new:
                key = self.entries.keys.get(new_ident(record.noun, label, record.told_by))
            if key is None and not (record.ids or record.is_new):
                raise RefusedValueError(*undecided())
        except RefusedValueError as refusal:
            self.report.remark(
                Remark(record.place, label, refusal.expected, refusal.remedy, takes_record=True), record.noun
            )
            return
        if earlier_digest == digest and (key is None or str(key) == earlier_key):
            # The same record as before. Where its film is gone, an editor deleted it.
            outcome = Outcome.UNCHANGED if key is not None else Outcome.KEPT
            self.report.record(outcome, record.noun, record.place, label, earlier_key)
            return
        if key is None:
            self.make(record, label, digest)
        else:
            self.compare(record, key, label, digest)

    def make(self, record: Record, label: str, digest: str) -> None:
        """Let a new film, person or company wait to be written."""
        if not label:
            self.report.remark(Remark(record.place, "", *title_expected(), takes_record=True), record.noun)
            return
        key = self.documents.add_record(record)
        self.report.record(Outcome.CREATED, record.noun, record.place, label, key)
        self.count_new_roots()
        self.kept_records.append((record, digest, key))

    def compare(self, record: Record, key: Any, label: str, digest: str) -> None:
        """Work out what a record changes of a row that is here, or that an earlier record of the same batch makes."""
        if self.is_dry and is_tried(key):
            # An earlier record would have made it: what this one would add is not compared with that.
            outcome = Outcome.CHANGED if record.rows else Outcome.UNCHANGED
            self.report.record(outcome, record.noun, record.place, label)
            return
        here = Here(Root(record.noun, key), self.of_import.format, self.sources_of_format, stages=not self.is_direct)
        comparison = Comparer(record, here, self.documents).compare()
        self.count_new_roots()
        is_changed = bool(comparison.patch)
        self.report.record(
            Outcome.CHANGED if is_changed else Outcome.UNCHANGED, record.noun, record.place, here.label, key
        )
        for noun, _ in comparison.new_rows:
            self.report.count(Outcome.CREATED, noun)
        self.tell_comparison(record, here, comparison)
        if comparison.patch or comparison.proposals:
            self.changes.append((here.root, comparison, here.label))
        self.kept_records.append((record, digest, key))

    def tell_comparison(self, record: Record, here: Here, comparison: Comparison) -> None:
        for outcome, differences in ((Outcome.CHANGED, comparison.changes), (Outcome.PROPOSED, comparison.proposals)):
            for difference in differences:
                self.tell_difference(record, here, outcome, difference)
        for name in comparison.kept_rows:
            self.report.line(Outcome.KEPT, record.place, noun=record.noun, label=here.label, value=name)

    def tell_difference(self, record: Record, here: Here, outcome: Outcome, difference: Difference) -> None:
        self.report.line(
            outcome,
            record.place,
            noun=record.noun,
            key=str(here.root.key),
            label=here.label,
            column=record.columns.get(difference.name, difference.name),
            field=field_label(difference.noun, difference.name),
            value=in_words(difference.noun, difference.name, difference.value),
            expected=in_words(difference.noun, difference.name, difference.present),
        )

    def count_new_roots(self) -> None:
        """Hand new roots on to be written; count those that a record brings with it."""
        for noun, key, document in self.documents.new_roots:
            if noun not in RECORDED_NOUNS:
                self.report.count(Outcome.CREATED, noun)
            for part in COUNTED_ROWS & document.keys():
                self.report.count(Outcome.CREATED, part, len(document[part]))
            if self.writer:
                self.writer.add(noun, key, document)
        self.documents.new_roots = []

    def write(self, finish: Callable[[], None]) -> None:
        """Write what waits, and what `finish` writes, in one transaction."""
        assert self.writer is not None
        began = time.monotonic()
        with transaction.atomic():
            row_count = self.writer.write()
            for root, comparison, label in self.changes:
                self.change(root, comparison, label)
            self.keep_records()
            finish()
        self.transaction_seconds = time.monotonic() - began
        self.changes = []
        self.statistics.note(row_count, self.writer.table_names())

    def change(self, root: Root, comparison: Comparison, label: str) -> None:
        """Save a change as an editor would, and propose what an editor's value stands in the way of."""
        if comparison.patch:
            apply_change(
                root,
                comparison.patch,
                editor=self.of_import.by,
                deed=Deed.IMPORTED,
                directly=self.is_direct,
                of_import=self.of_import,
            )
        propose(self.of_import, root, label, comparison.proposals)

    def keep_records(self) -> None:
        """Remember the records, so that the same ones are known again, and the keys of what was decided to be new."""
        rows = [
            ImportedRecord(
                format=self.of_import.format,
                record_key=record_key(record),
                noun=record.noun,
                key=str(key),
                digest=digest,
                of_import=self.of_import,
            )
            for record, digest, key in self.kept_records
            if record_key(record)
        ]
        ImportedRecord.objects.bulk_create(
            list({row.record_key: row for row in rows}.values()),
            update_conflicts=True,
            unique_fields=["format", "record_key"],
            update_fields=["key", "digest", "of_import"],
            batch_size=200,
        )
        scope = self.of_import.options.get("scope")
        for record, _, key in self.kept_records if scope else ():
            for (noun, name, told_by), entry_key in self.new_entries(record, key):
                decisions = ImportDecision.objects.filter(scope=scope, noun=noun, name=name, told_by=told_by, key="")
                decisions.update(key=str(entry_key))
        self.kept_records = []

    def new_entries(self, record: Record, key: Any) -> Iterable[tuple[tuple[str, str, str], Any]]:
        """Yield ((noun, name, told_by), key) of what a record made because somebody decided that it is new."""
        if record.is_new:
            yield (record.noun, name_of(record), record.told_by), key
        for entry in entries_in(record):
            if entry.is_new and not entry.ids:
                entry_key = self.entries.keys.get(new_ident(entry.noun, entry.name))
                if entry_key is not None:
                    yield (entry.noun, entry.name, ""), entry_key

    def drop(self) -> None:
        """Forget a batch that was not kept."""
        self.entries.forget()
        self.documents.new_roots = []
        self.changes, self.kept_records = [], []
        self.report.drop()
        self.checker.take_remarks()
        if self.writer:
            self.writer.drop()


def is_tried(key: Any) -> bool:
    """Tell whether a key is one that a dry run gave to a row that it would make."""
    return isinstance(key, int) and key < 0


def record_key(record: Record) -> str:
    """Return the id by which a format knows a record; "" where it has none."""
    scheme, value = next(iter(record.ids.items()), ("", ""))
    return f"{record.noun}:{scheme}:{value}"[:120] if value else ""


def digest_of(record: Record) -> str:
    """Return a digest of all that a record tells, not of where it stands."""
    content = [record.noun, dict(record.ids), record.fields, [(row.noun, row.values) for row in record.rows]]
    text = json.dumps(content, default=content_of, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def content_of(value: Any) -> Any:
    """Return what JSON can hold of an entry, and of anything else its text."""
    if isinstance(value, Entry):
        return [value.noun, value.name, dict(value.ids), value.key, value.is_new, dict(value.fields)]
    return str(value)


def undecided() -> tuple[str, str]:
    return (
        gettext("an outside id, or a decision which one it is"),
        gettext("Give an outside id, or decide in the file of decisions."),
    )


def title_expected() -> tuple[str, str]:
    return gettext("a title or a name"), gettext("Write it, or leave the record out.")
