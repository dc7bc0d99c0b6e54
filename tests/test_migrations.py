"""Migrations stay what they were when they were written, whatever becomes of the code."""

import ast
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

from tests.step_by_step import StepLoader

MIGRATIONS = sorted(Path(apps.get_app_config("catalog").path, "migrations").glob("0*.py"))
# A migration has to name the class of a custom field, for the field makes its own column, and what fills it.
CUSTOM_FIELDS = {
    "catalog.dates": {"FirstDayField", "LastDayField", "PartialDateField"},
    "catalog.texts.sorting": {"SortKeyField"},
    "catalog.texts.names.fields": {"NameSortKeyField"},
}


def imports(tree):
    """Yield (module, name) of what a migration imports; the name is None where it imports the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield node.args[0].value, None


def names_of(module, tree):
    """The names by which a migration uses a module that it imports whole."""
    return {
        node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and ast.unparse(node.value) == module
    }


def may_import(module, names):
    if module.split(".")[0] in {"django", *sys.stdlib_module_names} or module.startswith("catalog.migrations."):
        return True
    return module in CUSTOM_FIELDS and names <= CUSTOM_FIELDS[module]


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda path: path.stem)
def test_a_migration_imports_no_live_module(migration):
    tree = ast.parse(migration.read_text())
    for module, name in imports(tree):
        names = {name} if name else names_of(module, tree)
        assert may_import(module, names), f"{module}: {names}"


def test_a_migration_that_replaces_others_leaves_the_models_that_they_leave():
    steps, replacement = StepLoader(None), MigrationLoader(None)
    assert any(migration.replaces for migration in replacement.disk_migrations.values())
    changes = MigrationAutodetector(steps.project_state(), replacement.project_state()).changes(replacement.graph)
    assert "catalog" not in changes
