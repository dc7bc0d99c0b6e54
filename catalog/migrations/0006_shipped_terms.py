"""Record what each database has got: the lists of 0002, whatever its editors did to them since."""

from importlib import import_module

from django.db import migrations, models
from django.utils.text import slugify

lists = import_module("catalog.migrations.0002_vocabulary")
# 0005 gave the country this code, unless an editor had made Serbia and Montenegro of it: then Czechoslovakia is to come yet.
CODES = {"CS": "CSHH"}
SERBIA_AND_MONTENEGRO = "CSXX"


def record(apps, schema_editor):
    using = schema_editor.connection.alias
    shipped_term = apps.get_model("catalog", "ShippedTerm")
    countries = lists.split_codes(lists.COUNTRIES)
    if apps.get_model("catalog", "Country").objects.using(using).filter(pk=SERBIA_AND_MONTENEGRO).exists():
        countries = [(code, name) for code, name in countries if code not in CODES]
    terms = [
        *(("country", CODES.get(code, code), CODES.get(code, code), {"name": name}) for code, name in countries),
        *(("language", tag, tag, {"name": name}) for tag, name in lists.split_codes(lists.LANGUAGES)),
        *genres(),
        *departments(),
        *jobs(),
    ]
    shipped_term.objects.using(using).bulk_create(
        shipped_term(noun=noun, key=key, row=str(row), values=values) for noun, key, row, values in terms
    )


# 0002 filled empty tables, and no id is given twice: the row of a term has its place in the list for an id, whatever it is
# called by now. Without that row it was deleted.
def genres():
    for row, name in enumerate(lists.split_names(lists.GENRES), 1):
        yield "genre", slugify(name), row, {"name": name, "slug": slugify(name)}


def departments():
    for row, name in enumerate(lists.DEPARTMENTS, 1):
        yield "department", slugify(name), row, {"name": name, "position": row}


def jobs():
    row = 0
    for department, names in enumerate(lists.DEPARTMENTS.values(), 1):
        for position, name in enumerate(lists.split_names(names), 1):
            row += 1
            yield "job", slugify(name), row, {"department_id": department, "name": name, "position": position}


class Migration(migrations.Migration):
    dependencies = [("catalog", "0005_former_states_by_four_letters")]

    operations = [
        migrations.CreateModel(
            "ShippedTerm",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noun", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=80)),
                ("row", models.CharField(max_length=40)),
                ("values", models.JSONField()),
            ],
            options={
                "default_permissions": (),
                "ordering": ["noun", "key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("noun", "key"),
                        name="shipped_term_once",
                        violation_error_message="This term is recorded already.",
                    )
                ],
            },
        ),
        migrations.RunPython(record, migrations.RunPython.noop),
    ]
