"""Collect the names in a table that somebody has to decide on, and propose whom they mean: one who is here, somebody new, or ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext

from catalog.exchange.records import UnreadableError
from catalog.exchange.tables.candidates import Candidate, candidates_of
from catalog.exchange.tables.decisions import MOST_NAMES, Decision, Decisions, Name
from catalog.exchange.tables.films import film_key
from catalog.exchange.tables.mapping import TableMapping
from catalog.exchange.tables.reader import read_mapped
from catalog.exchange.tables.rows import MappedRow
from catalog.exchange.tables.targets import Target
from catalog.texts.folding import fold

# What lists write where they know no name, in the languages of the site: nobody is called so.
NO_NAMES = {
    *("unknown", "not known", "n/a", "na", "none", "null", "various", "several", "anonymous", "uncredited", "tba"),
    *("unbekannt", "k. a.", "k.a.", "o. a.", "n. n.", "n.n.", "diverse", "verschiedene", "anonym"),
    *("nieznany", "nieznana", "brak", "brak danych", "rozni", "b. d.", "bd."),
}
# So many names are looked up at once.
BATCH = 200


@dataclass
class OpenName:
    """A name to decide on: where it stands first, whom it may mean, and what was decided before."""

    name: Name
    line: int
    candidates: list[Candidate] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def proposal(self) -> str:
        """Return `same 12` where just one row has that very name, `new` where none has nearly that name, else `ask`.

        Of what lists write where they know no name it is `ask`.
        """
        exact = [candidate for candidate in self.candidates if candidate.is_exact]
        if len(exact) == 1:
            return f"same {exact[0].key}"
        return "ask" if self.candidates or is_no_name(self.name) else "new"


def is_no_name(name: Name) -> bool:
    """Tell whether a person's or a company's name is none: Unknown, n/a, ?."""
    return name.noun != "film" and (fold(name.name) in NO_NAMES or not any(map(str.isalnum, name.name)))


def open_names(path: Path, mapping: TableMapping, decisions: Decisions) -> Iterator[OpenName]:
    """Yield the names of a table that no outside id goes with, with candidates, in the order in which they stand."""
    lines = iter(collect_names(path, mapping).items())
    while batch := dict(islice(lines, BATCH)):
        candidates = candidates_of(batch)
        for name, line in batch.items():
            yield OpenName(name, line, candidates.get(name, []), decisions.of(name))


def collect_names(path: Path, mapping: TableMapping) -> dict[Name, int]:
    """Return {name: the line in which it stands first} of a table."""
    targets = mapping.targets
    lines: dict[Name, int] = {}
    for row, _ in read_mapped(path, mapping):
        for name in names_in(row, mapping.noun, targets):
            lines.setdefault(name, row.line)
        if len(lines) > MOST_NAMES:
            raise UnreadableError(
                gettext("%(file)s has more than %(most)s names without an outside id. Part it into several files.")
                % {"file": path.name, "most": MOST_NAMES}
            )
    return lines


def names_in(row: MappedRow, noun: str, targets: Mapping[str, Target]) -> Iterator[Name]:
    """Yield the names in a row that no id goes with."""
    if noun == "person":
        has_id = any(name.startswith("person.id.") or name == "person.number" for name in row.values)
        if not has_id and (name := row.first("person.name")):
            yield Name("person", name, str(row.first("person.born") or ""))
        return
    key = film_key(row)
    if key.number is None and not key.ids and key.title:
        yield key.name
    has_person_id = any(name.startswith("credit.person_id.") for name in row.values)
    for target_name, values in row.values.items():
        target = targets[target_name]
        if target.field in ("people", "companies") or (target_name == "credit.person" and not has_person_id):
            yield from (Name(target.kind, value) for value in values)
