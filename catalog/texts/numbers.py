"""Numbers as forms and addresses write them, and as people read them."""

from decimal import Decimal

# Every number of so many digits fits into an integer column of either database.
MOST_DIGITS = 18
MAX_NUMBER = 10**MOST_DIGITS - 1
MOST_QUOTED = 20


def read_number(text: str) -> int | None:
    """Read a whole number of ASCII digits, zeros in front or not, that a database can hold; None for any other text."""
    if not (text.isascii() and text.isdigit()):
        return None
    digits = text.lstrip("0") or "0"
    return int(digits) if len(digits) <= MOST_DIGITS else None


def excerpt(text: str) -> str:
    """Return the beginning of what somebody typed, as a refusal quotes it: one line of at most 20 characters and “…”."""
    visible_text = "".join(letter for letter in text[: MOST_QUOTED + 1] if letter.isprintable())
    return f"{visible_text[:MOST_QUOTED]}…" if len(text) > MOST_QUOTED else visible_text


def running_time(seconds: int) -> str:
    """Write seconds as hours, minutes and seconds: 7985 → 2 h 13 min 5 s."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (seconds, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def decimal_text(number: Decimal) -> str:
    """Write a number without zeros at its end, thousands apart: 4189.00 → 4,189."""
    return f"{number:,f}".rstrip("0").rstrip(".") if number % 1 else f"{int(number):,}"
