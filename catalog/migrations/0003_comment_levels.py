from django.db import migrations, models

LEVELS = [(0, "nothing"), (1, "the premise"), (2, "turns of the story"), (3, "the ending")]


def comments(apps, schema_editor):
    return apps.get_model("catalog", "Comment").objects.using(schema_editor.connection.alias)


def mark(apps, schema_editor):
    """What was marked may tell the ending."""
    comments(apps, schema_editor).filter(spoiler=True).update(spoiler_level=3)


def unmark(apps, schema_editor):
    comments(apps, schema_editor).filter(spoiler_level__gt=0).update(spoiler=True)


class Migration(migrations.Migration):
    """A comment gives away as much as its level says, as all else does."""

    dependencies = [("catalog", "0002_vocabulary")]

    operations = [
        migrations.AddField(
            "comment",
            "spoiler_level",
            models.PositiveSmallIntegerField(
                choices=LEVELS,
                default=0,
                help_text="How much of the story it gives away: the ending, if its writer said that it gives something "
                "away.",
                verbose_name="spoiler level",
            ),
        ),
        migrations.RunPython(mark, unmark),
        migrations.RemoveField("comment", "spoiler"),
    ]
