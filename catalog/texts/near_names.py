"""Names that are nearly another one: a letter more or less, two that changed places, first and last name turned round."""

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import TypeVar

from catalog.texts.folding import fold

Row = TypeVar("Row")

# Brigitte Helm and Brigite Helms are near, Fritz Lang and Fritz Rasp are not.
NEAR = 0.85
MOST_NEAR = 3


def similarity(name: str, other_name: str) -> float:
    """Return how alike two names are, from 0 to 1; the order of their words doesn't matter."""
    first, second = (" ".join(sorted(fold(text).split())) for text in (name, other_name))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def near_names(rows: Iterable[Row], name_of: Callable[[Row], str], name: str) -> list[Row]:
    """Return the rows whose names are nearest to a name and not far from it, the nearest first."""
    scored_rows = [(similarity(name_of(row), name), place, row) for place, row in enumerate(rows)]
    return [
        row for score, _, row in sorted(scored_rows, key=lambda line: (-line[0], line[1]))[:MOST_NEAR] if score >= NEAR
    ]
