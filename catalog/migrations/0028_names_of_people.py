"""Give people other names of several kinds, the order and the language of their names, places and nationalities."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import catalog.texts.names.fields


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0027_states_taken_back"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("birth", "name at birth"),
                            ("stage", "stage name"),
                            ("former", "former name"),
                            ("spelling", "other spelling"),
                        ],
                        help_text="What kind of name it is; empty: any other.",
                        max_length=8,
                    ),
                ),
                (
                    "public",
                    models.BooleanField(
                        default=True,
                        help_text="Without the tick, it stays at the desk: no page, no search and no program of others gives it away.",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Visitors never see it.", max_length=200, verbose_name="note to editors"
                    ),
                ),
                ("name_key", models.CharField(default="", editable=False, max_length=300)),
            ],
            options={
                "verbose_name": "other name",
                "ordering": ["person", "id"],
            },
        ),
        migrations.AddField(
            model_name="person",
            name="deathplace",
            field=models.CharField(blank=True, max_length=200, verbose_name="place of death"),
        ),
        migrations.AddField(
            model_name="person",
            name="desk_search_text",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="person",
            name="name_language",
            field=models.CharField(
                blank=True,
                help_text="As a tag: nl files Gogh, Vincent van; nl-BE Van Hamme, Jean; is Baltasar Kormákur. Empty: guessed.",
                max_length=35,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\\d{3}))?\\Z",
                        "Write a BCP 47 tag, such as pl, pt-BR or zh-Hant.",
                    )
                ],
                verbose_name="language of the name",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="name_order",
            field=models.CharField(
                blank=True,
                choices=[
                    ("given_first", "given name first"),
                    ("family_first", "family name first"),
                    ("one_name", "one name, sorted as it is written"),
                ],
                help_text="Empty: guessed. Family name first: Wong Kar-wai. One name: Cher.",
                max_length=12,
                verbose_name="order of the name",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="nationalities",
            field=models.ManyToManyField(
                blank=True,
                help_text="One or several, the first one first.",
                related_name="nationals",
                to="catalog.country",
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="sort_key",
            field=catalog.texts.names.fields.NameSortKeyField(max_length=200),
        ),
        migrations.AlterField(
            model_name="person",
            name="sort_name",
            field=models.CharField(
                blank=True,
                help_text="Only where lists shall sort by something else than what follows from above.",
                max_length=200,
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("name_order", ""), ("name_order__in", ["given_first", "family_first", "one_name"]), _connector="OR"
                ),
                name="person_name_order",
                violation_error_message="Choose one of: given name first, family name first, one name, sorted as it is written; or none.",
            ),
        ),
        migrations.AddField(
            model_name="personname",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="names", to="catalog.person"
            ),
        ),
        migrations.AddIndex(
            model_name="personname",
            index=models.Index(fields=["name_key", "person"], name="person_name_key"),
        ),
        migrations.AddConstraint(
            model_name="personname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", ""), ("kind__in", ["birth", "stage", "former", "spelling"]), _connector="OR"
                ),
                name="person_name_kind",
                violation_error_message="Choose one of: name at birth, stage name, former name, other spelling; or none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="personname",
            constraint=models.UniqueConstraint(
                fields=("person", "name"),
                name="person_name_once",
                violation_error_message="The person has this name already.",
            ),
        ),
    ]
