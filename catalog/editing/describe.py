"""Patches in words: what was added, removed and changed, as a person reads it, at one query a model that is named."""

import json
from collections import defaultdict
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from catalog.dates import PartialDate, PartialDateField
from catalog.editing.documents import ALONG, HIDDEN, PARTS, built, choices, columns, model_of, survivors
from catalog.editing.patches import rows
from catalog.models import Deed, Merge, Revision
from catalog.texts.word_diff import diff_html

# A row before those that it refers to, so that each model is asked once.
REFERRING = [*reversed([*PARTS["film"], *ALONG["film"]]), "film"]
# As a reader wants them: what it is of, its rows, what hangs on it.
IN_ORDER = [*PARTS, *PARTS["film"], *ALONG["film"]]
# Texts of so many words are shown with the words marked that differ.
FEW_WORDS = 4
STEPPED = (Deed.SUBMITTED, Deed.RETURNED, Deed.PUBLISHED, Deed.WITHDRAWN, Deed.DISCARDED)
MOST_STEPS = 20
LONG = 200


class ToldField(NamedTuple):
    """One field of a changed row; `marked` is a text with the words that differ in <del> and <ins>, else None."""

    name: str
    label: str
    was: str
    now: str
    marked: SafeString | None

    @property
    def only(self):
        """What a row that came or went has in the field."""
        return self.now or self.was

    @property
    def is_long(self):
        return len(self.only) > LONG


class ToldRow(NamedTuple):
    """One changed row: what it is, what a person calls it, and what was done to it."""

    noun: str
    key: str
    kind: str
    label: str
    deed: str
    fields: list[ToldField]


def told(patch, *, root=None, chosen=None, names=None):
    """The rows of a patch in words, in a readable order.

    `root` is what the patch is of: rows that are gone by now are then named from its history. `chosen` are the rows to
    tell, by default all: a page of `in_order(patch)`.
    """
    chosen = in_order(patch) if chosen is None else chosen
    names = names or Names(patch, root=root, chosen=chosen)
    return [tell(noun, key, change, names) for noun, key, change in chosen]


def trail(film):
    """The last steps of a film between draft and public, newest first: who took them, when, and with what note."""
    return list(Revision.objects.of("film", film.pk).filter(deed__in=STEPPED).defer("patch")[:MOST_STEPS])


def in_order(patch):
    """The rows of a patch as a reader wants them: the noun itself, then its rows by kind, each in the order of entry."""

    def place(row):
        noun, key, _ = row
        return (IN_ORDER.index(noun) if noun in IN_ORDER else len(IN_ORDER), noun, len(key), key)

    return sorted(rows(patch), key=place)


def tell(noun, key, change, names):
    was, now = change["was"], change["is"]
    deed = "added" if was is None else "removed" if now is None else "changed"
    fields = [name for name in ordered(noun, (was or {}) | (now or {})) if is_told(noun, name, deed)]
    found = [field_in_words(noun, name, was, now, names) for name in fields]
    return ToldRow(
        noun,
        key,
        kind_of(noun),
        names.called(noun, key, change),
        deed,
        [field for field in found if deed == "changed" or field.only],
    )


def field_in_words(noun, name, was, now, names):
    """One field of a change in words."""
    sides = [value_in_words(noun, name, side.get(name), names) if side else "" for side in (was, now)]
    field = field_of(noun, name)
    if isinstance(field, models.FileField) and all(sides):
        sides = ["a picture", "another picture"]
    is_text = isinstance(field, models.TextField | models.CharField) and not (field.choices or field.is_relation)
    many = is_text and was and now and max(len(side.split()) for side in sides) > FEW_WORDS
    return ToldField(name, label_of(noun, name), *sides, diff_html(*sides) if many else None)


def is_told(noun, name, deed):
    """Whether a reader wants to know of a field: not what is made from others, nor, of a whole row, whose row it is."""
    if name in HIDDEN.get(noun, ()):
        return False
    owner = {**PARTS["film"], **ALONG["film"]}.get(noun)
    return deed == "changed" or name != owner


def is_known(noun):
    try:
        return bool(model_of(noun))
    except LookupError:
        # It was in the catalogue when the patch was made, and a migration has taken it out since.
        return False


def kind_of(noun):
    return str(model_of(noun)._meta.verbose_name) if is_known(noun) else noun


def field_of(noun, name):
    """The field of a name; None where a migration has taken it out since."""
    try:
        return model_of(noun)._meta.get_field(name) if is_known(noun) else None
    except FieldDoesNotExist:
        return None


def label_of(noun, name):
    field = field_of(noun, name)
    return capfirst(str(field.verbose_name) if field else name.replace("_", " "))


def ordered(noun, fields):
    """Names of fields as the model has them: what a database keeps as JSON has no order."""
    known = [*columns(noun), *choices(noun)] if is_known(noun) else []
    return [name for name in known if name in fields] + sorted(set(fields) - set(known))


def value_in_words(noun, name, value, names):
    """A field's value as a person reads it, "" where it is empty; `names` knows what it may refer to."""
    field = field_of(noun, name)
    if value is None or value == "" or value == []:
        return ""
    if field is not None and field.is_relation:
        target = field.related_model._meta.model_name
        return ", ".join(names.of(target, key) for key in (value if isinstance(value, list) else [value]))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.FileField):
        return "a picture"
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(str(value))
        return f"{timezone.localtime(moment):%-d %B %Y, %H:%M:%S}" if moment else str(value)
    if isinstance(field, PartialDateField):
        try:
            return PartialDate.parse(str(value)).spoken
        except ValueError:
            return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return " / ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


class Called(str):
    """Stands for a row that another one's name is made of."""

    __slots__ = ()


class Names:
    """What a person calls the rows that patches change and refer to, those that are gone by now included."""

    def __init__(self, *patches, root=None, chosen=None):
        self.root = root
        self.fields, self.names, self.gone = defaultdict(dict), {}, set()
        wanted = defaultdict(set)
        every = [row for patch in patches for row in rows(patch)]
        for noun, key, change in every:
            self.learn(noun, key, change)
        for noun, key, change in every if chosen is None else chosen:
            wanted[noun].add(key)
            for side in filter(None, change.values()):
                refer(noun, side, wanted)
        for noun in REFERRING:
            self.fetch(noun, wanted)
        simple = [noun for noun in wanted if noun not in REFERRING and is_known(noun)]
        for noun in simple:
            self.fetch(noun, wanted)
        self.find_lost({noun: wanted[noun] - set(self.fields[noun]) for noun in wanted})
        for noun in [*simple, *reversed(REFERRING)]:
            for key in wanted[noun] & set(self.fields[noun]):
                self.names[noun, key] = self.made(noun, key, self.fields[noun][key])

    def learn(self, noun, key, change):
        """Keep the fields of a row that a change holds whole, and say whether it does."""
        whole = change["was"] is None or change["is"] is None
        if whole:
            self.fields[noun][key] = change["is"] or change["was"]
        return whole

    def fetch(self, noun, wanted):
        """Read the rows of a noun that patches don't hold whole, and want what their names are made of."""
        missing = wanted[noun] - set(self.fields[noun])
        if missing:
            model, names = model_of(noun), list(columns(noun))
            keys = list(filter(None, map(pk_of(model), missing)))
            for pk, *values in model._base_manager.filter(pk__in=keys).order_by().values_list("pk", *names):
                self.fields[noun][str(pk)] = dict(zip(names, values, strict=True))
            self.read_history(noun, missing - set(self.fields[noun]))
        if noun in REFERRING:
            for key in wanted[noun] & set(self.fields[noun]):
                refer(noun, {n: v for n, v in self.fields[noun][key].items() if n in columns(noun)}, wanted)

    def read_history(self, noun, missing):
        """Find rows of the root that its tables don't hold now in its history: deleted since, or not published yet."""
        if not missing or self.root is None or noun not in PARTS.get(self.root.noun, {}):
            return
        patches = Revision.objects.of(*self.root).filter(patch__has_key=noun).values_list("patch", flat=True)
        for patch in patches.iterator(200):
            for key in missing & set(patch[noun]):
                if self.learn(noun, key, patch[noun][key]):
                    missing = missing - {key}
                    if patch[noun][key]["is"] is None:
                        self.gone.add((noun, key))
            if not missing:
                return

    def made(self, noun, key, fields):
        """What the model itself calls a row of these fields."""
        if not is_known(noun):
            return f"{noun} {key}"
        model = model_of(noun)
        if any(field.generated for field in model._meta.concrete_fields):
            # Its name is made of what only the database works out.
            return kind_of(noun)
        row = model(pk=model._meta.pk.to_python(key))
        try:
            built(noun, row, fields)
        except (ValidationError, ValueError, TypeError):
            # The field took such values when the patch was made, and a migration has changed it since.
            return f"{kind_of(noun)} {key}"
        for field in model._meta.concrete_fields:
            if field.is_relation:
                value = getattr(row, field.attname)
                named = None if value is None else Called(self.of(field.related_model._meta.model_name, value))
                field.set_cached_value(row, named)
        return str(row).strip() or f"{kind_of(noun)} {key}"

    def find_lost(self, lost):
        """Name what is merged or deleted by its merge, or by its deletion."""
        lost = {noun: keys for noun, keys in lost.items() if keys}
        if not lost:
            return
        any_of = Q(*[Q(noun=noun, key__in=keys) for noun, keys in lost.items()], _connector=Q.OR)
        deleted = Revision.objects.filter(any_of, deed=Deed.DELETED).order_by("id")
        labels = {(noun, key): label for noun, key, label in deleted.values_list("noun", "key", "label")}
        merges = merges_of(lost)
        for noun, keys in lost.items():
            for key in keys:
                name = labels.get((noun, key)) or f"{kind_of(noun)} {key}"
                self.names[noun, key] = merges.get((noun, key)) or f"{name} (deleted)"

    def of(self, noun, key):
        """The name of a row that something refers to."""
        name = self.names.get((noun, str(key))) or f"{kind_of(noun)} {key}"
        return f"{name} (deleted)" if (noun, str(key)) in self.gone else name

    def called(self, noun, key, change):
        """The name of a changed row, as it was just after the change."""
        fields = self.fields[noun].get(key)
        return self.of(noun, key) if fields is None else self.made(noun, key, fields | (change["is"] or {}))


def merges_of(lost):
    """What those of {noun: keys} that were merged are called, with what they are part of by now."""
    found = {}
    for noun, keys in lost.items():
        ways = survivors(noun, [int(key) for key in keys if key.isdecimal()])
        if ways:
            ends = Q(loser__in=ways) | Q(survivor__in=ways.values())
            merges = list(Merge.objects.filter(ends, noun=noun, undone_at=None))
            was = {one.loser: one.loser_label for one in merges}
            now = {one.survivor: one.survivor_label for one in merges}
            found |= {(noun, str(key)): f"{was[key]} (merged into {now[way]})" for key, way in ways.items()}
    return found


def pk_of(model):
    """What makes a primary key of a text; None of what can't be one."""

    def read(key):
        try:
            return model._meta.pk.to_python(key)
        except ValidationError:
            return None

    return read


def refer(noun, fields, wanted):
    """Note what the fields of a row refer to."""
    for name, value in fields.items():
        field = field_of(noun, name)
        if field is not None and field.is_relation and value is not None:
            target = field.related_model._meta.model_name
            wanted[target].update(map(str, value if isinstance(value, list) else [value]))
