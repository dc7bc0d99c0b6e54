"""Give codes of four letters room, and move what is stored under `CS`, which ISO gave to two former states."""

import re

from django.core.validators import RegexValidator
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone

AMBIGUOUS = "CS"
CZECHOSLOVAKIA, SERBIA_AND_MONTENEGRO = "CSHH", "CSXX"
# The first release shipped it as Czechoslovakia. An editor may have renamed it, in whatever language.
SERBIAN = re.compile("s[eé]?rb|срб|серб", re.IGNORECASE)
BATCH = 500
# The fields of stored documents that hold codes of countries. A merge keeps patches of working copies in its own patch.
COUNTRY_FIELDS = {
    "film": "countries",
    "title": "country",
    "release": "country",
    "company": "country",
    "filmcompany": "territory",
}
WORKING_COPIES = "workingcopy"


def move_country(apps, using, code, new_code):
    """Move the row of a country, all rows that point at it, and what is stored of them, to another code."""

    def rows(name):
        return apps.get_model("catalog", name).objects.using(using)

    move_row(rows, code, new_code)
    for name in ("Revision", "Mention", "Presence"):
        rows(name).filter(noun="country", key=code).update(key=new_code)
    for name in ("Revision", "WorkingCopy", "Merge"):
        move_in_patches(rows(name), code, new_code)


def move_row(rows, code, new_code):
    country = rows("Country").filter(pk=code).first()
    if country is None:
        return
    rows("Country").create(code=new_code, name=new_code)
    of_film = (
        Q(countries=code) | Q(titles__country=code) | Q(releases__country=code) | Q(film_companies__territory=code)
    )
    films = list(rows("Film").filter(of_film).values_list("pk", flat=True).distinct())
    companies = list(rows("Company").filter(country=code).values_list("pk", flat=True))
    for name, keys in (("Film", films), ("Company", companies)):
        for start in range(0, len(keys), BATCH):
            rows(name).filter(pk__in=keys[start : start + BATCH]).update(updated_at=timezone.now())
    through = rows("Film").model.countries.through.objects.using(rows("Film").db)
    through.filter(country_id=code).update(country_id=new_code)
    for noun, field in COUNTRY_FIELDS.items():
        if noun != "film":
            rows(noun).filter(**{field: code}).update(**{field: new_code})
    rows("Country").filter(pk=code).delete()
    rows("Country").filter(pk=new_code).update(name=country.name)


def move_in_patches(rows, code, new_code):
    text = rows.annotate(text=Cast("patch", models.TextField())).filter(text__contains=f'"{code}"')
    keys = list(text.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = list(rows.filter(pk__in=keys[start : start + BATCH]).only("patch"))
        for row in batch:
            row.patch = moved_patch(row.patch, code, new_code)
        rows.bulk_update(batch, ["patch"])


def moved_patch(patch, code, new_code):
    """Return a patch, {noun: {key: {"was": fields, "is": fields}}}, with a code of a country replaced by another."""

    def replace(value):
        return [replace(part) for part in value] if isinstance(value, list) else new_code if value == code else value

    def replace_in(noun, fields):
        if fields and noun == WORKING_COPIES and "patch" in fields:
            return fields | {"patch": moved_patch(fields["patch"], code, new_code)}
        name = COUNTRY_FIELDS.get(noun)
        return fields | {name: replace(fields[name])} if fields and name in fields else fields

    return {
        noun: {
            new_code if noun == "country" and key == code else key: {
                side: replace_in(noun, fields) for side, fields in change.items()
            }
            for key, change in changes.items()
        }
        for noun, changes in patch.items()
    }


def code_of(name):
    return SERBIA_AND_MONTENEGRO if SERBIAN.search(name) else CZECHOSLOVAKIA


def forwards(apps, schema_editor):
    using = schema_editor.connection.alias
    country = apps.get_model("catalog", "Country").objects.using(using).filter(pk=AMBIGUOUS).first()
    # Where an editor deleted it, its history still has the name.
    history = apps.get_model("catalog", "Revision").objects.using(using).filter(noun="country", key=AMBIGUOUS)
    name = country.name if country else history.order_by("-pk").values_list("label", flat=True).first() or ""
    move_country(apps, using, AMBIGUOUS, code_of(name))


def backwards(apps, schema_editor):
    """Move Czechoslovakia back, and delete the other states of four letters; a row that points at one refuses that."""
    using = schema_editor.connection.alias
    move_country(apps, using, CZECHOSLOVAKIA, AMBIGUOUS)
    apps.get_model("catalog", "Country").objects.using(using).filter(code__regex="^.{3}").delete()
    # PostgreSQL alters no table whose foreign keys are still to be checked.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("catalog", "0004_citations_of_any_field")]

    operations = [
        migrations.AlterField(
            "country",
            "code",
            models.CharField(
                "ISO 3166 code",
                max_length=4,
                primary_key=True,
                serialize=False,
                validators=[
                    RegexValidator(
                        r"^[A-Z]{2}([A-Z]{2})?\Z",
                        "Write the two capital letters of ISO 3166-1, such as PL, or the four of ISO 3166-3 for a "
                        "former state whose two letters were given twice, such as CSHH.",
                    )
                ],
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
