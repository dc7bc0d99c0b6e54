"""A noun with all rows that belong to it, read as one document, and changed by a patch of it.

A film is one document with its credits, releases, texts and whatever else hangs on it; a person with outside ids and
pictures; anything else is a document of one row. What follows from other fields is left out and derived anew.
"""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from catalog.dates import PartialDate
from catalog.models import Film, Merge, RatingSummary
from catalog.patches import build, difference, rows

# The rows of a document, a row after those it refers to, and how each leads to what it belongs to.
PARTS = {
    "film": {
        "title": "film",
        "externalid": "film",
        "filmwork": "film",
        "filmcompany": "film",
        "credit": "film",
        "release": "film",
        "award": "film",
        "synopsis": "film",
        "article": "film",
        "event": "film",
        "eventcharacter": "event__film",
        "question": "film",
        "reading": "question__film",
        "image": "film",
        "citation": "film",
        "ruling": "left__film",
    },
    "person": {"externalid": "person", "image": "person"},
    "company": {"externalid": "company"},
}
# What visitors and programs add to a film: no editor's save changes it, but it comes and goes with the film.
ALONG = {
    "film": {
        "vote": "film",
        "ratingsummary": "film",
        "comment": "film",
        "proposal": "film",
        "proposedreading": "proposal__film",
    }
}
# Fields that no form shows and that nothing else tells.
HIDDEN = {
    "image": {"width", "height", "renditions"},
    "vote": {"voter", "cast_at", "changed_at"},
    "comment": {"created_at"},
    "ratingsummary": {f"stars_{stars}" for stars in range(1, 6)},
}
# Of an account, what others may know of it.
ONLY = {"user": {"username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "groups"}}
MOST_PARAMETERS = 500


class RefusedError(Exception):
    """A change that can't be made; the message says why and what to do, and nothing was changed."""


class Root(NamedTuple):
    """What a document is of. `key` is the primary key as the model has it: a number, or a code."""

    noun: str
    key: int | str

    @property
    def model(self):
        return model_of(self.noun)

    @classmethod
    def named(cls, noun, key):
        """The root that a revision or an address names, where keys are text; ValidationError where it can't be one."""
        return cls(noun, model_of(noun)._meta.pk.to_python(key))

    @classmethod
    def of(cls, row):
        """What a row belongs to: its film, its person, or itself."""
        noun = row._meta.model_name
        for root, parts in PARTS.items():
            if noun in parts:
                owner = row
                for step in parts[noun].split("__"):
                    owner = getattr(owner, step)
                if owner is not None and owner.pk:
                    return cls(root, owner.pk)
        return cls(noun, row.pk)


@cache
def model_of(noun):
    return get_user_model() if noun == "user" else apps.get_model("auth" if noun == "group" else "catalog", noun)


@cache
def columns(noun):
    """The fields of a noun that a document holds, by name."""
    fields = {
        field.name: field
        for field in model_of(noun)._meta.concrete_fields
        if not (field.primary_key or field.generated) and (field.editable or field.name in HIDDEN.get(noun, ()))
    }
    return {name: field for name, field in fields.items() if name in ONLY.get(noun, fields)}


@cache
def choices(noun):
    """The many-to-many fields of a noun that have no rows of their own, by name."""
    fields = {field.name: field for field in model_of(noun)._meta.many_to_many}
    return {
        name: field
        for name, field in fields.items()
        if field.remote_field.through._meta.auto_created and name in ONLY.get(noun, fields)
    }


def plain(value):
    """A value as JSON holds it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, PartialDate) else value


def snapshot(root, *, along=False):
    """The document as the tables have it now, {} where it is gone; `along` adds what visitors and programs made."""
    parts = PARTS.get(root.noun, {}) | (ALONG.get(root.noun, {}) if along else {})
    document = {noun: read(noun, {path: root.key}) for noun, path in parts.items()}
    document[root.noun] = read(root.noun, {"pk": root.key})
    return {noun: found for noun, found in document.items() if found}


def read(noun, condition):
    """{key: fields} of some rows of a noun."""
    names = list(columns(noun))
    model = model_of(noun)
    asked = model._base_manager.filter(**condition).order_by("pk").values_list("pk", *names)
    found = {str(pk): {name: plain(value) for name, value in zip(names, values, strict=True)} for pk, *values in asked}
    for name, field in choices(noun).items() if found else ():
        owner, chosen = field.m2m_column_name(), field.m2m_reverse_name()
        through = field.remote_field.through._base_manager
        for fields in found.values():
            fields[name] = []
        path = {f"{field.m2m_field_name()}__{lookup}": value for lookup, value in condition.items()}
        for key, value in through.filter(**path).order_by(chosen).values_list(owner, chosen):
            found[str(key)][name].append(value)
    return found


def apply(patch):
    """Bring the tables from one side of a patch to the other, whole or not at all.

    What it says of something that was merged since, it says of what that was merged into. Raise RefusedError where
    something it refers to is gone, or where it breaks a rule of the catalogue.
    """
    patch = redirected(patch)
    refuse_dangling(patch)
    try:
        with transaction.atomic():
            _apply(patch)
    except IntegrityError as error:
        raise RefusedError(rule_broken(error)) from error


def _apply(patch):
    order = [noun for root in (*PARTS, None) for noun in ([root, *PARTS[root]] if root else patch)]
    order = list(dict.fromkeys(noun for noun in [*order, *patch] if noun in patch))
    films = films_of(patch, order)
    for noun in reversed(order):
        delete(noun, [key for key, change in patch[noun].items() if change["is"] is None])
    for noun in order:
        changes = {key: change for key, change in patch[noun].items() if change["is"] is not None}
        changed = rewrite(noun, {key: change["is"] for key, change in changes.items() if change["was"] is not None})
        made = make(noun, {key: change["is"] for key, change in changes.items() if change["was"] is None})
        choose(noun, {key: change["is"] for key, change in changes.items()})
        for row in [*changed, *made]:
            if hasattr(row, "tell"):
                row.tell()
    films |= films_of(patch, order)
    Film.objects.filter(pk__in=films).derive()
    if "vote" in patch:
        for film in Film.objects.filter(pk__in=films).values_list("pk", flat=True):
            RatingSummary.objects.recount(film)


def films_of(patch, order):
    """The films that a patch changes rows of."""
    keys = set(patch.get("film", ()))
    for noun in order:
        path = (PARTS["film"] | ALONG["film"]).get(noun)
        if path:
            held = list(patch[noun])
            keys.update(model_of(noun)._base_manager.filter(pk__in=held).values_list(f"{path}__pk", flat=True))
            sides = [side for change in patch[noun].values() for side in change.values() if side]
            keys.update(side["film"] for side in sides if side.get("film"))
    return keys - {None}


def built(noun, row, values):
    """Set a row's fields to what a document holds."""
    for name, value in values.items():
        field = columns(noun).get(name)
        if field:
            keep = value is None or field.is_relation or isinstance(field, models.JSONField | models.FileField)
            setattr(row, field.attname, value if keep else field.to_python(value))
    return row


def derive(row):
    if hasattr(row, "derive"):
        row.derive()


def insert(model, made):
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


def make(noun, values):
    """Insert rows under the keys that they had."""
    model = model_of(noun)
    made = [built(noun, model(pk=model._meta.pk.to_python(key)), fields) for key, fields in values.items()]
    for row in made:
        derive(row)
    insert(model, made)
    return made


def rewrite(noun, values):
    """Change rows; those of a film are taken out and put back, so that two may change places in a unique column."""
    model = model_of(noun)
    found = model._base_manager.in_bulk([model._meta.pk.to_python(key) for key in values])
    if len(found) != len(values):
        raise RefusedError(
            f"A {model._meta.verbose_name} that this would change is gone from the catalogue by now. "
            "Look at its history on the desk, and bring it back first."
        )
    changed = [built(noun, row, values[str(pk)]) for pk, row in found.items()]
    for row in changed:
        derive(row)
    for row in changed:
        if hasattr(row, "updated_at"):
            row.updated_at = timezone.now()
    if noun in PARTS["film"]:
        model._base_manager.filter(pk__in=list(found))._raw_delete(connection.alias)
        insert(model, changed)
    else:
        for row in changed:
            # As it is, without what saving by a person sets off.
            row.save_base(raw=True, force_update=True)
    return changed


def delete(noun, keys):
    """Delete rows, and what outside of documents hangs on them; what hangs on them inside is the patch's business."""
    if not keys:
        return
    model = model_of(noun)
    keys = [model._meta.pk.to_python(key) for key in keys]
    inside = {part for parts in (*PARTS.values(), *ALONG.values()) for part in parts}
    for relation in model._meta.related_objects:
        other = relation.related_model
        if relation.many_to_many or (other._meta.model_name in inside and relation.on_delete is not models.SET_NULL):
            continue
        pointing = other._base_manager.filter(**{f"{relation.field.name}__in": keys})
        if relation.on_delete is models.SET_NULL:
            pointing.update(**{relation.field.name: None})
        elif relation.on_delete is models.CASCADE:
            pointing.delete()
    for field in choices(noun).values():
        linked(field, keys)._raw_delete(connection.alias)
    model._base_manager.filter(pk__in=keys)._raw_delete(connection.alias)


def linked(field, keys):
    """The rows of a many-to-many field that begin at some keys."""
    return field.remote_field.through._base_manager.filter(**{f"{field.m2m_field_name()}__in": keys})


def choose(noun, values):
    """Set many-to-many fields."""
    for name, field in choices(noun).items():
        chosen = {model_of(noun)._meta.pk.to_python(k): fields[name] for k, fields in values.items() if name in fields}
        if chosen:
            linked(field, list(chosen))._raw_delete(connection.alias)
            through = field.remote_field.through
            owner, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            through._base_manager.bulk_create(
                [through(**{owner: key, target: one}) for key, picked in chosen.items() for one in picked],
                batch_size=MOST_PARAMETERS,
            )


def references(patch):
    """{noun: keys} of the rows outside of it that a patch makes rows point at."""
    found = {}
    for noun, _, change in rows(patch):
        fields = {n: f for n, f in (columns(noun) | choices(noun)).items() if f.is_relation}
        for name, value in (change["is"] or {}).items():
            if name in fields and value not in (None, []):
                target = fields[name].related_model._meta.model_name
                keys = value if isinstance(value, list) else [value]
                held = patch.get(target, {})
                found.setdefault(target, set()).update(
                    key for key in keys if not (str(key) in held and held[str(key)]["is"] is not None)
                )
    return {noun: keys for noun, keys in found.items() if keys}


def refuse_dangling(patch):
    """Refuse a patch that points at what is gone."""
    for noun, keys in references(patch).items():
        model = model_of(noun)
        deleted = {model._meta.pk.to_python(k) for k, change in patch.get(noun, {}).items() if change["is"] is None}
        there = set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)) - deleted
        gone = sorted(map(str, keys - there))
        if gone:
            raise RefusedError(
                f"It refers to {model._meta.verbose_name_plural} that are deleted by now (number {', '.join(gone[:5])}"
                f"{' and others' if len(gone) > 5 else ''}). Bring them back first: the desk lists them under “Deleted”."
            )


def rule_broken(error):
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
        broken = [one for one in model._meta.constraints if breaks(one, model, told)]
        if len(broken) > 1:
            # SQLite names the columns, not the condition: which of the rules it was, it doesn't say.
            return f"{kind.capitalize()}: another one holds the same already. Nothing was changed."
        if broken:
            return f"{kind.capitalize()}: {broken[0].get_violation_error_message()} Nothing was changed."
    return f"It breaks a rule of the catalogue ({told.splitlines()[0]}). Nothing was changed."


def breaks(constraint, model, told):
    """Whether a database tells of this constraint: PostgreSQL by its name, SQLite by its columns or its name."""
    fields = [model._meta.get_field(name).column for name in getattr(constraint, "fields", ())]
    named = ", ".join(f"{model._meta.db_table}.{column}" for column in fields)
    return constraint.name in told or bool(named and told.endswith(f"UNIQUE constraint failed: {named}"))


def check(root):
    """Refuse a document whose own noun is wrong as a whole: a first date against its releases, say."""
    try:
        root.model._base_manager.get(pk=root.key).full_clean(validate_unique=False)
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error
    except ObjectDoesNotExist:
        return


def reserve(patch):
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


WAY = """
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
            cursor.execute(WAY.format(", ".join(["%s"] * len(some))), [noun, *some, noun, noun])
            found |= dict(cursor.fetchall())
    return found


def redirected(patch):
    """The patch with what it makes rows point at led to what that was merged into."""
    pointed = references(patch)
    merged = Merge.objects.filter(noun__in=pointed, undone_at=None).order_by().values_list("noun", flat=True).distinct()
    led = {noun: survivors(noun, pointed[noun]) for noun in merged}
    return replaced(patch, led) if any(led.values()) else patch


def replaced(patch, led):
    """The patch with keys that it points at replaced: `led` is {noun: {key: other key}}."""

    def side(noun, fields):
        if not fields:
            return fields
        fields = dict(fields)
        for name, field in (columns(noun) | choices(noun)).items():
            if name in fields and field.is_relation:
                others, value = led.get(field.related_model._meta.model_name, {}), fields[name]
                if isinstance(value, list):
                    fields[name] = sorted({others.get(key, key) for key in value})
                else:
                    fields[name] = others.get(value, value)
        return fields

    return build(
        (noun, key, difference(side(noun, change["was"]), side(noun, change["is"])))
        for noun, key, change in rows(patch)
    )
