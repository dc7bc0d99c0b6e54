"""Entries that are made once for each outside id while a file is read: one person stands in many credits."""

from collections.abc import Mapping
from typing import Any

from catalog.exchange.records import Entry

# So many are kept at most; then it begins anew, and the memory stays bounded.
MOST_KEPT = 50_000


class Entries:
    """The entries of one noun by their ids in one scheme, kept by the values that the file has for them."""

    def __init__(self, noun: str, scheme: str) -> None:
        self.noun, self.scheme = noun, scheme
        self.by_key: dict[Any, Entry] = {}

    def entry(self, outside_id: str, name: str, fields: Mapping[str, Any] | None = None, key: Any = None) -> Entry:
        """Return the entry of an id and a name; `key` is by what it is found again in `by_key`, else it is the two."""
        key = key or (outside_id, name)
        entry = self.by_key.get(key)
        if entry is None:
            if len(self.by_key) >= MOST_KEPT:
                self.by_key.clear()
            entry = self.by_key[key] = Entry(self.noun, name, {self.scheme: outside_id}, fields or {})
        return entry


class NumbersSeen:
    """Which ids, as numbers, a file has had: a bit each up to 134 million, and one by one beyond."""

    MOST = 1 << 27

    def __init__(self) -> None:
        self.bits = bytearray()
        self.beyond: set[int] = set()

    def __contains__(self, number: int) -> bool:
        if number >= self.MOST:
            return number in self.beyond
        byte = number >> 3
        return byte < len(self.bits) and bool(self.bits[byte] & 1 << (number & 7))

    def add(self, number: int) -> bool:
        """Add a number, and tell whether it is new."""
        if number in self:
            return False
        if number >= self.MOST:
            self.beyond.add(number)
            return True
        byte = number >> 3
        if byte >= len(self.bits):
            self.bits.extend(bytes(byte - len(self.bits) + 1024))
        self.bits[byte] |= 1 << (number & 7)
        return True
