"""What the tables hold, read once and put back as often as tests need it."""

from django.apps import apps
from django.db import connection, transaction

READ_SQL = "SELECT {columns} FROM {table}"
EMPTY_SQL = "DELETE FROM {table}"
WRITE_SQL = "INSERT INTO {table} ({columns}) VALUES ({places})"


def read_tables():
    """Return {table: (columns, rows)} of all tables of the models that hold rows, with what the database stores."""
    contents = {}
    for model in apps.get_models(include_auto_created=True):
        columns = [field.column for field in model._meta.concrete_fields if not field.generated]
        with connection.cursor() as cursor:
            cursor.execute(READ_SQL.format(columns=quote_names(columns), table=quote_names([model._meta.db_table])))
            rows = cursor.fetchall()
        if rows:
            contents[model._meta.db_table] = (columns, rows)
    return contents


def write_tables(contents):
    """Put these rows in place of all that their tables hold; foreign keys are checked at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in contents.items():
            names = {
                "table": quote_names([table]),
                "columns": quote_names(columns),
                "places": ", ".join(["%s"] * len(columns)),
            }
            cursor.execute(EMPTY_SQL.format(**names))
            cursor.executemany(WRITE_SQL.format(**names), rows)


def quote_names(names):
    return ", ".join(map(connection.ops.quote_name, names))
