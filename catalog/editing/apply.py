"""The tables brought from one side of a patch to the other: rows inserted, changed and deleted, and what follows derived."""

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from catalog.editing.documents import (
    MOST_PARAMETERS,
    PARTS,
    VISITOR_ROWS,
    RefusedError,
    many_to_many_fields,
    model_of,
    set_fields,
)
from catalog.editing.references import redirect_to_survivors, referenced_keys
from catalog.models import Film, RatingSummary
from catalog.models.base import Derived


def apply_patch(patch):
    """Bring the tables from one side of a patch to the other, whole or not at all.

    What it says of something that was merged since, it says of what that was merged into. Raise RefusedError where
    something it refers to is gone, or where it breaks a rule of the catalogue.
    """
    patch = redirect_to_survivors(patch)
    refuse_missing_references(patch)
    try:
        with transaction.atomic():
            write_patch(patch)
    except IntegrityError as error:
        raise RefusedError(violation_message(error)) from error


def write_patch(patch):
    order = [noun for root in (*PARTS, None) for noun in ([root, *PARTS[root]] if root else patch)]
    order = list(dict.fromkeys(noun for noun in [*order, *patch] if noun in patch))
    films = films_of(patch, order)
    for noun in reversed(order):
        delete_rows(noun, [key for key, change in patch[noun].items() if change["is"] is None])
    for noun in order:
        changes = {key: change for key, change in patch[noun].items() if change["is"] is not None}
        changed = update_rows(noun, {key: change["is"] for key, change in changes.items() if change["was"] is not None})
        insert_rows(noun, {key: change["is"] for key, change in changes.items() if change["was"] is None})
        set_many_to_many(noun, {key: change["is"] for key, change in changes.items()})
        for row in changed:
            if isinstance(row, Derived):
                row.after_save()
    films |= films_of(patch, order)
    Film.objects.filter(pk__in=films).derive()
    if "vote" in patch:
        for film in Film.objects.filter(pk__in=films).values_list("pk", flat=True):
            RatingSummary.objects.recount(film)


def films_of(patch, order):
    """The films that a patch changes rows of."""
    keys = set(patch.get("film", ()))
    for noun in order:
        path = (PARTS["film"] | VISITOR_ROWS["film"]).get(noun)
        if path:
            held = list(patch[noun])
            keys.update(model_of(noun)._base_manager.filter(pk__in=held).values_list(f"{path}__pk", flat=True))
            sides = [side for change in patch[noun].values() for side in change.values() if side]
            keys.update(side["film"] for side in sides if side.get("film"))
    return keys - {None}


def derive_fields(row):
    if isinstance(row, Derived):
        row.derive()


def bulk_insert(model, made):
    """Insert rows with their keys, and with the moments that they have, which Django would set to now."""
    moments = [field.name for field in model._meta.concrete_fields if hasattr(field, "auto_now_add")]
    moments = [name for name in moments if name != "updated_at"]
    had = [(row, {name: value for name in moments if (value := getattr(row, name))}) for row in made]
    model._base_manager.bulk_create(made, batch_size=MOST_PARAMETERS)
    had = [(row, times) for row, times in had if times]
    for row, times in had:
        vars(row).update(times)
    if had:
        model._base_manager.bulk_update([row for row, _ in had], moments, batch_size=MOST_PARAMETERS)


def insert_rows(noun, values):
    """Insert rows under the keys that they had."""
    model = model_of(noun)
    made = [set_fields(noun, model(pk=model._meta.pk.to_python(key)), fields) for key, fields in values.items()]
    for row in made:
        derive_fields(row)
    bulk_insert(model, made)


def update_rows(noun, values):
    """Change rows; those of a film are taken out and put back, so that two may change places in a unique column."""
    model = model_of(noun)
    found = model._base_manager.in_bulk([model._meta.pk.to_python(key) for key in values])
    if len(found) != len(values):
        raise RefusedError(
            f"A {model._meta.verbose_name} that this would change is gone from the catalogue by now. "
            "Look at its history on the desk, and bring it back first."
        )
    changed = [set_fields(noun, row, values[str(pk)]) for pk, row in found.items()]
    for row in changed:
        derive_fields(row)
    for row in changed:
        if hasattr(row, "updated_at"):
            row.updated_at = timezone.now()
    if noun in PARTS["film"]:
        model._base_manager.filter(pk__in=list(found))._raw_delete(connection.alias)
        bulk_insert(model, changed)
    else:
        for row in changed:
            # As it is, without what saving by a person sets off.
            row.save_base(raw=True, force_update=True)
    return changed


def delete_rows(noun, keys):
    """Delete rows, and what outside of documents hangs on them; what hangs on them inside is the patch's business."""
    if not keys:
        return
    model = model_of(noun)
    keys = [model._meta.pk.to_python(key) for key in keys]
    inside = {part for parts in (*PARTS.values(), *VISITOR_ROWS.values()) for part in parts}
    for relation in model._meta.related_objects:
        other = relation.related_model
        if relation.many_to_many or (other._meta.model_name in inside and relation.on_delete is not models.SET_NULL):
            continue
        pointing = other._base_manager.filter(**{f"{relation.field.name}__in": keys})
        if relation.on_delete is models.SET_NULL:
            pointing.update(**{relation.field.name: None})
        elif relation.on_delete is models.CASCADE:
            pointing.delete()
    for field in many_to_many_fields(noun).values():
        through_rows(field, keys)._raw_delete(connection.alias)
    model._base_manager.filter(pk__in=keys)._raw_delete(connection.alias)


def through_rows(field, keys):
    """The rows of a many-to-many field that begin at some keys."""
    return field.remote_field.through._base_manager.filter(**{f"{field.m2m_field_name()}__in": keys})


def set_many_to_many(noun, values):
    """Set many-to-many fields."""
    for name, field in many_to_many_fields(noun).items():
        chosen = {model_of(noun)._meta.pk.to_python(k): fields[name] for k, fields in values.items() if name in fields}
        if chosen:
            through_rows(field, list(chosen))._raw_delete(connection.alias)
            through = field.remote_field.through
            owner, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            through._base_manager.bulk_create(
                [through(**{owner: key, target: one}) for key, picked in chosen.items() for one in picked],
                batch_size=MOST_PARAMETERS,
            )


def refuse_missing_references(patch):
    """Refuse a patch that points at what is gone."""
    for noun, keys in referenced_keys(patch).items():
        model = model_of(noun)
        deleted = {model._meta.pk.to_python(k) for k, change in patch.get(noun, {}).items() if change["is"] is None}
        there = set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)) - deleted
        gone = sorted(map(str, keys - there))
        if gone:
            raise RefusedError(
                f"It refers to {model._meta.verbose_name_plural} that are deleted by now (number {', '.join(gone[:5])}"
                f"{' and others' if len(gone) > 5 else ''}). Bring them back first: the desk lists them under “Deleted”."
            )


def violation_message(error):
    """What rule of the catalogue an error of the database tells of, in the words of the rule."""
    told = str(error)
    if "foreign key" in told.lower():
        return (
            "Somebody deleted or merged what this names, or named what this deletes, at the same moment. "
            "Nothing was changed: look at what is there now."
        )
    for model in apps.get_app_config("catalog").get_models():
        table, kind = model._meta.db_table, model._meta.verbose_name
        if f"{table}_pkey" in told or told.endswith(f" {table}.{model._meta.pk.column}"):
            return f"This {kind} is there already: somebody brought it back at the same moment. Nothing was changed."
        broken = [one for one in model._meta.constraints if is_violated(one, model, told)]
        if len(broken) > 1:
            # SQLite names the columns, not the condition: which of the rules it was, it doesn't say.
            return f"{kind.capitalize()}: another one holds the same already. Nothing was changed."
        if broken:
            return f"{kind.capitalize()}: {broken[0].get_violation_error_message()} Nothing was changed."
    return f"It breaks a rule of the catalogue ({told.splitlines()[0]}). Nothing was changed."


def is_violated(constraint, model, told):
    """Whether a database tells of this constraint: PostgreSQL by its name, SQLite by its columns or its name."""
    fields = [model._meta.get_field(name).column for name in getattr(constraint, "fields", ())]
    named = ", ".join(f"{model._meta.db_table}.{column}" for column in fields)
    return constraint.name in told or bool(named and told.endswith(f"UNIQUE constraint failed: {named}"))


def refuse_invalid(root):
    """Refuse a document whose own noun is wrong as a whole: a first date against its releases, say."""
    try:
        root.model._base_manager.get(pk=root.key).full_clean(validate_unique=False)
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error
    except ObjectDoesNotExist:
        return


def reserve_keys(patch):
    """Keep the keys of new rows from being given again, where what gave them out was rolled back with the rows."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for noun, changes in patch.items():
            table = model_of(noun)._meta.db_table
            new = [int(key) for key, change in changes.items() if change["was"] is None and key.isdigit()]
            if new:
                highest = max(new)
                cursor.execute("UPDATE sqlite_sequence SET seq = MAX(seq, %s) WHERE name = %s", [highest, table])
                if not cursor.rowcount:
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, highest])
