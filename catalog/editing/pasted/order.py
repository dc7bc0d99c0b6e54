"""Which comes first in lines of two: the person or the character? The lines of a part of a block tell it together."""

from collections.abc import Iterable
from typing import Literal

from catalog.editing.pasted.names import is_likely_person

Order = Literal["person", "character"]
# So many times as many lines have to speak for an order as against it.
MAJORITY = 3


def evidence(left: str, right: str) -> int:
    """Return 1 where only the left side looks like a person, -1 where only the right one does, else 0."""
    return is_likely_person(left) - is_likely_person(right)


def order_of(pairs: Iterable[tuple[str, str]]) -> Order | None:
    """Return the order that most of some pairs speak for; None where they don't say."""
    votes = [evidence(left, right) for left, right in pairs]
    person_first, character_first = votes.count(1), votes.count(-1)
    if person_first and person_first >= MAJORITY * character_first:
        return "person"
    if character_first and character_first >= MAJORITY * person_first:
        return "character"
    return None
