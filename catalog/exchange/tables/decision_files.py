"""The file of decisions: a CSV in which a person fills in whom each name means, and its way back."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext

from catalog.exchange.formulas import with_mark
from catalog.exchange.records import UnreadableError
from catalog.exchange.tables.cells import open_table
from catalog.exchange.tables.decisions import MODELS, Decision, Name
from catalog.exchange.tables.names import OpenName

COLUMNS = ("noun", "name", "told by", "line", "proposal", "candidates", "decision")
BETWEEN = " | "
DECISION = re.compile(r"(?:same\s+)?#?(\d{1,18})", re.IGNORECASE)
BATCH = 500


def write_decisions(path: Path, names: Iterable[OpenName], *, confirms_new: bool = False) -> Counter[str]:
    """Write names with their candidates; `confirms_new` fills in all that are proposed to be new. Return the number of each proposal."""
    counts: Counter[str] = Counter()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for name in names:
            counts["decided" if name.decision else name.proposal.partition(" ")[0]] += 1
            rows.writerow([with_mark(str(cell)) for cell in cells_of(name, confirms_new=confirms_new)])
    return counts


def cells_of(name: OpenName, *, confirms_new: bool = False) -> list[object]:
    candidates = BETWEEN.join(candidate.in_words for candidate in name.candidates)
    decision = decision_in_words(name.decision)
    if not decision and confirms_new and name.proposal == "new":
        decision = "new"
    return [*name.name, name.line, name.proposal, candidates, decision]


def decision_in_words(decision: Decision | None) -> str:
    if decision is None:
        return ""
    return f"same {decision.key}" if decision.key else "new"


def read_decisions(path: Path) -> list[tuple[Name, Decision]]:
    """Return the decisions that are filled in. Raise UnreadableError with the line of one that says nothing clear."""
    decisions = list(read_rows(path))
    refuse_missing_rows(path, decisions)
    return [(name, decision) for _, name, decision in decisions]


def read_rows(path: Path) -> Iterator[tuple[int, Name, Decision]]:
    with open_table(path) as table:
        header = next((row.cells for row in table.rows), [])
        places = {cell.strip().lower(): place for place, cell in enumerate(header)}
        missing = [column for column in ("noun", "name", "told by", "decision") if column not in places]
        if missing:
            raise UnreadableError(
                gettext("%(file)s has no column “%(column)s”. Give back the file of decisions that the dry run wrote.")
                % {"file": path.name, "column": missing[0]}
            )
        for row in table.rows:
            cells = {
                column: row.cells[place].strip() if place < len(row.cells) else "" for column, place in places.items()
            }
            if cells["decision"]:
                name = Name(cells["noun"], cells["name"], cells["told by"])
                yield row.line, name, read_decision(path, row.line, cells)


def read_decision(path: Path, line: int, cells: dict[str, str]) -> Decision:
    """Return what a cell decides: `same 123`, `new`, or `same` where the row proposes one."""
    text = cells["decision"].lower()
    if cells["noun"] in MODELS:
        if text == "new":
            return Decision(is_new=True)
        if text == "same":
            text = cells.get("proposal", "")
        if match := DECISION.fullmatch(text):
            return Decision(int(match[1]))
    raise UnreadableError(
        gettext(
            "%(file)s, line %(line)s: “%(decision)s” decides nothing. Write same and a number of the candidates, or new."
        )
        % {"file": path.name, "line": line, "decision": cells["decision"][:100]}
    )


def refuse_missing_rows(path: Path, decisions: list[tuple[int, Name, Decision]]) -> None:
    """Raise UnreadableError for a decision for a row that is not here."""
    for noun, model in MODELS.items():
        lines = {decision.key: line for line, name, decision in decisions if name.noun == noun and decision.key}
        keys = sorted(key for key in lines if key)
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            here = set(model._base_manager.filter(pk__in=batch).values_list("pk", flat=True))
            for key in batch:
                if key not in here:
                    raise UnreadableError(
                        gettext(
                            "%(file)s, line %(line)s: there is no %(noun)s %(key)s here. Write the number of one who is, or new."
                        )
                        % {"file": path.name, "line": lines[key], "noun": model._meta.verbose_name, "key": key}
                    )
