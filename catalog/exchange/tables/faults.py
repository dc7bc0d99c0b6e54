"""Words for what is wrong with a table or with one of its cells."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from catalog.exchange.tables.child import faults

FILE_WORDS = {
    "no_encoding": _("%(file)s can’t be read as “%(encoding)s”, which is no encoding. Choose one such as utf-8, cp1252 or cp1250."),
    "json": _("%(file)s is JSON and no table, which would be a list of objects. Save it as CSV or XLSX, or bring it in by the command of its format."),
    "json_broken": _("%(file)s, line %(line)s: no JSON object can be read from here (%(error)s). Mend the file, and try again."),
    "archive": _("%(file)s is an archive and no table. Unpack it, and bring in the tables that are in it."),
    "compressed": _("%(file)s is compressed. Unpack it first."),
    "damaged": _("%(file)s can’t be read (%(error)s): it is damaged, or not what its name says. Open it, save it anew as CSV or XLSX, and try again."),
    "password": _("%(file)s is protected by a password. Save it without one, and try again."),
    "unpacked": _("%(file)s unpacks to more than %(most)s bytes. Delete what does not belong to the table, or part it into several files."),
    "long_row": _("%(file)s, line %(line)s: this row does not end. A quote that opens here is never closed: close it, or choose another separator."),
    "csv": _("%(file)s, line %(line)s can’t be read as a row (%(error)s). Open it, save it anew as CSV or XLSX, and try again."),
    "columns": _("%(file)s, line %(line)s has a cell beyond column %(columns)s. Delete what does not belong to the table, or choose another separator."),
    "rows": _("%(file)s has more than %(rows)s rows. Part it into several files."),
    "far_cell": _("%(file)s has something in cell %(cell)s, which is beyond column %(columns)s or row %(rows)s. Delete it, and try again."),
    "far_row": _("%(file)s, row %(line)s: a row that is not empty is repeated far down, or lies beyond row %(rows)s. Delete what does not belong to the table."),
    "no_sheet": _("%(file)s has no sheet “%(sheet)s”. Its sheets are: %(sheets)s."),
    "memory": _("%(file)s takes more memory than a table may. Save it as CSV, or part it into several files."),
    "system": _("%(file)s can’t be read: %(error)s."),
    "ended": _("%(file)s takes more memory or time than a table may, or is damaged. Save it as CSV, or part it into several files."),
}  # fmt: skip


class CellWords(NamedTuple):
    """What is told of a cell: what was expected, how to mend it, and whether its value is refused."""

    expected: Any
    remedy: Any
    is_refused: bool = True


CELL_WORDS = {
    faults.ERROR: CellWords(
        _("a value; this is an error of the spreadsheet"), _("Mend the formula, or empty the cell.")
    ),
    faults.NO_RESULT: CellWords(
        _("a value; this formula was saved without its result"), _("Open the file in a spreadsheet, and save it anew.")
    ),
    faults.FORMULA: CellWords(
        _("a value; the result that this formula had last is taken"), _("Look whether it is right."), is_refused=False
    ),
    faults.TOO_LONG: CellWords(_("at most 512 KB in a cell"), _("Shorten it. A quote may be missing at its end.")),
    faults.UNDECODABLE: CellWords(
        _("letters of the encoding; some of these bytes are none"),
        _("Choose another encoding, or write the cell anew."),
    ),
    faults.NUL: CellWords(
        _("letters; NUL bytes are left out"), _("Look whether the value is right."), is_refused=False
    ),
    faults.ZEROS_LOST: CellWords(
        _("a number as it is shown; zeros in front of it are lost"),
        _("Format the column as text, and write the zeros."),
        is_refused=False,
    ),
}


def words_of_file(code: str, values: dict[str, Any], file: str) -> str:
    """Return the sentence for a file that can't be read."""
    return str(FILE_WORDS[code]) % {"file": file, **values}


def words_of_cell(code: str) -> CellWords:
    return CELL_WORDS[code]
