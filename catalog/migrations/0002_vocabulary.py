from django.db import migrations
from django.utils.text import slugify

from catalog.vocabulary import COUNTRIES, DEPARTMENTS, GENRES, LANGUAGES, coded, listed


def load(apps, schema_editor):
    def add(model, rows):
        model.objects.using(schema_editor.connection.alias).bulk_create(rows)

    country, department, genre, job, language = (
        apps.get_model("catalog", name) for name in ("Country", "Department", "Genre", "Job", "Language")
    )
    add(country, [country(code=code, name=name) for code, name in coded(COUNTRIES)])
    add(language, [language(tag=tag, name=name) for tag, name in coded(LANGUAGES)])
    add(genre, [genre(name=name, slug=slugify(name)) for name in listed(GENRES)])
    add(department, [department(name=name, position=place) for place, name in enumerate(DEPARTMENTS, 1)])
    for part in department.objects.using(schema_editor.connection.alias).all():
        names = listed(DEPARTMENTS[part.name])
        add(job, [job(department=part, name=name, position=place) for place, name in enumerate(names, 1)])


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_catalogue")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
