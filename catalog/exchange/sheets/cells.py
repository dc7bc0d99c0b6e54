"""A value as a cell of a sheet, such that `import_table` reads it again as what it was."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from catalog.exchange.formulas import with_mark

# Between several values of one cell.
SEPARATOR = "; "
Cell = str | int | float


def cell(value: Any) -> Cell:
    """Return a value as a cell: numbers stay numbers, dates are ISO 8601 or EDTF, several values are joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int | float):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set):
        return join_values(value)
    return with_mark(str(value))


def join_values(values: Iterable[Any]) -> str:
    return with_mark(SEPARATOR.join(dict.fromkeys(str(value) for value in values if value not in (None, ""))))
