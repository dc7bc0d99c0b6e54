"""Possible duplicates by an external id that is written in two ways."""

import re
from collections.abc import Iterator
from itertools import islice

from django.db.models import Q

from catalog.editing.stored_words import TWO_SPELLINGS, store
from catalog.models import ExternalId

NUMBERED_ID = re.compile(r"([A-Za-z]*)0*(\d+)")


def spellings(value: str) -> set[str]:
    """Return how else an external id may be written: with other leading zeros, in capitals or small letters."""
    match = NUMBERED_ID.fullmatch(value.strip())
    if not match:
        return set()
    letters, number = match[1], match[2].lstrip("0") or "0"
    return {f"{prefix}{number.zfill(width)}" for prefix in {letters.lower(), letters.upper()} for width in range(1, 11)}


def is_usual_spelling(value: str) -> bool:
    """Tell whether an id is in a usual form: small letters and seven digits or more (tt0133093), or no zeros in front (Q42)."""
    match = NUMBERED_ID.fullmatch(value)
    if not match:
        return False
    number = match[2].lstrip("0")
    return value in (f"{match[1].lower()}{number.zfill(7)}", f"{match[1].upper()}{number}")


def pairs_by_external_id(noun: str) -> Iterator[tuple[int, int, str]]:
    """Yield (key, key, why) of the rows of a noun that have one external id in two spellings."""
    if noun not in {field.name for field in ExternalId._meta.fields}:
        return
    ids = ExternalId.objects.filter(**{f"{noun}__isnull": False}).order_by("pk").values_list("scheme", "value", noun)
    unusual_ids = (row for row in ids.iterator(2000) if not is_usual_spelling(row[1]))
    while batch := list(islice(unusual_ids, 40)):
        conditions = [Q(scheme=scheme, value__in=spellings(value)) for scheme, value, _ in batch]
        for scheme, value, key in ids.filter(Q(*conditions, _connector=Q.OR)):
            for unusual_scheme, unusual_value, unusual_key in batch:
                if unusual_scheme == scheme and value in spellings(unusual_value) and unusual_key != key:
                    yield key, unusual_key, store(TWO_SPELLINGS, value=value, other_value=unusual_value)
