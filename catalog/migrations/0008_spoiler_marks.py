"""Fold what stands under a spoiler mark that can't be read, and give synopses no default level."""

import re

from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

HIGHEST = 3
MARKED = Q(body__contains="{") | Q(body__contains="｛") | Q(body__icontains="spoiler")
READ = re.compile(r"\{spoiler=[0-3]\}")
UNREAD_IN_HEADING = re.compile(r"[{}｛｝]|\bspoilers?\s*[=:]?\s*\d", re.IGNORECASE)
UNREAD_IN_TEXT = re.compile(r"[{｛](\s*spoil|[^{}｛｝\n]*[=＝]\s*\d\s*[}｝])", re.IGNORECASE)


def has_unread_mark(section):
    """Whether a stored section has a mark that was not read: in its heading, a heading below it, or its text."""
    text = section["body"]
    if section["spoiler_level"] is not None:
        text = READ.sub("", text, count=1)
    lines = text.splitlines()[bool(section["heading"]) :]
    inner_headings = [line for line in lines if line.lstrip(" >*+-0123456789.").startswith("#")]
    marks = [UNREAD_IN_HEADING.search(heading) for heading in (section["heading"], *inner_headings)]
    return any(marks) or any(map(UNREAD_IN_TEXT.search, lines))


def fold(apps, schema_editor):
    """Give sections with unread marks the highest level. The next save of the text reads those that are readable now."""
    using, now, films = schema_editor.connection.alias, timezone.now(), set()
    for name in ("Synopsis", "Article"):
        texts = apps.get_model("catalog", name).objects.using(using)
        rows = texts.filter(MARKED).values_list("pk", "film_id", "sections", "spoiler_level")
        for pk, film_id, sections, level in list(rows):
            unread = [section for section in sections if has_unread_mark(section)]
            for section in unread:
                section["spoiler_level"] = HIGHEST
            if unread:
                levels = [level if part["spoiler_level"] is None else part["spoiler_level"] for part in sections]
                texts.filter(pk=pk).update(sections=sections, spoiler_from=min(levels), updated_at=now)
                films.add(film_id)
    apps.get_model("catalog", "Film").objects.using(using).filter(pk__in=films).update(updated_at=now)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0007_public_from")]

    operations = [
        migrations.AlterField(
            "synopsis",
            "spoiler_level",
            models.PositiveSmallIntegerField(
                "spoiler level",
                choices=[(0, "nothing"), (1, "the premise"), (2, "turns of the story"), (3, "the ending")],
                help_text="How much of the story it gives away. Readers see up to the premise unless they ask for more.",
            ),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
