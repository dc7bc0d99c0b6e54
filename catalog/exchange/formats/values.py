"""Values of cells and of JSON: texts, whole numbers, dates and lists, or a remark on what is none."""

import calendar
import html
import json
import math
import re
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.records import Place

ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
MARKDOWN = re.compile(r"([\\`*_\[\]<>])|^[ \t]*([#+=~-]|\d{1,9}[.)])", re.MULTILINE)


def text_of(value: Any, place: Place, remarks: Remarks, longest: int = 0) -> str:
    """Return a text without spaces around it; "" where there is none. HTML entities are read as their characters, and told.

    A text of more than `longest` characters is refused.
    """
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        remarks.refuse(place, value, _("a text"), _("Correct the value in the file."))
        return ""
    text = value.strip()
    if "&" in text and ENTITY.search(text):
        text = html.unescape(text).strip()
        remarks.mend(place, value, _("HTML entities are read as the characters that they stand for."))
    if longest and len(text) > longest:
        expected = _("at most %(longest)d characters; there are %(number)d")
        remarks.refuse(
            place, text, expected % {"longest": longest, "number": len(text)}, _("Shorten the value in the file.")
        )
        return ""
    return text


def number_of(value: Any, place: Place, remarks: Remarks, lowest: int, highest: int) -> int | None:
    """Return a whole number, also of 169.0; None where there is none. 0 says nothing where it is below `lowest`, and that is told."""
    if value is None or value == "":
        return None
    number = whole_number(value)
    if number is not None and lowest <= number <= highest:
        return number
    if number == 0:
        remarks.mend(place, value, _("0 is taken as not known."))
        return None
    expected = _("a whole number from %(lowest)d to %(highest)d")
    remarks.refuse(place, value, expected % {"lowest": lowest, "highest": highest}, _("Correct the value in the file."))
    return None


def whole_number(value: Any) -> int | None:
    """Return the whole number that a value is, None where it is none."""
    if type(value) is int:
        return value
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
        return int(number) if math.isfinite(number) and number == int(number) else None
    except (TypeError, ValueError, OverflowError):
        return None


def date_of(value: Any, place: Place, remarks: Remarks) -> str:
    """Return a date as 2010, 2010-12 or 2010-12-29, also of the beginning of a moment; "" where there is none."""
    if value is None or value == "":
        return ""
    text = value.partition("T")[0].strip() if isinstance(value, str) else ""
    if is_date(text):
        return text
    remarks.refuse(
        place, value, _("a date, such as 2010-12-29, 2010-12 or 2010"), _("Correct the date in the file, or empty it.")
    )
    return ""


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day that there is."""
    parts = DATE.match(text)
    if parts is None or parts[1] == "0000":
        return False
    year, month, day = (int(part or 1) for part in parts.groups())
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= calendar.monthrange(year, month)[1]


def json_of(text: str, place: Place, remarks: Remarks) -> Any:
    """Return what a text of JSON says; None where it is broken, and that is told."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        remarks.refuse(
            place, text, _("JSON"), _("It breaks here: %(error)s. Correct it in the file.") % {"error": error}
        )
        return None


def objects_of(value: Any, place: Place, remarks: Remarks) -> list[dict[str, Any]]:
    """Return a list of JSON's objects; what is none is left out and told."""
    if not value:
        return []
    if not isinstance(value, list):
        remarks.refuse(place, value, _("a list"), _("Correct the value in the file."))
        return []
    objects = [entry for entry in value if isinstance(entry, dict)]
    if len(objects) < len(value):
        stranger = next(entry for entry in value if not isinstance(entry, dict))
        remarks.refuse(place, stranger, _("an object in the list"), _("Correct the value in the file."))
    return objects


def object_of(value: Any) -> dict[str, Any]:
    """Return an object of JSON; an empty one where the value is none."""
    return value if isinstance(value, dict) else {}


def as_markdown(text: str) -> str:
    """Return a text as Markdown that shows it as it is."""
    return MARKDOWN.sub(lambda mark: f"\\{mark[1]}" if mark[1] else f"{mark[2][:-1]}\\{mark[2][-1]}", text)
