from django.db import migrations, models

from catalog.folding import index


def fold(apps, schema_editor):
    works = apps.get_model("catalog", "Work").objects.using(schema_editor.connection.alias)
    for work in works.only("title").iterator():
        works.filter(pk=work.pk).update(search_text=index(work.title))


class Migration(migrations.Migration):
    """A work is found without its accents, as all else is."""

    dependencies = [("catalog", "0003_comment_levels")]

    operations = [
        migrations.AddField("work", "search_text", models.TextField(default="", editable=False)),
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
