"""What can be wrong with a cell or with a whole file, by a code; catalog.exchange.tables.faults has the words for people."""

from typing import Any

# Of a cell.
ERROR = "error"
NO_RESULT = "no_result"
FORMULA = "formula"
TOO_LONG = "too_long"
UNDECODABLE = "undecodable"
NUL = "nul"
ZEROS_LOST = "zeros_lost"


class UnusableFileError(Exception):
    """A file that can't be read as a table. `code` says why, `values` what its words name."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values
