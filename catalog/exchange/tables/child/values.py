"""Write the values of cells as text: dates as ISO has them, whole numbers without a point, leading zeros as they are shown."""

import datetime
import re
from typing import Any, NamedTuple

from catalog.exchange.tables.child import faults
from catalog.exchange.tables.child.bounds import MOST_CELL_BYTES

# What a refusal quotes of a text that is too long.
MOST_QUOTED = 100
ONLY_ZEROS = re.compile(r"0{2,40}")
# Quoted words, escaped letters, colours and conditions of a number format are no digits of it.
NO_DIGITS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
BEGINS_WITH_ZEROS = re.compile(r"[^0#?]*0{2,}|[^0#?]*0[^0#?.,%E]+0")


class Cell(NamedTuple):
    """The text of a cell, and the code of what is wrong with it; "" where nothing is."""

    text: str
    fault: str = ""


def plain_cell(text: str) -> Cell:
    """Return the cell of a text, without NUL bytes, and refused where it is too long or was not decoded."""
    if len(text) > MOST_CELL_BYTES // 4 and len(text.encode(errors="replace")) > MOST_CELL_BYTES:
        return Cell(text[:MOST_QUOTED], faults.TOO_LONG)
    if "\ufffd" in text:
        return Cell(text[:MOST_QUOTED], faults.UNDECODABLE)
    if "\x00" in text:
        return Cell(text.replace("\x00", ""), faults.NUL)
    return Cell(text)


def cell_of(value: Any, number_format: str = "General") -> Cell:
    """Return the cell of a value as a library of spreadsheets gives it."""
    if isinstance(value, str):
        return plain_cell(value)
    if value is None:
        return Cell("")
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return number_cell(value, number_format)
    if isinstance(value, datetime.datetime):
        return Cell(value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" "))
    if isinstance(value, datetime.date | datetime.time):
        return Cell(value.isoformat())
    if isinstance(value, datetime.timedelta):
        return Cell(duration_text(value))
    return plain_cell(str(value))


def number_cell(value: float, number_format: str) -> Cell:
    text = number_text(value)
    if number_format == "General":
        return Cell(text)
    digits = NO_DIGITS.sub("", number_format.partition(";")[0])
    if ONLY_ZEROS.fullmatch(digits) and text.isdigit():
        return Cell(text.zfill(len(digits)))
    return Cell(text, faults.ZEROS_LOST if shows_zeros(digits, text) else "")


def shows_zeros(digits: str, text: str) -> bool:
    """Tell whether a format shows zeros before a number that has fewer digits than it."""
    is_shorter = len(text.partition(".")[0].lstrip("-")) < sum(letter in "0#?" for letter in digits.partition(".")[0])
    return is_shorter and bool(BEGINS_WITH_ZEROS.match(digits))


def number_text(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return str(value)


def duration_text(value: datetime.timedelta) -> str:
    seconds = round(value.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
