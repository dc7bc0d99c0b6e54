"""Primary keys of rows that are written in bulk, taken from the database's own counters, so that nobody else gets them."""

from collections.abc import Iterator

from django.db import connection, transaction

from catalog.editing.documents import model_of

FEWEST, MOST = 16, 4096


class Keys:
    """Hands out keys of each noun. It takes them from the database in blocks that grow; what is left over is never used."""

    def __init__(self) -> None:
        self.free_keys: dict[str, Iterator[int]] = {}
        self.sizes: dict[str, int] = {}

    def take(self, noun: str) -> int:
        """Return a key that no row of the noun has or will have."""
        key = next(self.free_keys.get(noun, iter(())), None)
        if key is None:
            self.sizes[noun] = min(2 * self.sizes.get(noun, FEWEST), MOST)
            self.free_keys[noun] = reserve(noun, self.sizes[noun])
            key = next(self.free_keys[noun])
        return key


class TriedKeys(Keys):
    """Keys for a dry run, which writes nothing: negative numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.last = 0

    def take(self, noun: str) -> int:
        self.last -= 1
        return self.last


def reserve(noun: str, number: int) -> Iterator[int]:
    """Take a number of keys of a noun out of the database's counter."""
    meta = model_of(noun)._meta
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [meta.db_table, meta.pk.column, number],
            )
            return iter([key for (key,) in cursor.fetchall()])
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [number, meta.db_table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [meta.db_table, number])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [meta.db_table])
        [last] = cursor.fetchone()
        return iter(range(last - number + 1, last + 1))
