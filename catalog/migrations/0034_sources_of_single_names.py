"""Cite sources for one name of a person, and let no source be public that is cited for names kept from the public alone."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Min, Q
from django.db.models.functions import Greatest

FILM, QUESTION = "film__", "question__"
# (row that shows sources, path from the row to them, what must be published), and (row, moment of what it belongs to).
SHOWN_BY = (
    ("Citation", "source", [FILM]),
    ("Synopsis", "source", ["", FILM]),
    ("Article", "source", ["", FILM]),
    ("Image", "source", ["", FILM]),
    ("Reading", "source", [QUESTION, f"{QUESTION}{FILM}"]),
    ("FilmWork", "work__citations__source", [FILM]),
)


def hide_sources_of_hidden_names(apps, schema_editor):
    """Compute anew from when visitors see the sources that are cited for all names of people some of whose names are kept from them."""
    using = schema_editor.connection.alias

    def rows_of(model):
        return apps.get_model("catalog", model).objects.using(using).order_by()

    hidden = rows_of("PersonName").filter(public=False).values("person")
    nameless = ~Q(person__in=rows_of("PersonName").filter(public=True).values("person"))
    of_hidden_names = Q(Q(person__in=hidden) | nameless, field="names")
    for source in set(rows_of("EntryCitation").filter(of_hidden_names).values_list("source", flat=True)):
        moments = []
        for model, path, published in SHOWN_BY:
            states = {f"{prefix}state": "published" for prefix in published}
            columns = [F(f"{prefix}published_from") for prefix in published]
            rows = rows_of(model).filter(**states, **{path: source})
            moments.append(rows.aggregate(first=Min(Greatest(*columns) if len(columns) > 1 else columns[0]))["first"])
        citations = rows_of("EntryCitation").filter(source=source).exclude(of_hidden_names)
        moments += citations.aggregate(person=Min("person__public_from"), company=Min("company__public_from")).values()
        rows_of("Source").filter(pk=source).update(public_from=min(filter(None, moments), default=None))


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0033_counts_of_references"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="entrycitation",
            name="entry_citation_field",
        ),
        migrations.RemoveConstraint(
            model_name="entrycitation",
            name="entry_citation_once_a_person",
        ),
        migrations.RemoveConstraint(
            model_name="entrycitation",
            name="entry_citation_once_a_company",
        ),
        migrations.RemoveConstraint(
            model_name="entrycitation",
            name="entry_citation_once_a_work",
        ),
        migrations.AddField(
            model_name="entrycitation",
            name="person_name",
            field=models.ForeignKey(
                blank=True,
                help_text="The one of the person’s other names that the source has. Nobody sees the source of a name kept from the public.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="citations",
                to="catalog.personname",
                verbose_name="other name",
            ),
        ),
        migrations.AlterField(
            model_name="entrycitation",
            name="field",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddConstraint(
            model_name="entrycitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("field", ""), _negated=True), ("person_name__isnull", True)),
                    models.Q(("field", ""), ("person__isnull", False), ("person_name__isnull", False)),
                    _connector="OR",
                ),
                name="entry_citation_field",
                violation_error_message="Choose the field that the source states, or one name of the person: one of the two.",
            ),
        ),
        migrations.AddConstraint(
            model_name="entrycitation",
            constraint=models.UniqueConstraint(
                fields=("source", "person_name"),
                name="entry_citation_once_a_name",
                violation_error_message="This source is cited under this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="entrycitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("field", ""), _negated=True),
                fields=("person", "source", "field"),
                name="entry_citation_once_a_person",
                violation_error_message="This source is cited under this field already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="entrycitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("field", ""), _negated=True),
                fields=("company", "source", "field"),
                name="entry_citation_once_a_company",
                violation_error_message="This source is cited under this field already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="entrycitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("field", ""), _negated=True),
                fields=("work", "source", "field"),
                name="entry_citation_once_a_work",
                violation_error_message="This source is cited under this field already.",
            ),
        ),
        migrations.RunPython(hide_sources_of_hidden_names, migrations.RunPython.noop),
    ]
