"""A table on disk for what has to be looked up and is too much for the memory."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

ROWS_A_STATEMENT = 500


class DiskIndex:
    """Values of JSON by a key, on disk: SQLite deletes the file of a database without a name when it is closed."""

    def __init__(self) -> None:
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;"
            "CREATE TABLE entries (key PRIMARY KEY, value TEXT) WITHOUT ROWID; BEGIN"
        )

    def fill(self, entries: Iterable[tuple[Any, Any]]) -> None:
        """Add values by their keys; of two of one key the first stays."""
        rows = ((key, json.dumps(value, ensure_ascii=False)) for key, value in entries)
        self.database.executemany("INSERT OR IGNORE INTO entries VALUES (?, ?)", rows)

    def add(self, key: Any, value: Any) -> bool:
        """Add a value, and tell whether the key is new."""
        row = key, json.dumps(value, ensure_ascii=False)
        return self.database.execute("INSERT OR IGNORE INTO entries VALUES (?, ?)", row).rowcount == 1

    def put(self, key: Any, value: Any) -> None:
        """Add a value, in place of an earlier one."""
        self.database.execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", (key, json.dumps(value)))

    def get(self, key: Any) -> Any:
        """Return the value of a key, None where there is none."""
        row = self.database.execute("SELECT value FROM entries WHERE key = ?", [key]).fetchone()
        return json.loads(row[0]) if row else None

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:
        """Return {key: value} of the keys that there are."""
        distinct_keys, values = list(dict.fromkeys(keys)), dict[Any, Any]()
        for start in range(0, len(distinct_keys), ROWS_A_STATEMENT):
            part = distinct_keys[start : start + ROWS_A_STATEMENT]
            marks = ",".join("?" * len(part))
            rows = self.database.execute(f"SELECT key, value FROM entries WHERE key IN ({marks})", part)  # noqa: S608
            values.update((key, json.loads(value)) for key, value in rows)
        return values

    def take(self, key: Any) -> Any:
        """Return the value of a key and delete it; None where there is none."""
        value = self.get(key)
        self.database.execute("DELETE FROM entries WHERE key = ?", [key])
        return value

    def entries(self) -> Iterator[tuple[Any, Any]]:
        """Yield all keys and values in the order of the keys."""
        for key, value in self.database.execute("SELECT key, value FROM entries ORDER BY key"):
            yield key, json.loads(value)

    def close(self) -> None:
        self.database.close()


class RowIndex:
    """Rows of a file by a key that several have, on disk."""

    def __init__(self) -> None:
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;"
            "CREATE TABLE entries (key TEXT, line INTEGER, cells TEXT, PRIMARY KEY (key, line)) WITHOUT ROWID; BEGIN"
        )

    def fill(self, rows: Iterable[tuple[str, int, list[str]]]) -> None:
        """Add rows: the key, the line in the file, and the cells."""
        values = ((key, line, json.dumps(cells, ensure_ascii=False)) for key, line, cells in rows)
        self.database.executemany("INSERT INTO entries VALUES (?, ?, ?)", values)

    def take(self, key: str, most: int) -> list[tuple[int, list[str]]]:
        """Return (line, cells) of the rows of a key, so many at most, in the order of the file."""
        rows = self.database.execute("SELECT line, cells FROM entries WHERE key = ? ORDER BY line LIMIT ?", (key, most))
        return [(line, json.loads(cells)) for line, cells in rows]

    def close(self) -> None:
        self.database.close()
