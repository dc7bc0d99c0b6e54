"""A database as commit ea38502 left it, in a database of its own.

`database_ea38502.json.gz` has the rows of all its tables: {model: {"fields": names, "rows": values}}. That commit's own
code made them: the demo film, corrections of an alignment, a working copy, merges, deletions, accounts.
"""

import gzip
import json
from contextlib import contextmanager
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, connections, transaction

from tests.step_by_step import migrate_catalog

ROWS = Path(__file__).with_name("database_ea38502.json.gz")


@contextmanager
def own_database(folder):
    """Use an empty database in place of the one that all tests share."""
    usual_connection = connections["default"]
    is_file = usual_connection.vendor == "sqlite"
    name = str(folder / "stored.sqlite3") if is_file else f"{usual_connection.settings_dict['NAME']}_stored"
    drop, create = f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"'
    if not is_file:
        execute(usual_connection, drop, create)
    own_connection = type(usual_connection)(usual_connection.settings_dict | {"NAME": name}, "default")
    connections["default"] = own_connection
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        own_connection.close()
        connections["default"] = usual_connection
        ContentType.objects.clear_cache()
        if not is_file:
            execute(usual_connection, drop)


def execute(database, *statements):
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def read_tables():
    return json.loads(gzip.decompress(ROWS.read_bytes()))


def load_stored_rows():
    """Migrate to the last migration of ea38502, and insert its rows in place of those that migrations made."""
    apps, tables = migrate_catalog("0002_vocabulary"), read_tables()
    models = {label: apps.get_model(label) for label in tables}
    table_names = [name for name in connection.introspection.table_names() if name != "django_migrations"]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), table_names))
    # Foreign keys are checked when the transaction ends.
    with transaction.atomic():
        for label, table in tables.items():
            fields = [models[label]._meta.get_field(name) for name in table["fields"]]
            for values in table["rows"]:
                row = models[label](
                    **{field.attname: field.to_python(value) for field, value in zip(fields, values, strict=True)}
                )
                # Raw, so that moments of entry and change stay as they were.
                row.save_base(raw=True, force_insert=True)
        execute(connection, *connection.ops.sequence_reset_sql(no_style(), list(models.values())))


def values_now(apps, label, names):
    """The values of some fields of all rows of a model."""
    return [list(values) for values in apps.get_model(label)._base_manager.order_by("pk").values_list(*names)]


def values_stored(label, names):
    """The same as they were stored."""
    table = read_tables()[label]
    places = [table["fields"].index(name) for name in names]
    return [[row[place] for place in places] for row in table["rows"]]
