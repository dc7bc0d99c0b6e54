"""The references of statements as sources: stated in (P248), reference URL (P854), title (P1476), retrieved (P813)."""

from typing import Any
from urllib.parse import urlsplit

from catalog.exchange.formats.values import object_of
from catalog.exchange.formats.wikidata.lookups import Lookups
from catalog.exchange.formats.wikidata.statements import date_of_time, item_of, references
from catalog.exchange.records import Cited

LONGEST_TITLE, LONGEST_URL = 300, 500


class Sources:
    """Reads references."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups

    def of(self, statement: dict[str, Any]) -> list[Cited]:
        """Return the sources of a statement. A reference that only tells from which Wikipedia it was taken is none."""
        citations = [self.source(reference) for reference in references(statement)]
        return [source for source in citations if source]

    def source(self, reference: dict[str, list[Any]]) -> Cited | None:
        url = next((text for text in reference.get("P854", []) if is_address(text)), "")
        items = [item for value in reference.get("P248", []) if (item := item_of(value))]
        names = [self.lookups.label(item) for item in items]
        titles = [str(object_of(value).get("text") or "") for value in reference.get("P1476", [])]
        # A source that no file names is known by its number at Wikidata, or by the site of its address.
        names += [f"Wikidata {item}" for item in items]
        title = next((name for name in (*titles, *names, urlsplit(url).hostname or "") if name), "")
        dates = [date for value in reference.get("P813", []) if (date := date_of_time(value))]
        retrieved_on = next((date for date in dates if len(date) == len("2024-01-01")), "")
        return Cited(title[:LONGEST_TITLE], url, retrieved_on=retrieved_on) if title else None


def is_address(text: Any) -> bool:
    if not isinstance(text, str) or len(text) > LONGEST_URL:
        return False
    try:
        return urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname)
    except ValueError:
        return False
