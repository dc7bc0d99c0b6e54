"""What a person calls the rows that patches change and refer to, at one query a model."""

from collections import defaultdict

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Q
from django.utils.text import capfirst

from catalog.editing.documents import PARTS, VISITOR_ROWS, columns, model_of, set_fields
from catalog.editing.patches import row_changes
from catalog.editing.references import survivors
from catalog.models import Deed, Merge, Revision

# A row before those that it refers to, so that each model is asked once.
REFERRING_NOUNS = [*reversed([*PARTS["film"], *VISITOR_ROWS["film"]]), "film"]


def model_exists(noun):
    try:
        return bool(model_of(noun))
    except LookupError:
        # It was in the catalogue when the patch was made, and a migration has taken it out since.
        return False


def noun_label(noun):
    return str(model_of(noun)._meta.verbose_name) if model_exists(noun) else noun


def field_of(noun, name):
    """The field of a name; None where a migration has taken it out since."""
    try:
        return model_of(noun)._meta.get_field(name) if model_exists(noun) else None
    except FieldDoesNotExist:
        return None


def field_label(noun, name):
    field = field_of(noun, name)
    return capfirst(str(field.verbose_name) if field else name.replace("_", " "))


class RowName(str):
    """Stands for a row that another one's name is made of."""

    __slots__ = ()


class RowNames:
    """What a person calls the rows that patches change and refer to, those that are gone by now included."""

    def __init__(self, *patches, root=None, chosen=None):
        self.root = root
        self.fields, self.names, self.gone = defaultdict(dict), {}, set()
        wanted = defaultdict(set)
        every = [row for patch in patches for row in row_changes(patch)]
        for noun, key, change in every:
            self.learn(noun, key, change)
        for noun, key, change in every if chosen is None else chosen:
            wanted[noun].add(key)
            for side in filter(None, change.values()):
                collect_references(noun, side, wanted)
        for noun in REFERRING_NOUNS:
            self.fetch(noun, wanted)
        simple = [noun for noun in wanted if noun not in REFERRING_NOUNS and model_exists(noun)]
        for noun in simple:
            self.fetch(noun, wanted)
        self.find_lost({noun: wanted[noun] - set(self.fields[noun]) for noun in wanted})
        for noun in [*simple, *reversed(REFERRING_NOUNS)]:
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
            keys = list(filter(None, map(key_parser(model), missing)))
            for pk, *values in model._base_manager.filter(pk__in=keys).order_by().values_list("pk", *names):
                self.fields[noun][str(pk)] = dict(zip(names, values, strict=True))
            self.read_history(noun, missing - set(self.fields[noun]))
        if noun in REFERRING_NOUNS:
            for key in wanted[noun] & set(self.fields[noun]):
                collect_references(
                    noun, {n: v for n, v in self.fields[noun][key].items() if n in columns(noun)}, wanted
                )

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
        if not model_exists(noun):
            return f"{noun} {key}"
        model = model_of(noun)
        if any(field.generated for field in model._meta.concrete_fields):
            # Its name is made of what only the database works out.
            return noun_label(noun)
        row = model(pk=model._meta.pk.to_python(key))
        try:
            set_fields(noun, row, fields)
        except (ValidationError, ValueError, TypeError):
            # The field took such values when the patch was made, and a migration has changed it since.
            return f"{noun_label(noun)} {key}"
        for field in model._meta.concrete_fields:
            if field.is_relation:
                value = getattr(row, field.attname)
                named = None if value is None else RowName(self.of(field.related_model._meta.model_name, value))
                field.set_cached_value(row, named)
        return str(row).strip() or f"{noun_label(noun)} {key}"

    def find_lost(self, lost):
        """Name what is merged or deleted by its merge, or by its deletion."""
        lost = {noun: keys for noun, keys in lost.items() if keys}
        if not lost:
            return
        any_of = Q(*[Q(noun=noun, key__in=keys) for noun, keys in lost.items()], _connector=Q.OR)
        deleted = Revision.objects.filter(any_of, deed=Deed.DELETED).order_by("id")
        labels = {(noun, key): label for noun, key, label in deleted.values_list("noun", "key", "label")}
        merges = merged_row_names(lost)
        for noun, keys in lost.items():
            for key in keys:
                name = labels.get((noun, key)) or f"{noun_label(noun)} {key}"
                self.names[noun, key] = merges.get((noun, key)) or f"{name} (deleted)"

    def of(self, noun, key):
        """The name of a row that something refers to."""
        name = self.names.get((noun, str(key))) or f"{noun_label(noun)} {key}"
        return f"{name} (deleted)" if (noun, str(key)) in self.gone else name

    def called(self, noun, key, change):
        """The name of a changed row, as it was just after the change."""
        fields = self.fields[noun].get(key)
        return self.of(noun, key) if fields is None else self.made(noun, key, fields | (change["is"] or {}))


def merged_row_names(lost):
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


def key_parser(model):
    """What makes a primary key of a text; None of what can't be one."""

    def read(key):
        try:
            return model._meta.pk.to_python(key)
        except ValidationError:
            return None

    return read


def collect_references(noun, fields, wanted):
    """Note what the fields of a row refer to."""
    for name, value in fields.items():
        field = field_of(noun, name)
        if field is not None and field.is_relation and value is not None:
            target = field.related_model._meta.model_name
            wanted[target].update(map(str, value if isinstance(value, list) else [value]))
