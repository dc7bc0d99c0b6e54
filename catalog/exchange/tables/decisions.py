"""Who or what is meant by a name in a table: what somebody has decided, and what is still to be decided.

People, companies and films without an outside id are never known by their name alone. A decision holds for a whole file, and for
the next file of the same mapping: its scope is the mapping's name, or the file's digest where it has none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from django.contrib.auth.models import User
from django.utils import timezone

from catalog.editing.references import survivors
from catalog.models import Company, Film, ImportChoice, ImportDecision, Person

MODELS = {"person": Person, "company": Company, "film": Film}
MOST_NAMES = 300_000
BATCH = 100
MOST_LETTERS = {"name": 300, "told_by": 100}


class Name(NamedTuple):
    """A name in a table; `told_by` tells two of the same name apart: the year of a film."""

    noun: str
    name: str
    told_by: str = ""


@dataclass(frozen=True)
class Decision:
    """Whom a name means: a row that is here, or a new one."""

    key: int | None = None
    is_new: bool = False


class Decisions:
    """The decisions of one scope."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        self.by_name: dict[Name, Decision] = {}
        rows = ImportDecision.objects.filter(scope=scope).exclude(choice=ImportChoice.ASK)
        for noun, name, told_by, choice, key in rows.values_list("noun", "name", "told_by", "choice", "key").iterator():
            is_new = choice == ImportChoice.NEW and not key
            self.by_name[Name(noun, name, told_by)] = Decision(int(key) if key else None, is_new)
        self.follow_merges()

    def follow_merges(self) -> None:
        """Let decisions for rows that were merged hold for their survivors, and forget those for rows that are no longer here."""
        for noun, model in MODELS.items():
            keys = {name: decision.key for name, decision in self.by_name.items() if name.noun == noun and decision.key}
            survivor_of = survivors(noun, set(keys.values()))
            keys = {name: survivor_of.get(key, key) for name, key in keys.items()}
            here: set[int] = set()
            ordered_keys = sorted(set(keys.values()))
            for start in range(0, len(ordered_keys), BATCH):
                here.update(
                    model._base_manager.filter(pk__in=ordered_keys[start : start + BATCH]).values_list("pk", flat=True)
                )
            for name, key in keys.items():
                if key in here:
                    self.by_name[name] = Decision(key)
                else:
                    # Somebody has to decide again.
                    del self.by_name[name]

    def of(self, name: Name) -> Decision | None:
        """Return what was decided for a name; None where nothing was."""
        return self.by_name.get(bounded(name))


def bounded(name: Name) -> Name:
    return Name(name.noun, name.name[: MOST_LETTERS["name"]], name.told_by[: MOST_LETTERS["told_by"]])


def store_decisions(scope: str, decisions: Iterable[tuple[Name, Decision]], decided_by: User | None = None) -> int:
    """Store decisions, over earlier ones for the same names; return how many. They may be without number."""
    count = 0
    lines = iter(decisions)
    while batch := {bounded(name): decision for name, decision in islice(lines, BATCH)}:
        rows = [row_of(scope, name, decision, decided_by) for name, decision in batch.items()]
        ImportDecision.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["scope", "noun", "name", "told_by"],
            update_fields=["choice", "key", "decided_by", "decided_at"],
        )
        count += len(rows)
    return count


def row_of(scope: str, name: Name, decision: Decision, decided_by: User | None) -> ImportDecision:
    return ImportDecision(
        scope=scope,
        noun=name.noun,
        name=name.name,
        told_by=name.told_by,
        choice=ImportChoice.NEW if decision.is_new else ImportChoice.SAME,
        key=str(decision.key or ""),
        decided_by=decided_by,
        decided_at=timezone.now(),
    )
