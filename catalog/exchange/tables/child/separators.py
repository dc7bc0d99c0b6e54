"""Guess by what the cells of a text are parted, and whether quotes hold a cell together."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

SEPARATORS = (",", ";", "\t", "|")
MOST_ROWS = 200


def guess_separator(sample: str, is_whole: bool) -> str:
    """Return the separator by which most rows of a sample have the same number of cells; "," where nothing parts them."""
    counts = {separator: evenness(sample, separator, is_whole) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: counts[separator])


def evenness(sample: str, separator: str, is_whole: bool) -> tuple[float, int]:
    """Return the share of rows that have the commonest number of cells, if it is more than one, and that number."""
    widths = [len(row) for row in sample_rows(sample, separator, guess_quote(sample, separator), is_whole) if row]
    if not widths:
        return 0.0, 0
    width, count = Counter(widths).most_common(1)[0]
    return (round(count / len(widths), 2), width) if width > 1 else (0.0, 0)


def sample_rows(sample: str, separator: str, quote: str, is_whole: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in reader_of(io.StringIO(sample, newline=""), separator, quote):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        return rows
    # A sample that is cut ends within a row.
    return rows if is_whole or len(rows) < 2 else rows[:-1]


def guess_quote(sample: str, separator: str) -> str:
    """Return the mark around cells. Behind tabs a quote is a letter like others, unless whole cells stand in quotes."""
    if separator != "\t":
        return '"'
    is_quoted = re.search(r'(?:^|\t)"[^"\t\r\n]*(?:""[^"\t\r\n]*)*"(?=\t|\r|\n|$)', sample, re.MULTILINE)
    begins_only = re.search(r'(?:^|\t)"[^"\t\r\n]*(?=\t|\r|\n)', sample, re.MULTILINE)
    return '"' if is_quoted and not begins_only else ""


def reader_of(lines: Iterable[str], separator: str, quote: str) -> Any:
    """Return the reader of csv, which also counts the lines that it has read."""
    if not quote:
        return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=separator, quotechar=quote)
