"""Say of titles what they are and in which letters, and sort all lists by keys that are alike on all databases."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import catalog.texts.sorting
from catalog.texts.sorting import SortKeyField

ROWS_AT_ONCE = 500
NAMED = ("award", "company", "copy", "country", "genre", "job", "language", "subject")
HEARD = ("spoken", "sung")


def fill(apps, schema_editor):
    """Give each row its key, by the rules that the site sorts by now."""
    using = schema_editor.connection.alias

    def fill_rows(noun, set_key, *columns, related=()):
        rows = apps.get_model("catalog", noun)._base_manager.using(using).order_by("pk").prefetch_related(*related)
        batch = []
        for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
            set_key(row)
            batch.append(row)
            if len(batch) == ROWS_AT_ONCE:
                rows.bulk_update(batch, columns, batch_size=200)
                batch = []
        rows.bulk_update(batch, columns, batch_size=200)

    for noun in NAMED:
        fill_rows(noun, lambda row: row._meta.get_field("sort_key").pre_save(row, add=False), "sort_key")
    fill_rows("person", set_person_key, "sort_key")
    for noun in ("source", "title", "work"):
        fill_rows(noun, set_title_key, "sort_key")
    fill_rows("film", set_film_keys, "sort_key", "title_key", related=("titles", "versions__languages"))


def set_person_key(person):
    person.sort_key = SortKeyField.name_key(person.sort_name)[:200]


def set_title_key(row):
    language = getattr(row, "language_id", None) or ""
    row.sort_key = row._meta.get_field("sort_key").to_python(SortKeyField.title_key(row.title, language))


def set_film_keys(film):
    """Until now the key was of the whole title: that is by which duplicates are found."""
    film.title_key = film.sort_key
    uses = [
        (row.use, row.language_id)
        for version in film.versions.all()
        if version.leads
        for row in sorted(version.languages.all(), key=lambda row: row.pk)
        if row.language_id
    ]
    tags = [tag for use, tag in uses if use in HEARD] or [tag for use, tag in uses if use == "intertitles"]
    titles = [(row.title, row.language_id or "") for row in film.titles.all()]
    site_language = settings.LANGUAGE_CODE.split("-")[0]
    language = SortKeyField.language_of_title(
        film.title, film.original_title, tags[0] if tags else "", titles, site_language
    )
    film.sort_key = SortKeyField.title_key(film.title, language)[:300]


def take_back(apps, schema_editor):
    """Give films the keys that they had; people and companies sort alike by both."""
    films = apps.get_model("catalog", "film")._base_manager.using(schema_editor.connection.alias)
    films.update(sort_key=models.F("title_key"))


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0021_credits_as_they_read"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="award",
            options={"ordering": [models.OrderBy(models.F("year"), nulls_last=True), "sort_key", "id"]},
        ),
        migrations.AlterModelOptions(
            name="copy",
            options={"ordering": ["sort_key", "id"], "verbose_name_plural": "copies"},
        ),
        migrations.AlterModelOptions(
            name="country",
            options={"ordering": ["sort_key", "code"], "verbose_name_plural": "countries"},
        ),
        migrations.AlterModelOptions(
            name="genre",
            options={"ordering": ["sort_key", "id"]},
        ),
        migrations.AlterModelOptions(
            name="job",
            options={"ordering": ["department__position", "position", "sort_key", "id"]},
        ),
        migrations.AlterModelOptions(
            name="language",
            options={"ordering": ["sort_key", "tag"]},
        ),
        migrations.AlterModelOptions(
            name="source",
            options={"ordering": ["sort_key", "id"], "permissions": [("merge_source", "Can merge sources")]},
        ),
        migrations.AlterModelOptions(
            name="subject",
            options={"ordering": ["sort_key", "id"]},
        ),
        migrations.AlterModelOptions(
            name="title",
            options={"ordering": ["sort_key", "id"]},
        ),
        migrations.AlterModelOptions(
            name="work",
            options={"ordering": ["sort_key", "id"]},
        ),
        migrations.RemoveIndex(
            model_name="source",
            name="source_sort",
        ),
        migrations.AddField(
            model_name="award",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=300, of="organisation category"),
        ),
        migrations.AddField(
            model_name="copy",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=300, of="inventory_number"),
        ),
        migrations.AddField(
            model_name="country",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=300, of="name"),
        ),
        migrations.AddField(
            model_name="film",
            name="original_title_language",
            field=models.ForeignKey(
                blank=True,
                help_text="Which language that title is in, not what is spoken. Empty: not known; lists take the leading version's first.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalog.language",
                verbose_name="language of the original title",
            ),
        ),
        migrations.AddField(
            model_name="film",
            name="sort_title",
            field=models.CharField(
                blank=True,
                help_text="Only where lists sort the title wrongly: Le Mans. Empty: they pass over its article, The or Der, and its marks.",
                max_length=300,
            ),
        ),
        migrations.AddField(
            model_name="film",
            name="title_key",
            field=models.CharField(default="", editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name="genre",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=300, of="name"),
        ),
        migrations.AddField(
            model_name="job",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=300, of="name"),
        ),
        migrations.AddField(
            model_name="language",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=300, of="name"),
        ),
        migrations.AddField(
            model_name="source",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=200),
        ),
        migrations.AddField(
            model_name="subject",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=300, of="name"),
        ),
        migrations.AddField(
            model_name="title",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("original", "original title"),
                    ("working", "working title"),
                    ("release", "release title"),
                    ("restoration", "title of a restoration"),
                    ("transliteration", "transliteration"),
                    ("supplied", "supplied title"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="title",
            name="script",
            field=models.CharField(
                blank=True,
                help_text="Only where it isn't the usual one of the language: Latn of a Russian title in Latin letters.",
                max_length=4,
            ),
        ),
        migrations.AddField(
            model_name="title",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=300),
        ),
        migrations.AddField(
            model_name="work",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=300),
        ),
        migrations.AlterField(
            model_name="company",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=200, of="name"),
        ),
        migrations.AlterField(
            model_name="film",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=300),
        ),
        migrations.AlterField(
            model_name="person",
            name="sort_key",
            field=catalog.texts.sorting.SortKeyField(max_length=200),
        ),
        migrations.AlterField(
            model_name="title",
            name="note",
            field=models.CharField(
                blank=True, help_text="What the other fields can't say: on television, on the poster.", max_length=200
            ),
        ),
        migrations.AddIndex(
            model_name="film",
            index=models.Index(fields=["title_key", "id"], name="film_title_key"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["sort_key", "id", "public_from"], name="source_sort"),
        ),
        migrations.AddConstraint(
            model_name="title",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", ""),
                    ("kind__in", ["original", "working", "release", "restoration", "transliteration", "supplied"]),
                    _connector="OR",
                ),
                name="title_kind",
                violation_error_message="Choose one of: original title, working title, release title, title of a restoration, transliteration, supplied title; or none.",
            ),
        ),
        migrations.RunPython(fill, take_back),
    ]
