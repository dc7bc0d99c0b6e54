import django.db.models.deletion
from django.db import migrations, models

SIDES = ("left", "right", "left_value", "right_value", "left_quote", "right_quote")


class Migration(migrations.Migration):
    """A proposal has a reading for each text, not for two. Nothing made proposals until now, so there are none to keep."""

    dependencies = [("catalog", "0004_work_search")]

    operations = [
        *(migrations.RemoveField("proposal", side) for side in SIDES),
        migrations.AddField(
            "proposal",
            "about",
            models.CharField(
                default="", help_text="Names the question: what is about one is decided together.", max_length=32
            ),
            preserve_default=False,
        ),
        migrations.CreateModel(
            "ProposedReading",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.CharField(max_length=300)),
                ("quote_exact", models.TextField(verbose_name="quote")),
                ("quote_prefix", models.CharField(blank=True, max_length=200, verbose_name="words before")),
                ("quote_suffix", models.CharField(blank=True, max_length=200, verbose_name="words after")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="catalog.proposal"
                    ),
                ),
                (
                    "synopsis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.synopsis"
                    ),
                ),
            ],
            options={
                "ordering": ["proposal", "synopsis"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "synopsis"),
                        name="proposed_reading_once",
                        violation_error_message="This text has a reading already.",
                    )
                ],
            },
        ),
    ]
