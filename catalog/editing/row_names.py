"""What a person calls the rows that patches change and refer to, at one query a model."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import ForeignKey, Q
from django.utils.translation import gettext

from catalog.editing.documents import (
    PARTS,
    VISITOR_ROWS,
    Root,
    columns,
    keys_in,
    model_of,
    parse_key,
    set_fields,
    target_noun,
)
from catalog.editing.patches import Fields, Patch, RowChange
from catalog.editing.references import survivors
from catalog.editing.stored_words import read_label
from catalog.models import Deed, Merge, Revision

# A noun before those that its rows refer to, so that each model is asked once.
REFERRING_NOUNS = ["listentry", "entrycitation", *reversed([*PARTS["film"], *VISITOR_ROWS["film"]]), "film"]


class RowName(str):
    """A name that stands for a row that others refer to, so that their `__str__` works without loading it."""

    __slots__ = ()


class RowNames:
    """The names of all rows that some patches change and refer to, also of rows that are deleted now.

    `root` is the noun that the patches are of: rows of it that the tables don't hold are read from its history.
    `changes` are the changes whose rows are named, by default all.
    """

    def __init__(self, *patches: Patch, root: Root | None = None, changes: Collection[RowChange] | None = None) -> None:
        self.root = root
        self.fields: dict[str, dict[str, Fields]] = defaultdict(dict)
        self.names: dict[tuple[str, str], str] = {}
        self.deleted_rows: set[tuple[str, str]] = set()
        all_changes = [change for patch in patches for change in patch.changes()]
        for change in all_changes:
            self.remember_whole_row(change)
        needed_keys = keys_to_name(all_changes if changes is None else changes)
        for noun in REFERRING_NOUNS:
            self.read_missing_rows(noun, needed_keys)
        other_nouns = [noun for noun in needed_keys if noun not in REFERRING_NOUNS and model_exists(noun)]
        for noun in other_nouns:
            self.read_missing_rows(noun, needed_keys)
        self.name_unknown_rows({noun: keys - self.fields[noun].keys() for noun, keys in needed_keys.items()})
        for noun in [*other_nouns, *reversed(REFERRING_NOUNS)]:
            for key in needed_keys[noun] & self.fields[noun].keys():
                self.names[noun, key] = self.name_from_fields(noun, key, self.fields[noun][key])

    def remember_whole_row(self, change: RowChange) -> bool:
        """Remember the fields of a new or deleted row, which its change holds whole; tell whether it does."""
        is_whole = change.before is None or change.after is None
        if is_whole:
            self.fields[change.noun][change.key] = change.after or change.before or {}
        return is_whole

    def read_missing_rows(self, noun: str, needed_keys: dict[str, set[str]]) -> None:
        """Read the needed rows of a noun that no patch holds whole, and add the rows that their names are made of."""
        missing_keys = needed_keys[noun] - self.fields[noun].keys()
        if missing_keys:
            names = list(columns(noun))
            primary_keys = [key for text in missing_keys if (key := key_or_none(noun, text))]
            rows = model_of(noun)._base_manager.filter(pk__in=primary_keys).order_by().values_list("pk", *names)
            for pk, *values in rows:
                self.fields[noun][str(pk)] = dict(zip(names, values, strict=True))
            self.read_history(noun, missing_keys - self.fields[noun].keys())
        if noun in REFERRING_NOUNS:
            for key in needed_keys[noun] & self.fields[noun].keys():
                fields = {name: value for name, value in self.fields[noun][key].items() if name in columns(noun)}
                add_references(noun, fields, needed_keys)

    def read_history(self, noun: str, missing_keys: set[str]) -> None:
        """Find rows of the root in its history that its tables don't hold: deleted since, or not published yet."""
        if not missing_keys or self.root is None or noun not in PARTS.get(self.root.noun, {}):
            return
        patches = Revision.objects.of(*self.root).filter(patch__has_key=noun).values_list("patch", flat=True)
        for patch in map(Patch, patches.iterator(200)):
            for key in missing_keys & patch[noun].keys():
                change = patch.change_of(noun, key)
                if change and self.remember_whole_row(change):
                    missing_keys = missing_keys - {key}
                    if change.after is None:
                        self.deleted_rows.add((noun, key))
            if not missing_keys:
                return

    def name_from_fields(self, noun: str, key: str, fields: Fields) -> str:
        """Return what the model calls a row of these fields."""
        if not model_exists(noun):
            return f"{noun} {key}"
        model = model_of(noun)
        if any(field.generated for field in model._meta.concrete_fields):
            # Only the database can work out the field that its name is made of.
            return noun_label(noun)
        row = model(pk=parse_key(noun, key))
        try:
            set_fields(noun, row, fields)
        except (ValidationError, ValueError, TypeError):
            # The field took such values when the patch was made, and a migration has changed it since.
            return f"{noun_label(noun)} {key}"
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                value = getattr(row, field.attname)
                name = None if value is None else RowName(self.name_of(target_noun(field), value))
                row._state.fields_cache[field.name] = name
        return str(row).strip() or f"{noun_label(noun)} {key}"

    def name_unknown_rows(self, keys_by_noun: Mapping[str, set[str]]) -> None:
        """Name rows that are in no table: “x (merged into y)” where they were merged, else “x (deleted)”."""
        keys_by_noun = {noun: keys for noun, keys in keys_by_noun.items() if keys}
        if not keys_by_noun:
            return
        conditions = [Q(noun=noun, key__in=keys) for noun, keys in keys_by_noun.items()]
        deletions = Revision.objects.filter(Q(*conditions, _connector=Q.OR), deed=Deed.DELETED).order_by("id")
        labels = {
            (noun, key): read_label(noun, label) for noun, key, label in deletions.values_list("noun", "key", "label")
        }
        merged_names = merged_row_names(keys_by_noun)
        for noun, keys in keys_by_noun.items():
            for key in keys:
                label = labels.get((noun, key)) or f"{noun_label(noun)} {key}"
                self.names[noun, key] = merged_names.get((noun, key)) or gettext("%(name)s (deleted)") % {"name": label}

    def name_of(self, noun: str, key: Any) -> str:
        """Return the name of a row that another row refers to."""
        name = self.names.get((noun, str(key))) or f"{noun_label(noun)} {key}"
        return gettext("%(name)s (deleted)") % {"name": name} if (noun, str(key)) in self.deleted_rows else name

    def name_after(self, change: RowChange) -> str:
        """Return the name of a changed row as it was just after the change."""
        noun, key = change.row_key
        fields = self.fields[noun].get(key)
        return (
            self.name_of(noun, key)
            if fields is None
            else self.name_from_fields(noun, key, fields | (change.after or {}))
        )


def keys_to_name(changes: Iterable[RowChange]) -> dict[str, set[str]]:
    """Return {noun: keys} of the rows that changes are of or refer to."""
    needed_keys: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        needed_keys[change.noun].add(change.key)
        for fields in (change.before, change.after):
            add_references(change.noun, fields or {}, needed_keys)
    return needed_keys


def add_references(noun: str, fields: Fields, needed_keys: dict[str, set[str]]) -> None:
    """Add the keys to which the fields of a row refer to {noun: keys}."""
    for name, value in fields.items():
        field = field_of(noun, name)
        if field is not None and field.is_relation and value is not None:
            needed_keys[target_noun(field)].update(map(str, keys_in(value)))


def merged_row_names(keys_by_noun: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], str]:
    """Return {(noun, key): name} of the rows that were merged, each with the name of its survivor."""
    names = {}
    for noun, keys in keys_by_noun.items():
        survivor_keys = survivors(noun, [int(key) for key in keys if key.isdecimal()])
        if survivor_keys:
            either_side = Q(loser__in=survivor_keys) | Q(survivor__in=survivor_keys.values())
            merges = list(Merge.objects.filter(either_side, noun=noun, undone_at=None))
            loser_labels = {merge.loser: merge.loser_label for merge in merges}
            survivor_labels = {merge.survivor: merge.survivor_label for merge in merges}
            for key, survivor in survivor_keys.items():
                names[noun, str(key)] = gettext("%(name)s (merged into %(survivor)s)") % {
                    "name": read_label(noun, loser_labels[key]),
                    "survivor": read_label(noun, survivor_labels[survivor]),
                }
    return names


def key_or_none(noun: str, text: str) -> Any:
    """Turn text into a primary key of a noun; None where it can't be one."""
    try:
        return parse_key(noun, text)
    except ValidationError:
        return None


def model_exists(noun: str) -> bool:
    try:
        return bool(model_of(noun))
    except LookupError:
        # The model existed when the patch was made, and a migration has deleted it since.
        return False


def noun_label(noun: str) -> str:
    return str(model_of(noun)._meta.verbose_name) if model_exists(noun) else noun


def field_of(noun: str, name: str) -> Any:
    """Return the field of a name; None where a migration has deleted it since."""
    try:
        return model_of(noun)._meta.get_field(name) if model_exists(noun) else None
    except FieldDoesNotExist:
        return None
