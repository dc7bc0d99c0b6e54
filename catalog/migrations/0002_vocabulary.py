from django.db import migrations
from django.utils.text import slugify

from catalog.vocabulary import COUNTRIES, DEPARTMENTS, GENRES, LANGUAGES, coded, listed


def load(apps, schema_editor):
    def add(model, rows):
        apps.get_model("catalog", model).objects.using(schema_editor.connection.alias).bulk_create(rows)

    Country, Department, Genre, Job, Language = (
        apps.get_model("catalog", name) for name in ("Country", "Department", "Genre", "Job", "Language")
    )
    add("Country", [Country(code=code, name=name) for code, name in coded(COUNTRIES)])
    add("Language", [Language(tag=tag, name=name) for tag, name in coded(LANGUAGES)])
    add("Genre", [Genre(name=name, slug=slugify(name)) for name in listed(GENRES)])
    departments = [Department(pk=place, name=name, position=place) for place, name in enumerate(DEPARTMENTS, 1)]
    add("Department", departments)
    add(
        "Job",
        [
            Job(department=department, name=name, position=place)
            for department in departments
            for place, name in enumerate(listed(DEPARTMENTS[department.name]), 1)
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_catalogue")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
