"""The statements of an entity of Wikidata: those that hold, their values, qualifiers and references.

https://www.wikidata.org/wiki/Wikidata:Data_model and https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

from collections.abc import Iterator
from typing import Any

from catalog.exchange.formats.values import is_date, object_of
from catalog.exchange.formats.wikidata.words import GREGORIAN

# Of a time: a day, a month, a year, a decade.
DAY, MONTH, YEAR, DECADE = 11, 10, 9, 8


def statements(entity: dict[str, Any], prop: str) -> list[dict[str, Any]]:
    """Return the statements of a property that hold: the preferred ones, else the normal ones, and never a deprecated one."""
    claims = object_of(entity.get("claims")).get(prop)
    rows = [claim for claim in claims if isinstance(claim, dict)] if isinstance(claims, list) else []
    by_rank = {rank: [row for row in rows if row.get("rank", "normal") == rank] for rank in ("preferred", "normal")}
    return [row for row in by_rank["preferred"] or by_rank["normal"] if value_of(row.get("mainsnak")) is not None]


def value_of(snak: Any) -> Any:
    """Return the value of a snak; None where it is unknown or there is none."""
    snak = object_of(snak)
    return object_of(snak.get("datavalue")).get("value") if snak.get("snaktype") == "value" else None


def main_value(statement: dict[str, Any]) -> Any:
    return value_of(statement.get("mainsnak"))


def item_of(value: Any) -> str:
    """Return the id of an item that a value refers to; "" where it refers to none."""
    value = object_of(value)
    item = value.get("id") or (f"Q{value['numeric-id']}" if isinstance(value.get("numeric-id"), int) else "")
    return item if isinstance(item, str) and item[:1] == "Q" and item[1:].isdecimal() else ""


def items(entity: dict[str, Any], prop: str) -> list[str]:
    return [item for statement in statements(entity, prop) if (item := item_of(main_value(statement)))]


def texts(entity: dict[str, Any], prop: str) -> list[str]:
    """Return the values of a property of texts or ids."""
    values = [main_value(statement) for statement in statements(entity, prop)]
    return [value.strip() for value in values if isinstance(value, str) and value.strip()]


def qualifiers(statement: dict[str, Any], prop: str) -> Iterator[Any]:
    snaks = object_of(statement.get("qualifiers")).get(prop)
    for snak in snaks if isinstance(snaks, list) else ():
        value = value_of(snak)
        if value is not None:
            yield value


def references(statement: dict[str, Any]) -> Iterator[dict[str, list[Any]]]:
    """Yield {property: values} of each reference."""
    rows_of_references = statement.get("references")
    for reference in rows_of_references if isinstance(rows_of_references, list) else ():
        snaks = object_of(object_of(reference).get("snaks"))
        yield {
            prop: [value for row in rows if (value := value_of(row)) is not None]
            for prop, rows in snaks.items()
            if isinstance(rows, list)
        }


def date_of_time(value: Any) -> str:
    """Return a time as the desk takes a date: 1927-01-10, 1927-01, 1927 or 1920s; "" where it is none of these, or not Gregorian."""
    value = object_of(value)
    time, precision = value.get("time"), value.get("precision")
    calendar = str(value.get("calendarmodel", GREGORIAN)).rpartition("/")[2]
    if not isinstance(time, str) or not time.startswith("+") or calendar != GREGORIAN:
        return ""
    day = time[1:].partition("T")[0]
    lengths = {DAY: 10, MONTH: 7, YEAR: 4, DECADE: 4}
    text = day[: lengths.get(precision, 0)] if isinstance(precision, int) else ""
    if not is_date(text):
        return ""
    return f"{text[:3]}0s" if precision == DECADE else text
