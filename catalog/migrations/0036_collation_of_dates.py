"""Let dates on PostgreSQL sort letter by letter again: 0012 made their columns wider, and a new type lost them that."""

from django.db import migrations

DATES = [
    ("Film", "given_date"),
    ("Film", "release_date"),
    ("Person", "born"),
    ("Person", "died"),
    ("Release", "date"),
    ("Source", "published_on"),
    ("Source", "retrieved_on"),
    ("Work", "year"),
]


def sort_by_letter(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    quote = schema_editor.quote_name
    for model_name, name in DATES:
        model = apps.get_model("catalog", model_name)
        column = model._meta.get_field(name)
        schema_editor.execute(
            f"ALTER TABLE {quote(model._meta.db_table)} ALTER COLUMN {quote(column.column)} "
            f'TYPE {column.db_type(schema_editor.connection)} COLLATE "C"'
        )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0035_articles_of_titles")]

    operations = [migrations.RunPython(sort_by_letter, migrations.RunPython.noop)]
