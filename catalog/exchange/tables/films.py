"""Find the films that rows are of: by their number here, an outside id, the inventory number of a copy, or by a decision."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.exchange.tables.decisions import Decisions, Name
from catalog.exchange.tables.rows import MappedRow
from catalog.models import Copy, ExternalId, Film


@dataclass
class FilmKey:
    """By what the film of a row is known."""

    number: int | None = None
    ids: dict[str, str] = field(default_factory=dict)
    title: str = ""
    told_by: str = ""
    inventory_number: str = ""

    @property
    def ident(self) -> Any:
        """What two rows of the same film have in common; None where the row names no film."""
        if self.number is not None:
            return self.number
        if self.ids:
            return tuple(sorted(self.ids.items()))
        if self.title:
            return (self.title, self.told_by)
        return self.inventory_number or None

    @property
    def name(self) -> Name:
        return Name("film", self.title, self.told_by)


def film_key(row: MappedRow) -> FilmKey:
    """Return by what the film of a row is known."""
    ids = {
        name.rpartition(".")[2]: values[0]
        for name, values in row.values.items()
        if name.startswith("film.id.") and values
    }
    return FilmKey(
        row.first("film.number"),
        ids,
        str(row.first("film.title") or ""),
        str(row.first("film.given_date") or ""),
        str(row.first("copy.inventory_number") or ""),
    )


class Films:
    """The films that are here, of some rows at once."""

    def __init__(self, keys: Sequence[FilmKey]) -> None:
        numbers = {key.number for key in keys if key.number is not None}
        self.numbers = set(Film.objects.filter(pk__in=numbers).values_list("pk", flat=True)) if numbers else set()
        self.by_id = dict(self.look_up_ids(keys))
        inventory = {key.inventory_number for key in keys if key.ident == key.inventory_number and key.inventory_number}
        copies = Copy.objects.filter(inventory_number__in=inventory) if inventory else Copy.objects.none()
        self.by_inventory = dict(copies.values_list("inventory_number", "film"))

    def look_up_ids(self, keys: Sequence[FilmKey]) -> Iterable[tuple[tuple[str, str], int]]:
        values: dict[str, set[str]] = defaultdict(set)
        for key in keys:
            for scheme, value in key.ids.items():
                values[scheme].add(value)
        for scheme, ids in values.items():
            rows = ExternalId.objects.filter(scheme=scheme, value__in=ids, film__isnull=False)
            for value, film in rows.values_list("value", "film"):
                yield (scheme, value), film

    def find(self, key: FilmKey, decisions: Decisions) -> tuple[int | None, bool]:
        """Return the film of a row, and whether somebody has decided that it is new; (None, False) where neither is known."""
        if key.number is not None:
            return (key.number if key.number in self.numbers else None), False
        if key.ids:
            return next((film for pair in key.ids.items() if (film := self.by_id.get(pair))), None), False
        if key.title:
            decision = decisions.of(key.name)
            return (decision.key, decision.is_new) if decision else (None, False)
        return self.by_inventory.get(key.inventory_number), False
