"""What the rows of a patch refer to, and where merges moved it."""

from django.db import connection

from catalog.editing.documents import MOST_PARAMETERS, columns, many_to_many_fields
from catalog.editing.patches import build, difference, row_changes
from catalog.models import Merge


def referenced_keys(patch):
    """{noun: keys} of the rows outside of it that a patch makes rows point at."""
    found = {}
    for noun, _, change in row_changes(patch):
        fields = {n: f for n, f in (columns(noun) | many_to_many_fields(noun)).items() if f.is_relation}
        for name, value in (change["is"] or {}).items():
            if name in fields and value not in (None, []):
                target = fields[name].related_model._meta.model_name
                keys = value if isinstance(value, list) else [value]
                held = patch.get(target, {})
                found.setdefault(target, set()).update(
                    key for key in keys if not (str(key) in held and held[str(key)]["is"] is not None)
                )
    return {noun: keys for noun, keys in found.items() if keys}


SURVIVORS_SQL = """
WITH RECURSIVE way(start, place) AS (
    SELECT loser, survivor FROM catalog_merge WHERE noun = %s AND undone_at IS NULL AND loser IN ({})
    UNION SELECT way.start, next.survivor FROM way JOIN catalog_merge next ON next.loser = way.place
    WHERE next.noun = %s AND next.undone_at IS NULL
)
SELECT start, place FROM way WHERE NOT EXISTS (
    SELECT 1 FROM catalog_merge next WHERE next.noun = %s AND next.undone_at IS NULL AND next.loser = way.place
)
"""


def survivors(noun, keys):
    """{key: key of what it is part of by now} of those that were merged, in one query however long the way is."""
    found, keys = {}, [key for key in keys if isinstance(key, int) and 0 < key < 2**63]
    with connection.cursor() as cursor:
        for start in range(0, len(keys), MOST_PARAMETERS):
            some = keys[start : start + MOST_PARAMETERS]
            cursor.execute(SURVIVORS_SQL.format(", ".join(["%s"] * len(some))), [noun, *some, noun, noun])
            found |= dict(cursor.fetchall())
    return found


def redirect_to_survivors(patch):
    """The patch with what it makes rows point at led to what that was merged into."""
    pointed = referenced_keys(patch)
    merged = Merge.objects.filter(noun__in=pointed, undone_at=None).order_by().values_list("noun", flat=True).distinct()
    led = {noun: survivors(noun, pointed[noun]) for noun in merged}
    return replace_references(patch, led) if any(led.values()) else patch


def replace_references(patch, led):
    """The patch with keys that it points at replaced: `led` is {noun: {key: other key}}."""

    def side(noun, fields):
        if not fields:
            return fields
        fields = dict(fields)
        for name, field in (columns(noun) | many_to_many_fields(noun)).items():
            if name in fields and field.is_relation:
                others, value = led.get(field.related_model._meta.model_name, {}), fields[name]
                if isinstance(value, list):
                    fields[name] = sorted({others.get(key, key) for key in value})
                else:
                    fields[name] = others.get(value, value)
        return fields

    return build(
        (noun, key, difference(side(noun, change["was"]), side(noun, change["is"])))
        for noun, key, change in row_changes(patch)
    )
