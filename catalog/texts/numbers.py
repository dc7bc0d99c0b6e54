"""Numbers as forms and addresses write them, and as people read them."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.translation import pgettext

from catalog.page_languages import current_locale

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


def grouped(number: int) -> str:
    """Write a number with its thousands in groups, as the language that is spoken does: 2403700 → 2,403,700."""
    return format_decimal(number, locale=current_locale())


def decimals(number: float | Decimal, places: int) -> str:
    """Write a number with so many places, a half as people round it: 4.25 → 4.3 with one."""
    rounded = Decimal(repr(number) if isinstance(number, float) else number).quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_UP
    )
    return format_decimal(rounded, f"#,##0.{'0' * places}", current_locale())


def running_time(seconds: int) -> str:
    """Write seconds as hours, minutes and seconds: 7985 → 2 h 13 min 5 s."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        (hours, pgettext("hours", "h")),
        (minutes, pgettext("minutes", "min")),
        (seconds, pgettext("seconds", "s")),
    ]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def decimal_text(number: Decimal) -> str:
    """Write a number without zeros at its end, thousands apart: 4189.00 → 4,189."""
    return format_decimal(Decimal(number).normalize(), "#,##0.####", current_locale())


def list_text(words: Iterable[object], style: Literal["standard", "or"] = "standard") -> str:
    """Write some words as one list: a, b and c; with the style “or”: a, b or c."""
    return format_list([str(word) for word in words], style=style, locale=current_locale())
