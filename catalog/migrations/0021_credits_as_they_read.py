"""Let a credit say that it is of a voice, uncredited, of archive footage or of a segment, and a citation what it says otherwise.

Characters stand in the order of their links. The desk finds people by the names in their credits: these are folded here.
"""

import re
import unicodedata

from django.db import migrations, models

ROWS_AT_ONCE = 500
UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
    | {"ŧ": "t", "ə": "e"}
    | dict.fromkeys("'‘’ʼ′`´\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)


def search_text(name):
    letters_and_marks = unicodedata.normalize("NFKD", name.casefold().translate(UNDECOMPOSED))
    letters = "".join(letter for letter in letters_and_marks if not unicodedata.combining(letter))
    return "".join(f" {word}" for word in dict.fromkeys(re.findall(r"[^\W_]+", letters)))


def fold_names(apps, schema_editor):
    rows = apps.get_model("catalog", "Credit")._base_manager.using(schema_editor.connection.alias)
    for credit in rows.exclude(credited_as="").only("credited_as").order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
        rows.filter(pk=credit.pk).update(search_text=search_text(credit.credited_as))


def order_characters(apps, schema_editor):
    """Write into working copies the characters that a credit has in the order in which it has them, as documents read them now."""
    using = schema_editor.connection.alias

    def rows_of(name):
        return apps.get_model("catalog", name)._base_manager.using(using)

    links = apps.get_model("catalog", "Credit").characters.through._base_manager.using(using).order_by("pk")
    for copy in rows_of("WorkingCopy").filter(patch__has_key="credit").order_by("pk"):
        changes = copy.patch["credit"]
        for key, change in changes.items():
            before = (change["was"] or {}).get("characters", [])
            characters = list(links.filter(credit_id=key).values_list("character_id", flat=True)) if before else []
            if before != characters and sorted(before) == sorted(characters):
                changes[key] = change | {"was": change["was"] | {"characters": characters}}
        rows_of("WorkingCopy").filter(pk=copy.pk).update(patch=copy.patch)


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0020_codes_of_jobs"),
    ]

    operations = [
        migrations.AddField(
            model_name="citation",
            name="differs",
            field=models.CharField(
                blank=True,
                help_text="What this source says of it that differs: Binswanger; credited; not named.",
                max_length=200,
                verbose_name="says otherwise",
            ),
        ),
        migrations.AddField(
            model_name="credit",
            name="archive_footage",
            field=models.BooleanField(default=False, help_text="They are seen in material that was shot before."),
        ),
        migrations.AddField(
            model_name="credit",
            name="note",
            field=models.CharField(
                blank=True, help_text="What else is to be said of the credit. Visitors see it.", max_length=300
            ),
        ),
        migrations.AddField(
            model_name="credit",
            name="search_text",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="credit",
            name="segment",
            field=models.CharField(
                blank=True, help_text="The part of an anthology that the credit is for.", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="credit",
            name="uncredited",
            field=models.BooleanField(
                default=False, help_text="The person did it, and the film's credits don't say so."
            ),
        ),
        migrations.AddField(
            model_name="credit",
            name="voice",
            field=models.BooleanField(default=False, help_text="Only the voice is theirs."),
        ),
        migrations.AlterField(
            model_name="credit",
            name="characters",
            field=models.ManyToManyField(
                blank=True,
                help_text="For actors: whom they play, one or more, in the order of the credits.",
                related_name="credits",
                to="catalog.character",
            ),
        ),
        migrations.AlterField(
            model_name="credit",
            name="missing_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("stripped", "the source lost the name"),
                    ("unknown", "nobody knows the name"),
                    ("withheld", "the name is withheld"),
                    ("uncredited", "the work was done uncredited"),
                ],
                help_text="Only where no person is given: why the name is missing. Somebody known who stands in no credits is a person, and “uncredited”.",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="credit",
            index=models.Index(
                condition=models.Q(("search_text__gt", "")), fields=["person"], name="credit_with_own_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.CheckConstraint(
                condition=models.Q(("uncredited", False), ("person__isnull", False), _connector="OR"),
                name="credit_uncredited_person",
                violation_error_message="“Uncredited” is said of a person: choose one, or let the missing name have the reason “uncredited”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.CheckConstraint(
                condition=models.Q(("uncredited", False), ("credited_as", ""), _connector="OR"),
                name="credit_uncredited_without_name",
                violation_error_message="Nobody is uncredited and credited under a name: clear one of the two.",
            ),
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
        migrations.RunPython(order_characters, migrations.RunPython.noop),
    ]
