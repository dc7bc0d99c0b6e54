"""Each column of text in the database is looked through, or it is said why nothing can stand there."""

from django.apps import apps
from django.db import connection, models

from catalog.suppression.columns import UNSEARCHED, column_name, holds_text, is_searched

TEXT_TYPES = ("char", "text", "json")


def text_columns():
    """Return the columns of all tables that the database itself holds as text, without keys and choices."""
    fields = [field for model in apps.get_models(include_auto_created=True) for field in model._meta.concrete_fields]
    return [
        field
        for field in fields
        if any(kind in (field.db_type(connection) or "") for kind in TEXT_TYPES)
        and not (field.is_relation or field.primary_key or isinstance(field, models.GenericIPAddressField))
    ]


def test_each_column_of_text_is_looked_through_or_named_with_a_reason():
    lacking = {
        column_name(field)
        for field in text_columns()
        if not (is_searched(field) or column_name(field) in UNSEARCHED or field.choices or not holds_text(field))
    }
    assert not lacking
    assert {column_name(field) for field in text_columns() if not holds_text(field) and not field.choices} == {
        "catalog.version.kinds"
    }


def test_no_reason_is_left_of_a_column_that_is_gone():
    assert set(UNSEARCHED) <= {column_name(field) for field in text_columns()}
