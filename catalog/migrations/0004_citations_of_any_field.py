"""Let a citation name any field: the table of facts says which there are, and no constraint lists them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_alignment_corrections_and_duplicate_pairs"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="citation",
            name="citation_of_one",
        ),
        migrations.AlterField(
            model_name="citation",
            name="field",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("award__isnull", True),
                        ("credit__isnull", True),
                        ("event__isnull", True),
                        ("film_company__isnull", True),
                        ("film_work__isnull", True),
                        ("release__isnull", True),
                        ("title__isnull", True),
                        models.Q(("field", ""), _negated=True),
                    ),
                    models.Q(
                        ("award__isnull", True),
                        ("credit__isnull", True),
                        ("event__isnull", True),
                        ("film_company__isnull", True),
                        ("film_work__isnull", True),
                        ("release__isnull", True),
                        ("title__isnull", False),
                        ("field", ""),
                    ),
                    models.Q(
                        ("award__isnull", True),
                        ("credit__isnull", True),
                        ("event__isnull", True),
                        ("film_company__isnull", True),
                        ("film_work__isnull", False),
                        ("release__isnull", True),
                        ("title__isnull", True),
                        ("field", ""),
                    ),
                    models.Q(
                        ("award__isnull", True),
                        ("credit__isnull", True),
                        ("event__isnull", True),
                        ("film_company__isnull", False),
                        ("film_work__isnull", True),
                        ("release__isnull", True),
                        ("title__isnull", True),
                        ("field", ""),
                    ),
                    models.Q(
                        ("award__isnull", True),
                        ("credit__isnull", False),
                        ("event__isnull", True),
                        ("film_company__isnull", True),
                        ("film_work__isnull", True),
                        ("release__isnull", True),
                        ("title__isnull", True),
                        ("field", ""),
                    ),
                    models.Q(
                        ("award__isnull", True),
                        ("credit__isnull", True),
                        ("event__isnull", True),
                        ("film_company__isnull", True),
                        ("film_work__isnull", True),
                        ("release__isnull", False),
                        ("title__isnull", True),
                        ("field", ""),
                    ),
                    models.Q(
                        ("award__isnull", False),
                        ("credit__isnull", True),
                        ("event__isnull", True),
                        ("film_company__isnull", True),
                        ("film_work__isnull", True),
                        ("release__isnull", True),
                        ("title__isnull", True),
                        ("field", ""),
                    ),
                    models.Q(
                        ("award__isnull", True),
                        ("credit__isnull", True),
                        ("event__isnull", False),
                        ("film_company__isnull", True),
                        ("film_work__isnull", True),
                        ("release__isnull", True),
                        ("title__isnull", True),
                        ("field", ""),
                    ),
                    _connector="OR",
                ),
                name="citation_of_one",
                violation_error_message="A citation stands under one field or one row: choose exactly one.",
            ),
        ),
    ]
