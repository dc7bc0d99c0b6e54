"""Insert, change and delete rows of the tables as a patch says, and nothing that follows from them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext

from catalog.dates import set_bounds
from catalog.editing.documents import (
    MOST_PARAMETERS,
    PART_NOUNS,
    PARTS,
    VISITOR_ROWS,
    RefusedError,
    many_to_many_fields,
    model_of,
    noun_of,
    parse_key,
    set_fields,
    through_model,
)
from catalog.editing.patches import Fields
from catalog.models.base import Derived
from catalog.texts.sorting import set_sort_keys


def derive_fields(rows: Iterable[models.Model]) -> None:
    """Set the fields of rows that follow from their other fields."""
    for row in rows:
        if isinstance(row, Derived):
            row.derive()
        set_bounds(row)
        set_sort_keys(row)


def insert_rows(noun: str, values: Mapping[str, Fields]) -> None:
    """Insert rows under the keys that they had: {key: fields}."""
    model = model_of(noun)
    rows = [set_fields(noun, model(pk=parse_key(noun, key)), fields) for key, fields in values.items()]
    derive_fields(rows)
    bulk_insert(model, rows)


def bulk_insert(model: type[models.Model], rows: list[models.Model]) -> None:
    """Insert rows and keep the moments that they hold; Django alone would set them to now."""
    moments = [field.name for field in model._meta.concrete_fields if hasattr(field, "auto_now_add")]
    moments = [name for name in moments if name != "updated_at"]
    stored_moments = [(row, {name: value for name in moments if (value := getattr(row, name))}) for row in rows]
    model._base_manager.bulk_create(rows, batch_size=MOST_PARAMETERS)
    stored_moments = [(row, values) for row, values in stored_moments if values]
    for row, values in stored_moments:
        vars(row).update(values)
    if stored_moments:
        model._base_manager.bulk_update([row for row, _ in stored_moments], moments, batch_size=MOST_PARAMETERS)


def update_rows(noun: str, values: Mapping[str, Fields]) -> list[models.Model]:
    """Change the columns of rows, {key: fields}, and return the rows.

    Rows that belong to another noun are deleted and inserted again, so that two may swap their values in a unique column.
    """
    model = model_of(noun)
    rows_by_key = model._base_manager.in_bulk([parse_key(noun, key) for key in values])
    if len(rows_by_key) != len(values):
        raise RefusedError(
            gettext(
                "Something that this would change was deleted meanwhile (%(noun)s). Look at its history on the desk, and bring it "
                "back first."
            )
            % {"noun": model._meta.verbose_name}
        )
    rows = [set_fields(noun, row, values[str(pk)]) for pk, row in rows_by_key.items()]
    derive_fields(rows)
    for row in rows:
        if hasattr(row, "updated_at"):
            row.updated_at = timezone.now()
    if noun in PART_NOUNS:
        delete_unguarded(model._base_manager.filter(pk__in=list(rows_by_key)))
        bulk_insert(model, rows)
    else:
        for row in rows:
            # Write the row alone: `save` would also do what follows from an editor's save.
            row.save_base(raw=True, force_update=True)
    return rows


def delete_unguarded(rows: models.QuerySet[Any]) -> None:
    """Delete rows without Django's cascade and signals: what refers to them is deleted or kept by the caller."""
    rows._raw_delete(connection.alias)


def delete_rows(noun: str, keys: Collection[Any]) -> None:
    """Delete rows of a noun, and the rows of other nouns that refer to them.

    Rows that belong to a document are not deleted along: a patch says itself what happens to them.
    """
    if not keys:
        return
    model = model_of(noun)
    keys = [parse_key(noun, key) for key in keys]
    document_nouns = {part for parts in (*PARTS.values(), *VISITOR_ROWS.values()) for part in parts}
    for relation in model._meta.related_objects:
        referring_model = relation.related_model
        in_document = noun_of(referring_model) in document_nouns
        if relation.many_to_many or (in_document and relation.on_delete is not models.SET_NULL):
            continue
        referring_rows = referring_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
        if relation.on_delete is models.SET_NULL:
            referring_rows.update(**{relation.field.name: None})
        elif relation.on_delete is models.CASCADE:
            referring_rows.delete()
    for field in many_to_many_fields(noun).values():
        delete_unguarded(through_rows(field, keys))
    delete_unguarded(model._base_manager.filter(pk__in=keys))


def through_rows(field: models.ManyToManyField, keys: Collection[Any]) -> models.QuerySet[Any]:
    """Query the through rows of a many-to-many field of some rows."""
    return through_model(field)._base_manager.filter(**{f"{field.m2m_field_name()}__in": keys})


def set_many_to_many(noun: str, values: Mapping[str, Fields]) -> None:
    """Set the many-to-many fields of rows: {key: fields}."""
    for name, field in many_to_many_fields(noun).items():
        targets = {parse_key(noun, key): fields[name] for key, fields in values.items() if name in fields}
        if targets:
            delete_unguarded(through_rows(field, list(targets)))
            through = through_model(field)
            owner, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            through._base_manager.bulk_create(
                [
                    through(**{owner: key, target: target_key})
                    for key, target_keys in targets.items()
                    for target_key in target_keys
                ],
                batch_size=MOST_PARAMETERS,
            )
