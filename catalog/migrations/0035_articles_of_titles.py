"""Sort films and titles anew: the articles that lists pass over are now those of the list of the Library of Congress."""

from django.conf import settings
from django.db import migrations

from catalog.texts.sorting import SortKeyField

ROWS_AT_ONCE = 500
HEARD = ("spoken", "sung")


def sort_anew(apps, schema_editor):
    """Give each film and each title its key, by the rules that the site sorts by now."""

    def fill_rows(noun, key_of, *related):
        rows = apps.get_model("catalog", noun)._base_manager.using(schema_editor.connection.alias).order_by("pk")
        batch = []
        for row in rows.prefetch_related(*related).iterator(chunk_size=ROWS_AT_ONCE):
            key = row._meta.get_field("sort_key").to_python(key_of(row))
            if key != row.sort_key:
                row.sort_key = key
                batch.append(row)
            if len(batch) == ROWS_AT_ONCE:
                rows.bulk_update(batch, ["sort_key"], batch_size=200)
                batch = []
        rows.bulk_update(batch, ["sort_key"], batch_size=200)

    fill_rows("title", lambda row: SortKeyField.title_key(row.title, row.language_id or ""))
    fill_rows("film", key_of_film, "titles", "versions__languages")


def key_of_film(film):
    if film.sort_title:
        return SortKeyField.name_key(film.sort_title)
    uses = [
        (row.use, row.language_id)
        for version in film.versions.all()
        if version.leads
        for row in sorted(version.languages.all(), key=lambda row: row.pk)
        if row.language_id
    ]
    tags = [tag for use, tag in uses if use in HEARD] or [tag for use, tag in uses if use == "intertitles"]
    original_language = film.original_title_language_id or next(iter(tags), "")
    titles = [(row.title, row.language_id or "") for row in film.titles.all()]
    site_language = settings.LANGUAGE_CODE.split("-")[0]
    language = SortKeyField.language_of_title(film.title, film.original_title, original_language, titles, site_language)
    return SortKeyField.title_key(film.title, language)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0034_sources_of_single_names")]

    operations = [migrations.RunPython(sort_anew, migrations.RunPython.noop)]
