"""Refuse patches that give a row an outside id which another row has, and name that row."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.editing.documents import RefusedError, columns, parse_key, read_rows, set_fields
from catalog.editing.patches import Patch
from catalog.models import ExternalId

NOUN = "externalid"
ADVICE = _("Correct or remove one of the two first.")


def refuse_held_ids(patch: Patch) -> None:
    """Raise RefusedError where a row that the patch leaves as it is holds an id that the patch gives to another one."""
    sides = {key: change["is"] for key, change in patch.get(NOUN, {}).items() if change["is"]}
    partial_keys = [parse_key(NOUN, key) for key, fields in sides.items() if columns(NOUN).keys() - fields.keys()]
    stored_fields = read_rows(NOUN, {"pk__in": partial_keys}) if partial_keys else {}
    rows: list[Any] = [
        set_fields(NOUN, ExternalId(pk=parse_key(NOUN, key)), stored_fields.get(key, {}) | fields)
        for key, fields in sides.items()
    ]
    conditions = [
        Q(scheme=row.scheme_id, value=row.value, **{f"{row.noun}__isnull": False}) for row in rows if row.scheme_id
    ]
    if conditions:
        holders = ExternalId.objects.filter(reduce(or_, conditions)).exclude(
            pk__in=[parse_key(NOUN, key) for key in patch[NOUN]]
        )
        if holder := holders.with_owners().first():
            raise RefusedError(f"{holder.claim} {ADVICE}")
