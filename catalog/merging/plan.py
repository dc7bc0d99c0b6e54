"""Plan a merge: whether two rows can be merged, which values are picked, and what changes. Nothing is written."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext

from catalog.dates import refuse_date_conflict
from catalog.editing.documents import RefusedError, Root, columns, json_value, many_to_many_fields, model_of, set_fields
from catalog.editing.edit import STATE_FIELDS
from catalog.editing.history import newest_revision_id
from catalog.editing.patches import Fields, Patch, RowChange
from catalog.editing.references import survivors
from catalog.merging import MERGEABLE_NOUNS
from catalog.merging.carried_rows import CarriedRows, read_many_rows
from catalog.merging.relations import company_refusals, relation_refusals, source_refusals
from catalog.models import PersonName, Release, State, WorkingCopy

SURVIVOR, LOSER, BOTH = "survivor", "loser", "both"


def is_pickable(noun: str, name: str) -> bool:
    """Tell whether an editor picks a side of a field."""
    return name not in STATE_FIELDS and (name in columns(noun) or name in many_to_many_fields(noun))


def can_take_both(noun: str, name: str) -> bool:
    """Tell whether a merge can keep the values of both sides: of other names, and of many-to-many fields."""
    return name == "other_names" or name in many_to_many_fields(noun)


def combine_values(noun: str, name: str, values: Fields, other_values: Fields) -> Any:
    """Return the values of both sides together: of a many-to-many field all keys, of a text all lines, each once."""
    value, other_value = values[name], other_values[name]
    if name in many_to_many_fields(noun):
        return sorted({*value, *other_value})
    lines = [line.strip() for text in (value, other_value) for line in text.splitlines()]
    return "\n".join(dict.fromkeys(line for line in lines if line))


class MergePlan:
    """A merge of two rows of a noun as it would be done now.

    `picks` says from which side a field is taken, {field: SURVIVOR, LOSER or BOTH}; the others are the survivor's. `refusals`
    say why the two can't be merged. Raise RefusedError where a pick is not possible.
    """

    def __init__(self, *, noun: str, survivor: Any, loser: Any, picks: Mapping[str, str] | None = None) -> None:
        self.noun, self.keys, self.picks = noun, (survivor, loser), picks or {}
        for name, side in self.picks.items():
            is_side = side in (SURVIVOR, LOSER) or (side == BOTH and can_take_both(noun, name))
            if not (is_side and is_pickable(noun, name)):
                raise RefusedError(
                    gettext("“%(name)s” can’t be taken from “%(side)s”. Choose again on the page of the merge.")
                    % {"name": name, "side": side}
                )
        self.rows = model_of(noun)._base_manager.in_bulk(self.keys)
        self.refusals = list(self.find_refusals())

    @property
    def survivor(self) -> Any:
        """The row that stays, None where it does not exist."""
        return self.rows.get(self.keys[0])

    @property
    def loser(self) -> Any:
        """The row that becomes part of the survivor, None where it does not exist."""
        return self.rows.get(self.keys[1])

    @property
    def newest_revisions(self) -> dict[Any, int]:
        """Return {key: id of its newest revision} of the two, as `merge` takes them for `seen_revisions`."""
        return {key: newest_revision_id(Root(self.noun, key)) for key in self.keys}

    def find_refusals(self) -> Iterator[str]:
        """Yield why these two can't be merged, and what to do."""
        opts = model_of(self.noun)._meta
        if self.noun not in MERGEABLE_NOUNS:
            yield gettext("This can’t be merged (%(nouns)s).") % {"nouns": opts.verbose_name_plural}
            return
        if self.keys[0] == self.keys[1]:
            yield gettext("This is one and the same. Choose two.")
            return
        for key in self.keys:
            if key not in self.rows:
                survivor = survivors(self.noun, [key]).get(key)
                yield (
                    gettext("Number %(number)s was merged into %(survivor)s already. Merge that one.")
                    % {"number": key, "survivor": survivor}
                    if survivor
                    else gettext("There is no number %(number)s any more. If it was deleted, bring it back first.")
                    % {"number": key}
                )
        if self.noun == "film" and len(self.rows) == 2:
            yield from self.find_film_refusals()
        if self.noun == "company" and len(self.rows) == 2:
            yield from company_refusals(*self.keys)
        if self.noun == "source" and len(self.rows) == 2:
            yield from source_refusals(*self.keys)

    def find_film_refusals(self) -> Iterator[str]:
        """Yield why these two films can't be merged, and what to do."""
        for copy in WorkingCopy.objects.filter(film__in=self.keys).select_related("film"):
            yield gettext("“%(film)s” has a working copy. Publish it or drop it first, then merge.") % {
                "film": copy.film
            }
        if self.loser.state == State.PUBLISHED and self.survivor.state != State.PUBLISHED:
            yield (
                gettext(
                    "“%(loser)s” is published and “%(survivor)s” is not, so visitors would lose the film. Publish "
                    "the one that stays first, or let the published one stay."
                )
                % {"loser": self.loser, "survivor": self.survivor}
            )

        yield from relation_refusals(*self.keys)

    def check(self) -> None:
        """Raise RefusedError where the two can't be merged, or the picked values contradict each other."""
        refusals = self.refusals or self.find_contradictions()
        if refusals:
            raise RefusedError(" ".join(refusals))

    def find_contradictions(self) -> list[str]:
        """Return what is wrong with the survivor if it takes the picked values."""
        row: Any = set_fields(self.noun, model_of(self.noun)._base_manager.get(pk=self.keys[0]), self.survivor_values)
        try:
            row.clean_fields()
            row.validate_constraints()
            if self.noun == "film":
                dates: Any = Release.objects.showings().filter(film__in=self.keys).values_list("date", flat=True)
                refuse_date_conflict(row.given_date, dates)
        except ValidationError as error:
            return error.messages
        return []

    @cached_property
    def sides(self) -> tuple[Fields, Fields]:
        """The {field: value} of the survivor, and those of the loser."""
        fields = read_many_rows(self.noun, self.keys)
        return fields[self.keys[0]], fields[self.keys[1]]

    @cached_property
    def survivor_change(self) -> RowChange | None:
        """The change of the survivor's own fields by the picks."""
        survivor, loser = self.sides
        values = dict(survivor)
        for name, side in self.picks.items():
            if side == LOSER:
                values[name] = loser[name]
            elif side == BOTH:
                values[name] = combine_values(self.noun, name, survivor, loser)
        if self.picks.get("other_names") == BOTH:
            # Of companies. The name that was not picked becomes another name.
            names = {survivor["name"], loser["name"]} - {values["name"], *values["other_names"].splitlines()}
            values["other_names"] = "\n".join(filter(None, [values["other_names"], *names]))
        return RowChange.between(self.noun, str(self.keys[0]), survivor, values)

    @property
    def survivor_values(self) -> Fields:
        """The values that the survivor takes by the picks."""
        return (self.survivor_change and self.survivor_change.after) or {}

    @cached_property
    def kept_name(self) -> str:
        """The name of a person that is not picked, and becomes another name of the survivor; "" where there is none to keep."""
        if self.noun != "person":
            return ""
        survivor, loser = self.sides
        is_picked = self.picks.get("name") == LOSER
        name, other_name = (loser["name"], survivor["name"]) if is_picked else (survivor["name"], loser["name"])
        is_there = PersonName.objects.filter(person__in=self.keys, name=other_name).exists()
        return "" if is_there or name == other_name else str(other_name)

    @cached_property
    def carried_rows(self) -> CarriedRows:
        """The rows that the merge carries along."""
        return CarriedRows(self.noun, *self.keys)

    @cached_property
    def patch(self) -> Patch:
        """All changes of the tables: of carried rows, dropped rows, the survivor and the loser."""
        deletions = (
            RowChange(noun, str(key), fields, None)
            for noun, keys in self.carried_rows.dropped_rows.items()
            for key, fields in read_many_rows(noun, keys).items()
        )
        loser_deletion = RowChange(self.noun, str(self.keys[1]), self.sides[1], None)
        return Patch.of(chain(self.carried_changes(), deletions, [self.survivor_change, loser_deletion]))

    def carried_changes(self) -> Iterator[RowChange | None]:
        """Yield the changes of the rows that the merge carries along."""
        for noun, rows in self.carried_rows.changes.items():
            for key, values in rows.items():
                before = {name: json_value(value) for name, (value, _) in values.items()}
                after = {name: json_value(value) for name, (_, value) in values.items()}
                yield RowChange.between(noun, str(key), before, after)
