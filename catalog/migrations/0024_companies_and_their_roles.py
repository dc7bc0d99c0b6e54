"""Put the roles of companies into a table, by their codes: so what is stored of them in the history stays as it is."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import catalog.dates

# Those that films had until now. What else ships is added after each migrate.
ROLES = {"production": 1, "distribution": 9, "sales": 10}


def add_roles(apps, schema_editor):
    roles = apps.get_model("catalog", "CompanyRole")._base_manager.using(schema_editor.connection.alias)
    for code, position in ROLES.items():
        roles.create(code=code, name=code, position=position)


def mention_roles(apps, schema_editor):
    """Let working copies mention the roles of the companies that they add, so that these can't be deleted."""
    using = schema_editor.connection.alias
    mentions = apps.get_model("catalog", "Mention")._base_manager.using(using)
    for copy in apps.get_model("catalog", "WorkingCopy")._base_manager.using(using).iterator(chunk_size=200):
        sides = [change["is"] or {} for change in copy.patch.get("filmcompany", {}).values()]
        for code in {side["role"] for side in sides if "role" in side}:
            mentions.create(working_copy=copy, noun="companyrole", key=code)


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0023_schemes_of_outside_ids"),
    ]

    operations = [
        migrations.CreateModel(
            name="CompanyRole",
            fields=[
                (
                    "code",
                    models.SlugField(
                        help_text="As the API writes it: co-production.",
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(help_text="As pages write it: co-production.", max_length=40, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=100, help_text="Lower comes first.")),
            ],
            options={
                "verbose_name": "role of companies",
                "verbose_name_plural": "roles of companies",
                "ordering": ["position", "code"],
            },
        ),
        migrations.AlterModelOptions(
            name="filmcompany",
            options={
                "ordering": ["role__position", "role_id", "position", "id"],
                "verbose_name": "company of a film",
                "verbose_name_plural": "companies of a film",
            },
        ),
        migrations.RemoveConstraint(
            model_name="award",
            name="award_outcome",
        ),
        migrations.RemoveConstraint(
            model_name="filmcompany",
            name="film_company_role",
        ),
        migrations.AddField(
            model_name="award",
            name="place",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="2 for a second prize. Empty: there is one prize, or the place is not known.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="shared_with",
            field=models.CharField(
                blank=True,
                help_text="Another film or other people who have the same prize.",
                max_length=200,
                verbose_name="shared with",
            ),
        ),
        migrations.AddField(
            model_name="company",
            name="dissolved",
            field=catalog.dates.PartialDateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="company",
            name="dissolved_first",
            field=catalog.dates.FirstDayField(of="dissolved"),
        ),
        migrations.AddField(
            model_name="company",
            name="dissolved_last",
            field=catalog.dates.LastDayField(of="dissolved"),
        ),
        migrations.AddField(
            model_name="company",
            name="founded",
            field=catalog.dates.PartialDateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="company",
            name="founded_first",
            field=catalog.dates.FirstDayField(of="founded"),
        ),
        migrations.AddField(
            model_name="company",
            name="founded_last",
            field=catalog.dates.LastDayField(of="founded"),
        ),
        migrations.AddField(
            model_name="company",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="The company that it belongs to, or belonged to.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="subsidiaries",
                to="catalog.company",
                verbose_name="part of",
            ),
        ),
        migrations.AddField(
            model_name="company",
            name="seat",
            field=models.CharField(blank=True, help_text="The place: Babelsberg.", max_length=200),
        ),
        migrations.AddField(
            model_name="filmcompany",
            name="credited_as",
            field=models.CharField(
                blank=True,
                help_text="The name in the film's credits, where it differs from the company's.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="award",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("nominated", "nominated"),
                    ("won", "won"),
                    ("shortlisted", "shortlisted"),
                    ("special_mention", "special mention"),
                    ("honorary", "honorary award"),
                    ("declined", "declined"),
                    ("withdrawn", "withdrawn"),
                    ("not_awarded", "not awarded that year"),
                ],
                default="nominated",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "nominated",
                            "won",
                            "shortlisted",
                            "special_mention",
                            "honorary",
                            "declined",
                            "withdrawn",
                            "not_awarded",
                        ],
                    )
                ),
                name="award_outcome",
                violation_error_message="Choose one of: nominated, won, shortlisted, special mention, honorary award, declined, withdrawn, not awarded that year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__gte", 1), ("place__lte", 99)),
                name="award_place",
                violation_error_message="The place is between 1 and 99.",
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("founded__isnull", True),
                    ("dissolved__isnull", True),
                    ("dissolved_last__gte", models.F("founded_first")),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("founded"), models.CharField()),
                            models.Value("~"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("founded"), models.CharField()),
                            models.Value("?"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("founded"), models.CharField()),
                            models.Value("%"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("founded"), models.CharField()),
                            models.Value("/"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("dissolved"), models.CharField()),
                            models.Value("~"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("dissolved"), models.CharField()),
                            models.Value("?"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("dissolved"), models.CharField()),
                            models.Value("%"),
                        ),
                        0,
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.StrIndex(
                            django.db.models.functions.comparison.Cast(models.F("dissolved"), models.CharField()),
                            models.Value("/"),
                        ),
                        0,
                    ),
                    _connector="OR",
                ),
                name="company_founded_before_dissolved",
                violation_error_message="No company is dissolved before it is founded: look at the two dates.",
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="company_not_its_own_parent",
                violation_error_message="A company is no part of itself: choose another one.",
            ),
        ),
        migrations.RunPython(add_roles, migrations.RunPython.noop),
        migrations.RunPython(mention_roles, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="filmcompany",
            name="role",
            field=models.ForeignKey(
                default="production",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="film_companies",
                to="catalog.companyrole",
            ),
        ),
    ]
