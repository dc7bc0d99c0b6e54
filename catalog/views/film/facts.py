"""The list of facts beside a film's texts."""

from catalog.dates import PartialDate
from catalog.models.facts import FIELDS, ROWS, Place


def has_facts(film):
    """Return whether there is anything to list beside the texts."""
    fields = [field for field in FIELDS.values() if field.place in (Place.FACTS, Place.LINE)]
    rows = [row.relation for row in ROWS.values() if row.place == Place.FACTS]
    rows.append("relations_from_others")
    return any(field.is_filled(film) for field in fields) or any(getattr(film, relation).all() for relation in rows)


def fact_lines(film):
    """Return [(field, value in words)] for the filled fields that are a line of the list."""
    fields = [field for field in FIELDS.values() if field.place == Place.LINE and field.is_filled(film)]
    return [(field, words_of(field, film)) for field in fields]


def words_of(field, film):
    """Return the value of a field as people read it."""
    value = field.value_of(film)
    if field.is_many:
        return ", ".join(map(str, value))
    if field.model_field.choices:
        return getattr(film, f"get_{field.name}_display")()
    if isinstance(value, PartialDate):
        return value.in_words
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
