"""Migrating one migration after another, as a database that is older than the one that replaces them all does."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


class StepLoader(MigrationLoader):
    """The migrations that are on disk without those that replace others."""

    def load_disk(self):
        super().load_disk()
        self.disk_migrations = {
            key: migration for key, migration in self.disk_migrations.items() if not migration.replaces
        }


def migrate_catalog(name):
    """Migrate the catalogue to a migration, other apps to their last one; return the models as they are then.

    No signal is sent, so permissions and roles are left as they are.
    """
    executor = MigrationExecutor(connection)
    executor.loader = StepLoader(connection)
    last_of_others = [node for node in executor.loader.graph.leaf_nodes() if node[0] != "catalog"]
    return executor.migrate([*last_of_others, ("catalog", name)]).apps


def read_structure():
    """Return {table: (columns, constraints and indexes)} of the database; names that Django makes up are left out."""
    introspection = connection.introspection
    with connection.cursor() as cursor:
        return {
            table: (
                {
                    column.name: (*type_of(column), column.null_ok, column.collation)
                    for column in introspection.get_table_description(cursor, table)
                },
                sorted(map(parts_of, introspection.get_constraints(cursor, table).values())),
            )
            for table in introspection.table_names(cursor)
        }


def type_of(column):
    """The type of a column and its length; SQLite knows no lengths, and leaves old ones in what it says of a table."""
    if connection.vendor == "sqlite":
        return column.type_code.partition("(")[0], None
    return column.type_code, column.display_size


def parts_of(constraint):
    """What a constraint or an index says; a check has its columns in the order that its table happens to have."""
    if constraint["check"]:
        constraint = constraint | {"columns": sorted(constraint["columns"] or [])}
    return sorted((key, str(value)) for key, value in constraint.items() if key != "definition")
