"""Let dates say c. 1926, 1920s, before 1930 or 1926 or 1927, and store the first and the last day that each can mean."""

import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import catalog.dates

DATES = {
    "film": ("given_date", "release_date"),
    "person": ("born", "died"),
    "release": ("date",),
    "source": ("published_on", "retrieved_on"),
    "work": ("year",),
}
ROWS_AT_ONCE = 1000


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    for noun, names in DATES.items():
        rows = apps.get_model("catalog", noun)._base_manager.using(using)
        for name in names:
            batch = []
            for row in rows.exclude(**{name: None}).only(name).iterator(chunk_size=ROWS_AT_ONCE):
                partial_date = getattr(row, name)
                setattr(row, f"{name}_first", partial_date.first_day)
                setattr(row, f"{name}_last", partial_date.last_day)
                batch.append(row)
                if len(batch) == ROWS_AT_ONCE:
                    rows.bulk_update(batch, [f"{name}_first", f"{name}_last"], batch_size=200)
                    batch = []
            rows.bulk_update(batch, [f"{name}_first", f"{name}_last"], batch_size=200)


def widen(apps, schema_editor):
    """Make room for longer dates. The field itself sets the length, so Django sees no difference."""
    if schema_editor.connection.vendor == "postgresql":
        for noun, names in DATES.items():
            for name in names:
                schema_editor.execute(f"ALTER TABLE catalog_{noun} ALTER COLUMN {name} TYPE varchar(25)")


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0011_sent_forms"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="release",
            options={
                "ordering": [
                    models.OrderBy(models.F("date_first"), descending=False, nulls_last=True),
                    models.OrderBy(models.F("date_last"), descending=False, nulls_last=True),
                    "id",
                ]
            },
        ),
        migrations.RemoveConstraint(
            model_name="person",
            name="person_born_before_died",
        ),
        migrations.RemoveIndex(
            model_name="film",
            name="film_release_date",
        ),
        migrations.AddField(
            model_name="film",
            name="given_date_first",
            field=catalog.dates.FirstDayField(of="given_date"),
        ),
        migrations.AddField(
            model_name="film",
            name="given_date_last",
            field=catalog.dates.LastDayField(of="given_date"),
        ),
        migrations.AddField(
            model_name="film",
            name="release_date_first",
            field=catalog.dates.FirstDayField(of="release_date"),
        ),
        migrations.AddField(
            model_name="film",
            name="release_date_last",
            field=catalog.dates.LastDayField(of="release_date"),
        ),
        migrations.AddField(
            model_name="person",
            name="born_first",
            field=catalog.dates.FirstDayField(of="born"),
        ),
        migrations.AddField(
            model_name="person",
            name="born_last",
            field=catalog.dates.LastDayField(of="born"),
        ),
        migrations.AddField(
            model_name="person",
            name="died_first",
            field=catalog.dates.FirstDayField(of="died"),
        ),
        migrations.AddField(
            model_name="person",
            name="died_last",
            field=catalog.dates.LastDayField(of="died"),
        ),
        migrations.AddField(
            model_name="release",
            name="date_first",
            field=catalog.dates.FirstDayField(of="date"),
        ),
        migrations.AddField(
            model_name="release",
            name="date_last",
            field=catalog.dates.LastDayField(of="date"),
        ),
        migrations.AddField(
            model_name="source",
            name="published_on_first",
            field=catalog.dates.FirstDayField(of="published_on"),
        ),
        migrations.AddField(
            model_name="source",
            name="published_on_last",
            field=catalog.dates.LastDayField(of="published_on"),
        ),
        migrations.AddField(
            model_name="source",
            name="retrieved_on_first",
            field=catalog.dates.FirstDayField(of="retrieved_on"),
        ),
        migrations.AddField(
            model_name="source",
            name="retrieved_on_last",
            field=catalog.dates.LastDayField(of="retrieved_on"),
        ),
        migrations.AddField(
            model_name="work",
            name="year_first",
            field=catalog.dates.FirstDayField(of="year"),
        ),
        migrations.AddField(
            model_name="work",
            name="year_last",
            field=catalog.dates.LastDayField(of="year"),
        ),
        migrations.AlterField(
            model_name="film",
            name="given_date",
            field=catalog.dates.PartialDateField(
                blank=True,
                help_text="Only while no release below has a date, as precisely as known: 1927, c. 1926, 1920s. Else it follows from the releases.",
                null=True,
                verbose_name="first shown",
            ),
        ),
        migrations.AlterField(
            model_name="release",
            name="date",
            field=catalog.dates.PartialDateField(
                blank=True, help_text="As precisely as known: 10 January 1927, 1927, c. 1926.", null=True
            ),
        ),
        migrations.RunPython(widen, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="film",
            index=models.Index(fields=["release_date_first", "release_date_last", "id"], name="film_release_date"),
        ),
        migrations.AddIndex(
            model_name="film",
            index=models.Index(
                condition=models.Q(("release_date__isnull", False), ("year__isnull", True)),
                fields=["release_date_first", "release_date_last"],
                name="film_several_years",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("born__isnull", True),
                    ("died__isnull", True),
                    ("died_last__gte", models.F("born_first")),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("born"), models.CharField()),
                            models.Value("~"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("born"), models.CharField()),
                            models.Value("?"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("born"), models.CharField()),
                            models.Value("%"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("born"), models.CharField()),
                            models.Value("/"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("died"), models.CharField()),
                            models.Value("~"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("died"), models.CharField()),
                            models.Value("?"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("died"), models.CharField()),
                            models.Value("%"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("died"), models.CharField()),
                            models.Value("/"),
                        ),
                        0,
                    ),
                    _connector="OR",
                ),
                name="person_born_before_died",
                violation_error_message="Nobody dies before being born: look at the two dates.",
            ),
        ),
    ]
