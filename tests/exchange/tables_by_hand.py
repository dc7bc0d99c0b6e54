"""Tables for tests: their text is written where the test stands."""

from itertools import islice

from catalog.exchange.records import Record, Remark
from catalog.exchange.tables.cells import open_table
from catalog.exchange.tables.decisions import Decision, Name, store_decisions
from catalog.exchange.tables.guessing import guess_table
from catalog.exchange.tables.reader import TableReader

SCOPE = "of a test"


def write_table(tmp_path, text, name="films.csv"):
    path = tmp_path / name
    path.write_text(text)
    return path


def guess(tmp_path, text, noun=""):
    with open_table(write_table(tmp_path, text)) as table:
        return guess_table([row.cells for row in islice(table.rows, 100)], noun)


def targets_by_column(tmp_path, text, noun=""):
    return {column.columns[0]: column.target for column in guess(tmp_path, text, noun).mapping.columns}


def read_table(tmp_path, text, **mapping):
    """Return the records and the remarks of a table; without a mapping, by the one that is guessed."""
    document = mapping or guess(tmp_path, text).mapping.document()
    path = write_table(tmp_path, text)
    items = list(TableReader().read([path], {"mapping": document, "scope": SCOPE}, lambda read_bytes: None))
    records = [item for item in items if isinstance(item, Record)]
    return records, [item for item in items if isinstance(item, Remark)]


def decide(noun, name, *, told_by="", key=None):
    store_decisions(SCOPE, [(Name(noun, name, told_by), Decision(key, is_new=key is None))])
