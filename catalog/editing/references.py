"""What the rows of a patch refer to, and how references to merged rows lead to their survivors."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from catalog.editing.documents import MOST_PARAMETERS, keys_in, relations, replace_keys
from catalog.editing.patches import Fields, Patch, RowChange
from catalog.models import Merge

# {noun: {key: key that takes its place}}
Replacements = Mapping[str, Mapping[Any, Any]]

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


def referenced_keys(patch: Patch) -> dict[str, set[Any]]:
    """Return {noun: keys} of the rows to which the new values of a patch refer.

    Rows that the patch adds or changes itself are left out.
    """
    keys_of_noun: dict[str, set[Any]] = defaultdict(set)
    for change in patch.changes():
        targets = relations(change.noun)
        for name, value in (change.after or {}).items():
            if name in targets and value is not None:
                noun = targets[name]
                keys_of_noun[noun].update(
                    key
                    for key in keys_in(value)
                    if str(key) not in patch.get(noun, {}) or patch.deletes(noun, str(key))
                )
    return {noun: keys for noun, keys in keys_of_noun.items() if keys}


def survivors(noun: str, keys: Iterable[Any]) -> dict[int, int]:
    """Return {key: key of the survivor} of those rows that were merged.

    Where the survivor was merged, too, it is the survivor of that merge, and so on, in one query for all.
    """
    numbers = [key for key in keys if isinstance(key, int) and 0 < key < 2**63]
    survivor_keys: dict[int, int] = {}
    with connection.cursor() as cursor:
        for start in range(0, len(numbers), MOST_PARAMETERS):
            batch = numbers[start : start + MOST_PARAMETERS]
            cursor.execute(SURVIVORS_SQL.format(", ".join(["%s"] * len(batch))), [noun, *batch, noun, noun])
            survivor_keys |= dict(cursor.fetchall())
    return survivor_keys


def visible_survivor(rows: QuerySet, key: int) -> Any:
    """Return the survivor of a merged row if it is among the rows that visitors see, else None."""
    survivor_key = survivors(str(rows.model._meta.model_name), [key]).get(key)
    return rows.filter(pk=survivor_key).first() if survivor_key else None


def redirect_to_survivors(patch: Patch) -> Patch:
    """Replace references to merged rows by their survivors."""
    keys_of_noun = referenced_keys(patch)
    merges = Merge.objects.filter(noun__in=keys_of_noun, undone_at=None)
    nouns = merges.order_by().values_list("noun", flat=True).distinct()
    replacements = {noun: survivors(noun, keys_of_noun[noun]) for noun in nouns}
    return replace_references(patch, replacements) if any(replacements.values()) else patch


def replace_references(patch: Patch, replacements: Replacements) -> Patch:
    """Replace the keys to which the rows of a patch refer, on both sides of each change."""
    return Patch.of(
        RowChange.between(
            change.noun,
            change.key,
            with_replacements(change.noun, change.before, replacements),
            with_replacements(change.noun, change.after, replacements),
        )
        for change in patch.changes()
    )


def with_replacements(noun: str, fields: Fields | None, replacements: Replacements) -> Fields | None:
    """Return the fields of a row with the keys that they hold replaced."""
    if not fields:
        return fields
    replaced_fields = dict(fields)
    for name, target in relations(noun).items():
        if name in fields:
            keys, value = replacements.get(target, {}), fields[name]
            if isinstance(value, list):
                replaced_fields[name] = replace_keys(noun, name, value, keys)
            else:
                replaced_fields[name] = keys.get(value, value)
    return replaced_fields
