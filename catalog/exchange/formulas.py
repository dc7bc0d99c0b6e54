"""Texts that a spreadsheet would take for formulas: an apostrophe before them keeps it from running them, and is taken off again."""

import re

STARTS = ("=", "+", "-", "@", "\t", "\r")
MARKED = re.compile(r"'+[=+\-@\t\r]")


def with_mark(text: str) -> str:
    """Return a text as it may stand in a sheet: one that would be a formula, or that has the mark itself, with one more."""
    return f"'{text}" if text.startswith(STARTS) or MARKED.match(text) else text


def without_mark(text: str) -> str:
    """Return the text that `with_mark` was given."""
    return text[1:] if MARKED.match(text) else text
