"""Store how much of the story the quotes of readings give away."""

import re
from html import unescape

from django.db import migrations, models

TAG = re.compile(r"<[^>]+>")


def fill(apps, schema_editor):
    """Give each quote the level of the sections that have its words, or that of the whole text where none has."""
    using = schema_editor.connection.alias
    readings = apps.get_model("catalog", "Reading").objects.using(using).exclude(quote_exact="")
    for reading in readings.select_related("synopsis", "article").iterator():
        text = reading.synopsis or reading.article
        if text:
            exact, prefix, suffix = map(squeeze, (reading.quote_exact, reading.quote_prefix, reading.quote_suffix))
            level, context_level = level_in(text, exact), level_in(text, prefix + exact + suffix)
            readings.filter(pk=reading.pk).update(quote_level=level, quote_context_level=context_level)


def level_in(text, words):
    levels = {}
    for place, section in enumerate(text.sections):
        own_level = section["spoiler_level"]
        levels[place] = text.spoiler_level if own_level is None else own_level
    holders = [
        levels[place]
        for place, section in enumerate(text.sections)
        if words in squeeze(section["heading"] + unescape(TAG.sub("", section["html"])))
    ]
    return max(holders or levels.values(), default=text.spoiler_level)


def squeeze(text):
    return "".join(text.split())


class Migration(migrations.Migration):
    dependencies = [("catalog", "0008_spoiler_marks")]

    operations = [
        migrations.AddField(
            "reading",
            "quote_level",
            models.PositiveSmallIntegerField(
                default=0,
                editable=False,
                help_text="How much of the story the quoted words give away: see LevelledText.",
            ),
        ),
        migrations.AddField(
            "reading",
            "quote_context_level",
            models.PositiveSmallIntegerField(
                default=0, editable=False, help_text="The same, with the words before and after."
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
