"""Store with each film how complete it is and what it lacks. It is counted after the migration: see catalog/models/lacks.py."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0036_collation_of_dates")]

    operations = [
        migrations.AddField("film", "completeness", models.PositiveSmallIntegerField(editable=False, null=True)),
        migrations.CreateModel(
            name="FilmLack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                (
                    "film",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lacks",
                        to="catalog.film",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["name", "film"], name="film_lack_name")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("film", "name"),
                        name="film_lack_once",
                        violation_error_message="What the film lacks is stored already.",
                    )
                ],
            },
        ),
        migrations.AddIndex("film", models.Index(fields=["completeness", "id"], name="film_completeness")),
    ]
