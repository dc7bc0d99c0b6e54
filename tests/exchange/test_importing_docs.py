"""docs/importing.md names every field that a column can be, and every option of the command."""

import pytest
from django.conf import settings

from catalog.exchange.tables.targets import FIELDS
from catalog.management.commands.import_table import Command

DOCS = (settings.BASE_DIR / "docs" / "importing.md").read_text()


@pytest.mark.parametrize("target", [f"{noun}.{field}" for noun, fields in FIELDS.items() for field in fields])
def test_each_field_that_a_column_can_be_is_documented(target):
    assert f"`{target}`" in DOCS


def test_each_option_of_the_command_is_documented():
    parser = Command().create_parser("manage.py", "import_table")
    own = parser._action_groups[1]._group_actions
    options = [action.option_strings[-1] for action in own if action.option_strings]
    standard = {"--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback"}
    standard |= {"--no-color", "--force-color", "--skip-checks"}
    assert [option for option in options if option not in standard and f"`{option}" not in DOCS] == []
