"""Whole numbers as forms and addresses write them."""

# Every number of so many digits fits into an integer column of either database.
MOST_DIGITS = 18


def read_number(text: str) -> int | None:
    """Read a whole number of ASCII digits that a database can hold; None where the text is anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
