"""What an import does, line by line and in numbers: on the screen of a command, and in the database for the desk."""

from collections import Counter, defaultdict
from typing import Any, Protocol

from catalog.exchange.records import Place, Remark
from catalog.models import Import, ImportLine, Outcome

LENGTHS = {
    name: ImportLine._meta.get_field(name).max_length
    for name in ("label", "file", "column", "field", "value", "expected", "remedy")
}
COUNTED = (Outcome.CREATED, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.REFUSED)


class LineTaker(Protocol):
    def __call__(self, line: ImportLine) -> None: ...


class Report:
    """Counts records by outcome, and rows of each noun; hands lines on when what they tell has been kept."""

    def __init__(self, of_import: Import, take_line: LineTaker | None, *, stores: bool, is_dry: bool) -> None:
        self.of_import, self.take_line, self.stores, self.is_dry = of_import, take_line, stores, is_dry
        self.counts: Counter[str] = Counter(of_import.counts)
        self.noun_counts: dict[str, Counter[str]] = defaultdict(
            Counter, {noun: Counter(counts) for noun, counts in of_import.noun_counts.items()}
        )
        self.waiting_lines: list[ImportLine] = []
        # Terms that were added to the vocabulary, as (noun, name).
        self.new_terms: list[tuple[str, str]] = []
        # (outcome, noun, number of rows, whether it is a record)
        self.waiting_counts: list[tuple[str, str, int, bool]] = []

    def record(self, outcome: Outcome, noun: str, place: Place, label: str, key: Any = "") -> None:
        """Tell what becomes of a record."""
        self.waiting_counts.append((outcome.value, noun, 1, True))
        self.line(outcome, place, noun=noun, label=label, key="" if self.is_dry else str(key))

    def count(self, outcome: Outcome, noun: str, number: int = 1) -> None:
        """Count rows that a record brings with it."""
        self.waiting_counts.append((outcome.value, noun, number, False))

    def remark(self, remark: Remark, noun: str = "") -> None:
        """Tell a reader's, or a checker's, remark. What takes the whole record counts as a refused record."""
        outcome = Outcome.REFUSED if remark.is_refused else Outcome.MENDED
        if remark.is_refused:
            self.waiting_counts.append((outcome.value, noun or "value", 1, True))
        self.line(outcome, remark.place, noun=noun, value=remark.value, expected=remark.expected, remedy=remark.remedy)

    def line(self, outcome: Outcome, place: Place, **texts: str) -> None:
        texts |= {"file": place.file, "column": texts.get("column") or place.column}
        values = {name: storable(text)[: LENGTHS.get(name)] for name, text in texts.items()}
        self.waiting_lines.append(ImportLine(of_import=self.of_import, outcome=outcome, line=place.line, **values))

    def keep(self) -> None:
        """Count and hand on all that waits: what it tells is kept. In a transaction where lines are stored."""
        for outcome, noun, number, is_record in self.waiting_counts:
            if is_record:
                self.counts[outcome] += number
            self.noun_counts[noun][outcome] += number
        lines = self.waiting_lines
        if self.stores:
            kept_lines = (
                lines
                if self.is_dry
                else [line for line in lines if line.outcome not in (Outcome.CREATED, Outcome.UNCHANGED)]
            )
            ImportLine.objects.bulk_create(kept_lines, batch_size=500)
        if self.take_line:
            for line in lines:
                self.take_line(line)
        self.drop()

    def drop(self) -> None:
        self.waiting_lines, self.waiting_counts = [], []

    def last_line(self) -> str:
        """Return the counts of records as the last line of a command tells them."""
        return ", ".join(f"{outcome.value} {self.counts[outcome.value]}" for outcome in COUNTED)


def storable(text: str) -> str:
    """Return a text without what no database stores: NUL bytes, and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
