"""The statistics by which PostgreSQL plans queries, renewed while many rows are written: else it plans as for empty tables."""

from collections.abc import Iterable

from django.db import connection

# After how many rows they are renewed first; then whenever twice as many are written.
FIRST_ROWS = 5_000


class Statistics:
    """Renews the statistics of tables as these grow."""

    def __init__(self) -> None:
        self.row_count, self.renewal = 0, FIRST_ROWS

    def note(self, row_count: int, tables: Iterable[str]) -> None:
        """Note rows that are written and committed; renew the statistics of their tables where it is time to."""
        self.row_count += row_count
        if self.row_count >= self.renewal:
            renew(tables)
            self.renewal = 2 * self.row_count


def renew(tables: Iterable[str]) -> None:
    """Look at a sample of each table. SQLite does well without."""
    names = ", ".join(map(connection.ops.quote_name, tables))
    if names and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")
