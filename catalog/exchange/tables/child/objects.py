"""Read the rows of a list of JSON objects: an array of them, or one a line. Their keys are the columns."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalog.exchange.tables.child.faults import UnusableFileError
from catalog.exchange.tables.child.values import Cell, plain_cell

JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{\"])")
BETWEEN = re.compile(r"[\s,]*")
# What stands between the parts of a list in a cell, as people write them.
SEPARATOR = "; "


def is_json(path: Path) -> bool:
    with path.open("rb") as file:
        return bool(JSON.match(file.read(1024)))


def read_rows(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the names of the columns, then (number of its first line, cells) of each object."""
    rows = list(read_objects(path.read_text(encoding="utf-8-sig", errors="replace")))
    columns = list(dict.fromkeys(name for _, fields in rows for name in fields))
    yield 1, [plain_cell(name) for name in columns]
    for line, fields in rows:
        yield line, [cell_of(fields.get(name)) for name in columns]


def read_objects(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (number of its first line, fields) of each object. Numbers stay as they are written."""
    decoder = json.JSONDecoder(object_pairs_hook=fields_once, parse_float=str, parse_int=str, parse_constant=str)
    is_array = text.lstrip().startswith("[")
    place = text.index("[") + 1 if is_array else 0
    line, place_of_line, count = 1, 0, 0
    while True:
        place = BETWEEN.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing, too
        line, place_of_line = line + text.count("\n", place_of_line, place), place
        if place == len(text) or (is_array and text[place] == "]"):
            break
        try:
            fields, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            raise UnusableFileError("json_broken", line=line, error=str(error)[:200]) from None
        if not isinstance(fields, dict):
            raise UnusableFileError("json")
        count += 1
        yield line, fields
    if is_array and place == len(text):
        raise UnusableFileError("json_broken", line=line, error="]")
    if count == 1 and not is_array:
        # An answer of some program, which the command of its format knows.
        raise UnusableFileError("json")


def fields_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(next(name for name in names if names.count(name) > 1))
    return fields


def cell_of(value: Any) -> Cell:
    """Return the cell of a value; of a list its parts, of what has parts of its own its JSON."""
    if value is None:
        return Cell("")
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, list) and not any(isinstance(part, dict | list) for part in value):
        return plain_cell(SEPARATOR.join(cell_of(part).text for part in value))
    return plain_cell(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
