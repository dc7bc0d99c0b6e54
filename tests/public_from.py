"""The check of `public_from` that ends each test: what is stored is what the rows of films show."""

from functools import cache

from django.db import connection

from catalog.editing.documents import model_of
from catalog.models import EntryCitation, Person, PersonName, moments, showing_kinds

WRONG_ROWS_SQL = """
WITH shown(id, moment) AS ({rows}), computed AS (SELECT id, MIN(moment) AS moment FROM shown GROUP BY id)
SELECT stored.id, stored.public_from, computed.moment
FROM {table} stored LEFT JOIN computed ON computed.id = stored.id
WHERE stored.public_from {differ} computed.moment
"""


@cache
def wrong_rows_sql(noun):
    """Return a query, as (SQL, parameters), of (key, stored moment, computed moment) of the rows whose stored moment is wrong."""
    rows = [
        moments.visible_rows(kind).filter(**{f"{kind.shows}__isnull": False}).values_list(kind.shows, "moment")
        for kind in showing_kinds.showing_kinds()
        if showing_kinds.shown_noun(kind) == noun
    ]
    if noun == "source":
        # People and companies show sources in turn; their own moments are checked before.
        rows += [
            told_citations(owner).order_by().values_list("source", f"{owner}__public_from")
            for owner in ("person", "company")
        ]
    queries = [query.query.sql_with_params() for query in rows]
    rows_sql = " UNION ALL ".join(sql for sql, _ in queries)
    differ = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    sql = WRONG_ROWS_SQL.format(rows=rows_sql, table=model_of(noun)._meta.db_table, differ=differ)
    return sql, [parameter for _, parameters in queries for parameter in parameters]


def told_citations(owner):
    """Query the citations of public people or companies that tell nothing of names kept from the public."""
    hidden_names = PersonName.objects.filter(public=False)
    no_public_name = Person.objects.exclude(pk__in=PersonName.objects.filter(public=True).values("person"))
    rows = EntryCitation.objects.filter(**{f"{owner}__public_from__isnull": False}).exclude(
        person_name__in=hidden_names
    )
    return rows.exclude(field="names", person__in=hidden_names.values("person")).exclude(
        field="names", person__in=no_public_name
    )


def assert_public_from_is_right():
    for noun in showing_kinds.shown_nouns():
        with connection.cursor() as cursor:
            cursor.execute(*wrong_rows_sql(noun))
            wrong_rows = cursor.fetchall()
        assert not wrong_rows, f"{noun}: (key, stored, computed) {wrong_rows[:5]}"
