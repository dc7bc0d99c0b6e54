"""Take former states back to their successors, in a transaction of its own: PostgreSQL changes no table with pending changes.

On the way forward there is nothing to do: what ships of former states comes with the sync that follows each migrate.
"""

from django.db import migrations


def take_states_back(apps, schema_editor):
    """Give all that names a former state without a code its successor instead, and delete these states."""
    using = schema_editor.connection.alias
    rows = {
        name: apps.get_model("catalog", name)._base_manager.using(using)
        for name in ("Country", "ShippedTerm", "Film", "Version", "Title", "Release", "Company", "FilmCompany")
    }
    successors = dict(rows["Country"].exclude(successor=None).values_list("pk", "successor"))
    for name in ("Film", "Version"):
        for row in rows[name].filter(countries__in=successors).distinct():
            links = row.countries.through._base_manager.using(using)
            own_links = links.filter(**{name.lower(): row.pk}).order_by("pk")
            codes = [successors.get(code, code) for code in own_links.values_list("country", flat=True)]
            own_links.delete()
            for code in dict.fromkeys(codes):
                links.create(**{f"{name.lower()}_id": row.pk, "country_id": code})
    for state, successor in successors.items():
        for name, field in (
            ("Title", "country"),
            ("Release", "country"),
            ("Company", "country"),
            ("FilmCompany", "territory"),
        ):
            rows[name].filter(**{field: state}).update(**{field: successor})
    rows["Country"].filter(pk__in=successors).delete()
    records = rows["ShippedTerm"].filter(noun="country")
    records.filter(key__in=successors).delete()
    for record in records:
        # The other columns are gone, so nothing has shipped into them.
        record.values = {"name": record.values["name"]}
        record.save(update_fields=["values"])


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0026_countries_as_they_were"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, take_states_back),
    ]
