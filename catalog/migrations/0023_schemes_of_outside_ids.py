"""Put the schemes of outside ids into a table, by their codes: so what is stored of them in the history stays as it is."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

# Those that outside ids had until now. What else ships is added after each migrate, with what ids look like.
SCHEMES = {
    "imdb": "IMDb",
    "tmdb": "TMDB",
    "wikidata": "Wikidata",
    "movielens": "MovieLens",
    "gnd": "GND",
    "aat": "Getty AAT",
    "lcsh": "LCSH",
}
CHECK_CHARACTERS = {"gnd": "gnd"}


def add_schemes(apps, schema_editor):
    schemes = apps.get_model("catalog", "Scheme")._base_manager.using(schema_editor.connection.alias)
    for code, name in SCHEMES.items():
        schemes.create(code=code, name=name, check_character=CHECK_CHARACTERS.get(code, ""))


def mention_schemes(apps, schema_editor):
    """Let working copies mention the schemes of the ids that they add, so that these can't be deleted."""
    using = schema_editor.connection.alias
    mentions = apps.get_model("catalog", "Mention")._base_manager.using(using)
    for copy in apps.get_model("catalog", "WorkingCopy")._base_manager.using(using).iterator(chunk_size=200):
        sides = [change["is"] or {} for change in copy.patch.get("externalid", {}).values()]
        for code in {side["scheme"] for side in sides if "scheme" in side}:
            mentions.create(working_copy=copy, noun="scheme", key=code)


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0022_titles_and_sort_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scheme",
            fields=[
                (
                    "code",
                    models.SlugField(
                        help_text="As the API writes it: imdb. It can’t be changed later.",
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z][a-z0-9-]*\\Z",
                                "Write it in small letters of a to z, with figures and hyphens: imdb.",
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(help_text="As pages write it: IMDb.", max_length=40, unique=True)),
                (
                    "check_character",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("eidr", "as EIDR: ISO 7064, mod 37,36"),
                            ("isni", "as ISNI: ISO 7064, mod 11-2"),
                            ("gnd", "as GND, where it has nine characters"),
                        ],
                        help_text="Refuses ids in which it is wrong: most mistypings.",
                        max_length=10,
                        verbose_name="check character",
                    ),
                ),
            ],
            options={
                "verbose_name": "scheme of outside ids",
                "verbose_name_plural": "schemes of outside ids",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="SchemeForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "noun",
                    models.CharField(
                        choices=[
                            ("film", "film"),
                            ("person", "person"),
                            ("company", "company"),
                            ("subject", "subject"),
                            ("work", "work a film is based on"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "pattern",
                    models.CharField(
                        help_text="A regular expression that the whole id matches: tt\\d{7,10}.", max_length=200
                    ),
                ),
                ("example", models.CharField(help_text="An id of this form: tt0017136.", max_length=100)),
                (
                    "address",
                    models.CharField(
                        blank=True,
                        help_text="Of the page of an id, with {} in its place: https://www.imdb.com/title/{}/. Empty: there are no pages.",
                        max_length=200,
                    ),
                ),
                (
                    "other_addresses",
                    models.TextField(
                        blank=True,
                        help_text="One a line: by these, too, the id in a pasted address is recognized. * stands for a title before it.",
                        verbose_name="other addresses",
                    ),
                ),
            ],
            options={
                "verbose_name": "form of an id",
                "verbose_name_plural": "forms of ids",
                "ordering": ["scheme_id", "id"],
            },
        ),
        migrations.AlterModelOptions(
            name="externalid",
            options={
                "ordering": ["scheme_id", "value"],
                "verbose_name": "outside id",
                "verbose_name_plural": "outside ids",
            },
        ),
        migrations.RemoveConstraint(
            model_name="externalid",
            name="external_id_scheme",
        ),
        migrations.RemoveConstraint(
            model_name="externalid",
            name="external_id_of_one",
        ),
        migrations.AddField(
            model_name="externalid",
            name="work",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="external_ids",
                to="catalog.work",
            ),
        ),
        migrations.AlterField(
            model_name="externalid",
            name="value",
            field=models.CharField(
                help_text="Only the id, not the address: tt1023114.", max_length=100, verbose_name="id"
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("check_character", ""), ("check_character__in", ["eidr", "isni", "gnd"]), _connector="OR"
                ),
                name="scheme_check_character",
                violation_error_message="Choose one of: as EIDR: ISO 7064, mod 37,36, as ISNI: ISO 7064, mod 11-2, as GND, where it has nine characters; or none.",
            ),
        ),
        migrations.RunPython(add_schemes, migrations.RunPython.noop),
        migrations.RunPython(mention_schemes, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="externalid",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="external_ids", to="catalog.scheme"
            ),
        ),
        migrations.AddConstraint(
            model_name="externalid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("company__isnull", True),
                        ("film__isnull", False),
                        ("person__isnull", True),
                        ("subject__isnull", True),
                        ("work__isnull", True),
                    ),
                    models.Q(
                        ("company__isnull", True),
                        ("film__isnull", True),
                        ("person__isnull", False),
                        ("subject__isnull", True),
                        ("work__isnull", True),
                    ),
                    models.Q(
                        ("company__isnull", False),
                        ("film__isnull", True),
                        ("person__isnull", True),
                        ("subject__isnull", True),
                        ("work__isnull", True),
                    ),
                    models.Q(
                        ("company__isnull", True),
                        ("film__isnull", True),
                        ("person__isnull", True),
                        ("subject__isnull", False),
                        ("work__isnull", True),
                    ),
                    models.Q(
                        ("company__isnull", True),
                        ("film__isnull", True),
                        ("person__isnull", True),
                        ("subject__isnull", True),
                        ("work__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="external_id_of_one",
                violation_error_message="An outside id belongs to a film, a person, a company, a subject or a work: to one of the five.",
            ),
        ),
        migrations.AddConstraint(
            model_name="externalid",
            constraint=models.UniqueConstraint(
                condition=models.Q(("work__isnull", False)),
                fields=("scheme", "value"),
                name="external_id_once_a_work",
                violation_error_message="Another work has this id already.",
            ),
        ),
        migrations.AddField(
            model_name="schemeform",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="forms", to="catalog.scheme"
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeform",
            constraint=models.CheckConstraint(
                condition=models.Q(("noun__in", ["film", "person", "company", "subject", "work"])),
                name="scheme_form_noun",
                violation_error_message="Choose one of: film, person, company, subject, work a film is based on.",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeform",
            constraint=models.UniqueConstraint(
                fields=("scheme", "noun"),
                name="scheme_form_once",
                violation_error_message="The scheme has a form for this noun already.",
            ),
        ),
    ]
