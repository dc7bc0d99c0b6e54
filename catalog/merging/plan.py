"""What a merge would do, worked out before it is done: for the page that asks, and for the merge itself."""

from collections import Counter
from itertools import chain

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from catalog.dates import refuse_date_conflict
from catalog.editing.documents import RefusedError, Root, columns, json_value, many_to_many_fields, model_of, set_fields
from catalog.editing.edit import STATE_FIELDS
from catalog.editing.history import newest_revision_id
from catalog.editing.patches import Patch, RowChange
from catalog.editing.references import survivors
from catalog.merging.carried_rows import CarriedRows, read_many_rows
from catalog.merging.references import MERGEABLE_NOUNS, PREVIEW_LINK
from catalog.models import Release, State, WorkingCopy

SURVIVOR, LOSER, BOTH = "survivor", "loser", "both"
MOST_LABELS = 5
# What a label of a row says besides its own columns.
LABEL_RELATIONS = {"citation": ("source", "credit__person", "credit__job", "film")}


def pickable_fields(noun):
    """The fields of which an editor picks a side, by name."""
    return {
        name: field for name, field in (columns(noun) | many_to_many_fields(noun)).items() if name not in STATE_FIELDS
    }


def can_take_both(noun, name):
    return name == "other_names" or name in many_to_many_fields(noun)


def combine_values(noun, name, values, others):
    """What both sides say together; among other names, also the name that was not picked."""
    mine, theirs = values[name], others[name]
    if name in many_to_many_fields(noun):
        return sorted({*mine, *theirs})
    lines = [line.strip() for text in (mine, theirs) for line in text.splitlines()]
    return "\n".join(dict.fromkeys(line for line in lines if line))


class MergePlan:
    """A merge of two rows of a noun: why not, what is picked, what moves, what is there once afterwards."""

    def __init__(self, *, noun, survivor, loser, picks=None):
        self.noun, self.keys, self.picks = noun, (survivor, loser), picks or {}
        for name, side in self.picks.items():
            if (
                name not in pickable_fields(noun)
                or side not in (SURVIVOR, LOSER, BOTH)
                or (side == BOTH and not can_take_both(noun, name))
            ):
                raise RefusedError(f"“{name}” can’t be taken from “{side}”. Choose again on the page of the merge.")
        self.rows = model_of(noun)._base_manager.in_bulk(self.keys)
        self.refusals = list(self.refused())

    @property
    def survivor(self):
        return self.rows.get(self.keys[0])

    @property
    def loser(self):
        return self.rows.get(self.keys[1])

    @property
    def seen(self):
        return {key: newest_revision_id(Root(self.noun, key)) for key in self.keys}

    def refused(self):
        """Yield why these two can't be merged, and what to do."""
        opts = model_of(self.noun)._meta
        if self.noun not in MERGEABLE_NOUNS:
            yield f"{opts.verbose_name_plural.capitalize()} can’t be merged."
            return
        if self.keys[0] == self.keys[1]:
            yield f"This is one and the same {opts.verbose_name}. Choose two."
            return
        for key in self.keys:
            if key not in self.rows:
                into = survivors(self.noun, [key]).get(key)
                yield (
                    f"The {opts.verbose_name} {key} was merged into {into} already. Merge that one."
                    if into
                    else f"There is no {opts.verbose_name} {key} any more. If it was deleted, bring it back first."
                )
        if self.noun == "film" and len(self.rows) == 2:
            yield from self.refused_film()

    def refused_film(self):
        for copy in WorkingCopy.objects.filter(film__in=self.keys).select_related("film"):
            yield f"“{copy.film}” has a working copy. Publish it or drop it first, then merge."
        if self.loser.state == State.PUBLISHED and self.survivor.state != State.PUBLISHED:
            yield (
                f"“{self.loser}” is published and “{self.survivor}” is not, so visitors would lose the film. "
                "Publish the one that stays first, or let the published one stay."
            )

    def check(self):
        """Refuse what can't be done, and picks that don't go together."""
        refusals = self.refusals or self.unfit
        if refusals:
            raise RefusedError(" ".join(refusals))

    @cached_property
    def unfit(self):
        """What is wrong with the survivor as picked."""
        row = set_fields(
            self.noun, model_of(self.noun)._base_manager.get(pk=self.keys[0]), self.picked.after if self.picked else {}
        )
        try:
            row.clean_fields()
            row.validate_constraints()
            if self.noun == "film":
                refuse_date_conflict(
                    row.given_date, Release.objects.filter(film__in=self.keys).values_list("date", flat=True)
                )
        except ValidationError as error:
            return error.messages
        return []

    @cached_property
    def sides(self):
        """The fields of both, the survivor's first."""
        found = read_many_rows(self.noun, self.keys)
        return [found[key] for key in self.keys]

    @cached_property
    def picked(self):
        """The change of the survivor's own fields."""
        mine, theirs = self.sides
        values = dict(mine)
        for name, side in self.picks.items():
            if side != SURVIVOR:
                values[name] = theirs[name] if side == LOSER else combine_values(self.noun, name, mine, theirs)
        if self.picks.get("other_names") == BOTH:
            dropped = ({mine["name"], theirs["name"]} - {values["name"]}).difference(values["other_names"].splitlines())
            values["other_names"] = "\n".join(filter(None, [values["other_names"], *dropped]))
        return RowChange.between(self.noun, str(self.keys[0]), mine, values)

    @cached_property
    def joining(self):
        return CarriedRows(self.noun, *self.keys)

    @cached_property
    def patch(self):
        """All that changes in the tables, rows that go whole."""
        loser = self.keys[1]
        gone = [
            RowChange(noun, str(key), row, None)
            for noun, keys in self.joining.dropped.items()
            for key, row in read_many_rows(noun, keys).items()
        ]
        own = [self.picked, RowChange(self.noun, str(loser), self.sides[1], None)]
        return Patch.of(chain(self.row_changes(), gone, own))

    def row_changes(self):
        for noun, rows in self.joining.changes.items():
            for key, changed in rows.items():
                was = {name: json_value(before) for name, (before, _) in changed.items()}
                now = {name: json_value(after) for name, (_, after) in changed.items()}
                yield RowChange.between(noun, str(key), was, now)

    # What the page tells.

    @cached_property
    def moves(self):
        """[(noun in words, how many rows move, some of them)]."""
        found = []
        for noun, rows in sorted(self.joining.changes.items()):
            keys = [key for key in rows if key not in self.joining.dropped[noun].values()]
            if keys:
                found.append((noun_label(noun, len(keys)), len(keys), list(self.labels(noun, keys).values())))
        return found

    @cached_property
    def collisions(self):
        """[(what is there twice, what becomes of it)]."""
        told = [self.told_of(noun, duplicates) for noun, duplicates in self.joining.dropped.items() if duplicates]
        for key, label in row_labels("synopsis", sorted(self.joining.followers)).items():
            told.append((f"Two synopses lead in one language: {label}", "It stays, and no longer leads.", [key]))
        told += [(what, becomes, []) for what, becomes in self.two_ids()]
        return [(what, becomes) for what, becomes, _ in told]

    def labels(self, noun, keys):
        return row_labels(noun, sorted(keys)[:MOST_LABELS], with_film=self.noun != "film")

    def told_of(self, noun, duplicates):
        named = ", ".join(self.labels(noun, duplicates).values())
        more = f" and {len(duplicates) - MOST_LABELS} more" if len(duplicates) > MOST_LABELS else ""
        if noun == PREVIEW_LINK:
            return f"Links to a preview of what goes: {len(duplicates)}", "They end.", []
        if noun == "vote":
            return f"Visitors who voted on both: {len(duplicates)}", "The later vote of each stays.", []
        lost = Counter(name for row, _, name, _ in self.joining.lost if row == noun)
        words = [
            f"{model_of(noun)._meta.get_field(name).verbose_name} of {count} of them" for name, count in lost.items()
        ]
        also = f" Not kept, since the other says something else: {', '.join(words)}." if words else ""
        becomes = "The one that stands there stays, and takes over what it lacks and what hangs on the other."
        return f"There twice, {len(duplicates)} {noun_label(noun, len(duplicates))}: {named}{more}", becomes + also, []

    def two_ids(self):
        """Yield the catalogues that call the two by different ids."""
        model, owner = model_of("externalid"), self.noun
        if owner not in {field.name for field in model._meta.fields}:
            return
        held = {}
        for one in model.objects.filter(**{f"{owner}__in": self.keys}):
            held.setdefault(one.get_scheme_display(), []).append(one)
        for scheme, found in held.items():
            if len({getattr(one, f"{owner}_id") for one in found}) > 1:
                said = " and ".join(one.value for one in found)
                yield (
                    f"{scheme} calls them {said}",
                    "Both ids stay. If they are two there, look whether they are two here.",
                )


def noun_label(noun, number):
    opts = model_of(noun)._meta
    return str(opts.verbose_name if number == 1 else opts.verbose_name_plural)


def row_labels(noun, keys, *, with_film=False):
    """{key: what a row is called} of a few rows, and of which film."""
    model = model_of(noun)
    names = LABEL_RELATIONS.get(noun) or [field.name for field in model._meta.fields if field.is_relation]
    rows = model._base_manager.filter(pk__in=keys).order_by("pk")
    return {
        row.pk: f"{row} · {row.film}" if with_film and getattr(row, "film", None) else str(row)
        for row in (rows.select_related(*names) if names else rows)
    }
