import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0048_imports"),
    ]

    operations = [
        migrations.AddField(
            model_name="ratingsummary",
            name="outside_count",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="votes elsewhere"),
        ),
        migrations.AddField(
            model_name="ratingsummary",
            name="outside_half_stars",
            field=models.PositiveBigIntegerField(default=0, editable=False, verbose_name="half stars elsewhere"),
        ),
        # The expression of a generated column can't be changed: it is made anew.
        migrations.RemoveIndex(model_name="ratingsummary", name="rating_rank"),
        migrations.RemoveIndex(model_name="ratingsummary", name="rating_average"),
        migrations.RemoveIndex(model_name="ratingsummary", name="rating_count"),
        migrations.RemoveField(model_name="ratingsummary", name="average"),
        migrations.RemoveField(model_name="ratingsummary", name="count"),
        migrations.RemoveField(model_name="ratingsummary", name="weighted"),
        migrations.AddField(
            model_name="ratingsummary",
            name="average",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.ExpressionWrapper(
                    django.db.models.expressions.CombinedExpression(
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("stars_1"),
                                                    "+",
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("stars_2"), "*", models.Value(2)
                                                    ),
                                                ),
                                                "+",
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("stars_3"), "*", models.Value(3)
                                                ),
                                            ),
                                            "+",
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("stars_4"), "*", models.Value(4)
                                            ),
                                        ),
                                        "+",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("stars_5"), "*", models.Value(5)
                                        ),
                                    ),
                                    "*",
                                    models.Value(2),
                                ),
                                "+",
                                models.F("outside_half_stars"),
                            ),
                            "*",
                            models.Value(1.0),
                        ),
                        "/",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.functions.comparison.NullIf(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("stars_1"), "+", models.F("stars_2")
                                                ),
                                                "+",
                                                models.F("stars_3"),
                                            ),
                                            "+",
                                            models.F("stars_4"),
                                        ),
                                        "+",
                                        models.F("stars_5"),
                                    ),
                                    "+",
                                    models.F("outside_count"),
                                ),
                                models.Value(0),
                            ),
                            "*",
                            models.Value(2),
                        ),
                    ),
                    output_field=models.FloatField(),
                ),
                output_field=models.FloatField(null=True),
                verbose_name="average",
            ),
        ),
        migrations.AddField(
            model_name="ratingsummary",
            name="count",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.expressions.CombinedExpression(
                    django.db.models.expressions.CombinedExpression(
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("stars_1"), "+", models.F("stars_2")
                                ),
                                "+",
                                models.F("stars_3"),
                            ),
                            "+",
                            models.F("stars_4"),
                        ),
                        "+",
                        models.F("stars_5"),
                    ),
                    "+",
                    models.F("outside_count"),
                ),
                output_field=models.PositiveIntegerField(),
                verbose_name="votes",
            ),
        ),
        migrations.AddField(
            model_name="ratingsummary",
            name="weighted",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.ExpressionWrapper(
                    django.db.models.expressions.CombinedExpression(
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("stars_1"),
                                                        "+",
                                                        django.db.models.expressions.CombinedExpression(
                                                            models.F("stars_2"), "*", models.Value(2)
                                                        ),
                                                    ),
                                                    "+",
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("stars_3"), "*", models.Value(3)
                                                    ),
                                                ),
                                                "+",
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("stars_4"), "*", models.Value(4)
                                                ),
                                            ),
                                            "+",
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("stars_5"), "*", models.Value(5)
                                            ),
                                        ),
                                        "*",
                                        models.Value(2),
                                    ),
                                    "+",
                                    models.F("outside_half_stars"),
                                ),
                                "+",
                                models.Value(60),
                            ),
                            "*",
                            models.Value(1.0),
                        ),
                        "/",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.functions.comparison.NullIf(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("stars_1"), "+", models.F("stars_2")
                                                    ),
                                                    "+",
                                                    models.F("stars_3"),
                                                ),
                                                "+",
                                                models.F("stars_4"),
                                            ),
                                            "+",
                                            models.F("stars_5"),
                                        ),
                                        "+",
                                        models.F("outside_count"),
                                    ),
                                    models.Value(0),
                                ),
                                "+",
                                models.Value(10),
                            ),
                            "*",
                            models.Value(2),
                        ),
                    ),
                    output_field=models.FloatField(),
                ),
                output_field=models.FloatField(null=True),
                verbose_name="weighted average",
            ),
        ),
        migrations.AddIndex(
            model_name="ratingsummary", index=models.Index(fields=["-weighted", "-count", "film"], name="rating_rank")
        ),
        migrations.AddIndex(
            model_name="ratingsummary", index=models.Index(fields=["average", "film"], name="rating_average")
        ),
        migrations.AddIndex(
            model_name="ratingsummary", index=models.Index(fields=["count", "film"], name="rating_count")
        ),
        migrations.CreateModel(
            name="OutsideRating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("half_stars_1", models.PositiveIntegerField(default=0, verbose_name="votes with half a star")),
                ("half_stars_2", models.PositiveIntegerField(default=0, verbose_name="votes with 1 star")),
                ("half_stars_3", models.PositiveIntegerField(default=0, verbose_name="votes with 1½ stars")),
                ("half_stars_4", models.PositiveIntegerField(default=0, verbose_name="votes with 2 stars")),
                ("half_stars_5", models.PositiveIntegerField(default=0, verbose_name="votes with 2½ stars")),
                ("half_stars_6", models.PositiveIntegerField(default=0, verbose_name="votes with 3 stars")),
                ("half_stars_7", models.PositiveIntegerField(default=0, verbose_name="votes with 3½ stars")),
                ("half_stars_8", models.PositiveIntegerField(default=0, verbose_name="votes with 4 stars")),
                ("half_stars_9", models.PositiveIntegerField(default=0, verbose_name="votes with 4½ stars")),
                ("half_stars_10", models.PositiveIntegerField(default=0, verbose_name="votes with 5 stars")),
                (
                    "count",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            models.F("half_stars_1"), "+", models.F("half_stars_2")
                                                        ),
                                                        "+",
                                                        models.F("half_stars_3"),
                                                    ),
                                                    "+",
                                                    models.F("half_stars_4"),
                                                ),
                                                "+",
                                                models.F("half_stars_5"),
                                            ),
                                            "+",
                                            models.F("half_stars_6"),
                                        ),
                                        "+",
                                        models.F("half_stars_7"),
                                    ),
                                    "+",
                                    models.F("half_stars_8"),
                                ),
                                "+",
                                models.F("half_stars_9"),
                            ),
                            "+",
                            models.F("half_stars_10"),
                        ),
                        output_field=models.PositiveIntegerField(),
                        verbose_name="votes",
                    ),
                ),
                (
                    "average",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.ExpressionWrapper(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                django.db.models.expressions.CombinedExpression(
                                                                    django.db.models.expressions.CombinedExpression(
                                                                        models.F("half_stars_1"),
                                                                        "+",
                                                                        django.db.models.expressions.CombinedExpression(
                                                                            models.F("half_stars_2"),
                                                                            "*",
                                                                            models.Value(2),
                                                                        ),
                                                                    ),
                                                                    "+",
                                                                    django.db.models.expressions.CombinedExpression(
                                                                        models.F("half_stars_3"), "*", models.Value(3)
                                                                    ),
                                                                ),
                                                                "+",
                                                                django.db.models.expressions.CombinedExpression(
                                                                    models.F("half_stars_4"), "*", models.Value(4)
                                                                ),
                                                            ),
                                                            "+",
                                                            django.db.models.expressions.CombinedExpression(
                                                                models.F("half_stars_5"), "*", models.Value(5)
                                                            ),
                                                        ),
                                                        "+",
                                                        django.db.models.expressions.CombinedExpression(
                                                            models.F("half_stars_6"), "*", models.Value(6)
                                                        ),
                                                    ),
                                                    "+",
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("half_stars_7"), "*", models.Value(7)
                                                    ),
                                                ),
                                                "+",
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("half_stars_8"), "*", models.Value(8)
                                                ),
                                            ),
                                            "+",
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("half_stars_9"), "*", models.Value(9)
                                            ),
                                        ),
                                        "+",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("half_stars_10"), "*", models.Value(10)
                                        ),
                                    ),
                                    "*",
                                    models.Value(1.0),
                                ),
                                "/",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.comparison.NullIf(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                django.db.models.expressions.CombinedExpression(
                                                                    django.db.models.expressions.CombinedExpression(
                                                                        django.db.models.expressions.CombinedExpression(
                                                                            models.F("half_stars_1"),
                                                                            "+",
                                                                            models.F("half_stars_2"),
                                                                        ),
                                                                        "+",
                                                                        models.F("half_stars_3"),
                                                                    ),
                                                                    "+",
                                                                    models.F("half_stars_4"),
                                                                ),
                                                                "+",
                                                                models.F("half_stars_5"),
                                                            ),
                                                            "+",
                                                            models.F("half_stars_6"),
                                                        ),
                                                        "+",
                                                        models.F("half_stars_7"),
                                                    ),
                                                    "+",
                                                    models.F("half_stars_8"),
                                                ),
                                                "+",
                                                models.F("half_stars_9"),
                                            ),
                                            "+",
                                            models.F("half_stars_10"),
                                        ),
                                        models.Value(0),
                                    ),
                                    "*",
                                    models.Value(2),
                                ),
                            ),
                            output_field=models.FloatField(),
                        ),
                        output_field=models.FloatField(null=True),
                        verbose_name="average",
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outside_ratings",
                        to="catalog.film",
                        verbose_name="film",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        help_text="Whose voters they are: MovieLens.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outside_ratings",
                        to="catalog.scheme",
                        verbose_name="catalogue",
                    ),
                ),
            ],
            options={
                "verbose_name": "rating elsewhere",
                "verbose_name_plural": "ratings elsewhere",
                "ordering": ["-count", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("film", "scheme"),
                        name="outside_rating_once",
                        violation_error_message="The film has a rating of this catalogue already.",
                    ),
                ],
            },
        ),
    ]
