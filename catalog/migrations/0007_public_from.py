"""Store from when a published film shows a person, a company or a source, instead of looking for such a film in each list."""

from django.db import migrations, models
from django.db.models import F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

FILM, QUESTION = "film__", "question__"
# (model, row that shows it, path from the row to it, what must be published: the row itself, its question, its film).
SHOWN_BY = (
    ("Person", "Credit", "person", [FILM]),
    ("Person", "FilmWork", "work__authors", [FILM]),
    ("Person", "Award", "recipients", [FILM]),
    ("Company", "FilmCompany", "company", [FILM]),
    ("Source", "Citation", "source", [FILM]),
    ("Source", "Synopsis", "source", ["", FILM]),
    ("Source", "Article", "source", ["", FILM]),
    ("Source", "Image", "source", ["", FILM]),
    ("Source", "Reading", "source", [QUESTION, f"{QUESTION}{FILM}"]),
)


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    for shown, row, path, published in SHOWN_BY:
        moments = [F(f"{prefix}published_from") for prefix in published]
        rows = (
            apps.get_model("catalog", row)
            .objects.using(using)
            .order_by()
            .filter(**{f"{prefix}state": "published" for prefix in published}, **{path: OuterRef("pk")})
            .values(path)
            .annotate(moment=Min(Greatest(*moments) if len(moments) > 1 else moments[0]))
        )
        shown_rows = apps.get_model("catalog", shown).objects.using(using).order_by()
        shown_rows = shown_rows.annotate(moment=Subquery(rows.values("moment")))
        shown_rows = shown_rows.filter(Q(public_from=None) | Q(public_from__gt=F("moment")), moment__isnull=False)
        shown_rows.update(public_from=F("moment"))


def add_column(model):
    return migrations.AddField(model, "public_from", models.DateTimeField(editable=False, null=True))


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_shipped_terms")]

    operations = [
        migrations.RemoveIndex("company", "company_sort"),
        migrations.RemoveIndex("person", "person_sort"),
        add_column("company"),
        add_column("person"),
        add_column("source"),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex("company", models.Index(fields=["sort_key", "id", "public_from"], name="company_sort")),
        migrations.AddIndex("person", models.Index(fields=["sort_key", "id", "public_from"], name="person_sort")),
        migrations.AddIndex("source", models.Index(fields=["title", "id", "public_from"], name="source_sort")),
        migrations.AddIndex("citation", models.Index(fields=["film", "source"], name="citation_film_source")),
    ]
