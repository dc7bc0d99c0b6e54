"""Which titles of IMDb are brought in: films, of the kinds, votes and years that the options ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.formats.entries import NumbersSeen
from catalog.exchange.formats.imdb.words import KINDS
from catalog.exchange.formats.values import whole_number
from catalog.exchange.records import UnreadableError


@dataclass
class Filter:
    """What a title must have: `kinds` of IMDb, `votes` at least, `since` this year or later; 0 asks for nothing.

    `voted_numbers` are the titles with so many votes.
    """

    kinds: frozenset[str]
    votes: int = 0
    since: int = 0
    voted_numbers: NumbersSeen = field(default_factory=NumbersSeen)

    def takes(self, number: int, kind: str, year: str) -> bool:
        if kind not in self.kinds or (self.votes and number not in self.voted_numbers):
            return False
        return not self.since or (year.isdecimal() and int(year) >= self.since)


def read_filter(options: Mapping[str, Any]) -> Filter:
    """Return the filter that options describe. Raise UnreadableError where one is wrong."""
    kind = options.get("kind") or []
    kinds = kind.split(",") if isinstance(kind, str) else list(kind)
    kinds = [name for part in kinds for name in str(part).split(",") if name]
    strange_kinds = [name for name in kinds if name not in KINDS]
    if strange_kinds:
        fault = _("“%(kind)s” is no kind of film at IMDb. Choose among: %(kinds)s.")
        raise UnreadableError(fault % {"kind": strange_kinds[0], "kinds": ", ".join(KINDS)})
    return Filter(frozenset(kinds or KINDS), number_of_option(options, "votes"), number_of_option(options, "since"))


def number_of_option(options: Mapping[str, Any], name: str) -> int:
    value = options.get(name) or 0
    number = whole_number(value)
    if number is None or number < 0:
        fault = _("“%(value)s” is no number for %(option)s. Write a whole number.")
        raise UnreadableError(fault % {"value": value, "option": name})
    return number
