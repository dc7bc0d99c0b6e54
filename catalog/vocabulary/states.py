"""Former states: when they were, and the country that answers for those that have no code of ISO 3166."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from catalog.vocabulary.names import LANGUAGES


class State(NamedTuple):
    """A former state. `start` and `end` are EDTF dates, "" where not known, and so is a `wikidata` id that nobody is sure of.

    One that has a code of ISO 3166 has no `successor`: it answers as itself.
    """

    code: str
    start: str
    end: str
    successor: str
    wikidata: str

    @property
    def columns(self) -> dict[str, str | None]:
        """What the database keeps of it, besides its name."""
        columns: dict[str, str | None] = {
            "start_date": self.start or None,
            "end_date": self.end or None,
            "wikidata": self.wikidata,
        }
        return columns | ({"successor_id": self.successor} if self.successor else {})


@cache
def read_states() -> dict[str, State]:
    """Return {code: state} of states.csv, in its order."""
    with Path(__file__).with_name("states.csv").open(encoding="utf-8", newline="") as lines:
        rows = ({name: text for name, text in row.items() if name not in LANGUAGES} for row in csv.DictReader(lines))
        return {row["code"]: State(**row) for row in rows}
