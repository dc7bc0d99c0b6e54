"""What a merge carries along: the rows that refer to the loser, worked out without changing anything."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from catalog.editing.documents import columns, parse_key, read_rows, relations, replace_keys
from catalog.editing.patches import Fields
from catalog.merging.referring_rows import (
    FILM_LACK,
    PREVIEW_LINK,
    RATING_SUMMARY,
    WORKING_COPY,
    Reference,
    batches,
    references_to,
    referring_rows,
    rows_violating_uniqueness,
)
from catalog.models import Version, Vote
from catalog.models.facts import ROWS
from catalog.models.remarks import MARKS

# Rows with the same values in these fields are one and the same; a credit that names nobody never equals another one.
IDENTIFYING_FIELDS = {
    "credit": ("film", "person", "job", "characters", "archive_footage", "segment"),
    "filmcompany": ("film", "company", "role", "territory", "version"),
    "release": (
        "film",
        "date",
        "country",
        "type",
        "event",
        "certification",
        "version",
        "decision",
        "decision_number",
        "note",
    ),
    "award": (
        "film",
        "organisation",
        "ceremony",
        "year",
        "category",
        "outcome",
        "place",
        "recipients",
        "shared_with",
        "note",
    ),
}
# By the rule that only one row leads: the field that says so.
LEAD_RULES = {"synopsis_one_lead": "lead", "version_one_leads": "leads"}
# Values that a row does not take over from an equal one. The reason why a name is missing is about one citation alone; and
# a lost position in a list is no loss.
NOT_TAKEN_OVER = {"missing_reason", "position"}
# References that do not identify a row, and that it takes over from an equal one like other values.
TAKEN_OVER_REFERENCES = {"title": {"version"}}
EMPTY: tuple[Any, ...] = (None, "", [])
PLACES: dict[str, int] = {noun: place for place, noun in enumerate(ROWS)}


def read_many_rows(noun: str, keys: Iterable[Any]) -> dict[Any, Fields]:
    """Read {key: fields} of rows, in batches; keys are as the model has them."""
    rows: dict[Any, Fields] = {}
    for batch in batches(keys):
        rows |= {parse_key(noun, key): fields for key, fields in read_rows(noun, {"pk__in": batch}).items()}
    return rows


class CarriedRows:
    """The rows that a merge changes or drops.

    changes: {noun: {key: {field: (value before, value after)}}}
    dropped_rows: {noun: {key: key of the equal row that stays, or None}}
    demoted_rows: {noun: keys} of leading synopses and versions that no longer lead, because the survivor has one that does
    lost_values: (noun, key of the dropped row, field, value) of values that the row that stays does not take over
    """

    def __init__(self, noun: str, survivor: Any, loser: Any) -> None:
        self.changes: dict[str, dict[Any, dict[str, tuple[Any, Any]]]] = defaultdict(lambda: defaultdict(dict))
        self.dropped_rows: dict[str, dict[Any, Any]] = defaultdict(dict)
        self.demoted_rows: dict[str, set[int]] = defaultdict(set)
        self.lost_values: list[tuple[str, Any, str, Any]] = []
        self.carry(noun, {loser: survivor})
        for dropped_noun, keys in self.dropped_rows.items():
            for key in keys:
                self.changes[dropped_noun].pop(key, None)

    def carry(self, noun: str, replacements: Mapping[Any, Any]) -> None:
        """Make rows refer to the replacements, {key: key that takes its place}; drop those that then equal another row."""
        # Rows to which others refer come first: where one is dropped, the others refer to the one that stays.
        for reference in sorted(references_to(noun), key=lambda reference: PLACES.get(reference.noun, -1)):
            if reference.noun in (FILM_LACK, RATING_SUMMARY, WORKING_COPY):
                continue
            if reference.noun == PREVIEW_LINK:
                links = referring_rows(reference, replacements)
                self.dropped_rows[PREVIEW_LINK] |= dict.fromkeys(key for key, _ in links)
                continue
            redirect = self.redirect_many_to_many if reference.is_many else self.redirect_column
            equal_rows = redirect(reference, replacements)
            if reference.noun in IDENTIFYING_FIELDS:
                equal_rows |= self.find_equal_rows(reference, replacements, equal_rows)
            dropped_rows = self.dropped_rows[reference.noun]
            equal_rows = {key: kept_key for key, kept_key in equal_rows.items() if key not in dropped_rows}
            if equal_rows:
                dropped_rows |= equal_rows
                self.take_over_values(reference.noun, equal_rows)
                self.carry(reference.noun, equal_rows)

    def redirect_column(self, reference: Reference, replacements: Mapping[Any, Any]) -> dict[Any, Any]:
        """Replace the keys in a column; return {row: row that stays} of the rows that would then break a unique rule."""
        noun = reference.noun
        for key, loser_key in referring_rows(reference, replacements):
            self.changes[noun][key][reference.field] = (loser_key, replacements[loser_key])
        equal_rows: dict[Any, Any] = {}
        for rule, (kept_key, *keys) in rows_violating_uniqueness(reference, replacements):
            if noun == "version":
                kept_key, *keys = sorted([kept_key, *keys], key=is_blank_version)
            demoted_keys = [key for key in keys if rule in LEAD_RULES and not are_same_version(noun, key, kept_key)]
            for key in demoted_keys:
                self.changes[noun][key][LEAD_RULES[rule]] = (True, False)
                self.demoted_rows[noun].add(key)
            equal_rows |= {key: kept_key for key in keys if key not in demoted_keys}
        return keep_later_votes(equal_rows) if noun == "vote" else equal_rows

    def redirect_many_to_many(self, reference: Reference, replacements: Mapping[Any, Any]) -> dict[Any, Any]:
        """Replace the keys in a many-to-many field; no rule makes such rows equal."""
        keys = dict.fromkeys(key for key, _ in referring_rows(reference, replacements))
        for key, fields in read_many_rows(reference.noun, keys).items():
            targets = fields[reference.field]
            new_targets = replace_keys(reference.noun, reference.field, targets, replacements)
            self.changes[reference.noun][key][reference.field] = (targets, new_targets)
        return {}

    def find_equal_rows(
        self, reference: Reference, replacements: Mapping[Any, Any], known_equal_rows: Mapping[Any, Any]
    ) -> dict[Any, Any]:
        """Return {row: row that stays} of changed rows that now equal an unchanged one in their identifying fields."""
        noun = reference.noun
        keys = dict.fromkeys(key for key, _ in referring_rows(reference, [*replacements, *replacements.values()]))
        changed_rows, unchanged_rows = {}, defaultdict(list)
        for key, fields in read_many_rows(noun, keys).items():
            if key in known_equal_rows or key in self.dropped_rows[noun] or fields.get("missing_reason"):
                continue
            new_values = {name: after for name, (_, after) in self.changes[noun].get(key, {}).items()}
            if new_values:
                changed_rows[key] = fields | new_values
            else:
                unchanged_rows[identity(noun, fields)].append((key, fields))
        equal_rows = {}
        for key, fields in changed_rows.items():
            for kept_key, kept_fields in unchanged_rows[identity(noun, fields)]:
                if not (differ(fields, kept_fields, "credited_as") or exclude_each_other(fields, kept_fields)):
                    equal_rows[key] = kept_key
                    break
        return equal_rows

    def take_over_values(self, noun: str, equal_rows: Mapping[Any, Any]) -> None:
        """Plan that rows that stay take values that they lack from the dropped ones; note the values that are lost.

        `equal_rows` is {dropped row: row that stays}.
        """
        if noun == "vote":
            return
        rows = read_many_rows(noun, [*equal_rows, *equal_rows.values()])
        references = relations(noun).keys() - TAKEN_OVER_REFERENCES.get(noun, set())
        names = columns(noun).keys() - references - NOT_TAKEN_OVER
        for key, kept_key in equal_rows.items():
            for name in names:
                _, value = self.changes[noun][key].get(name, (None, rows[key][name]))
                _, kept_value = self.changes[noun][kept_key].get(name, (None, rows[kept_key][name]))
                if says_nothing(noun, name, value):
                    continue
                if says_nothing(noun, name, kept_value) and not exclude_each_other({name: value}, rows[kept_key]):
                    self.changes[noun][kept_key][name] = (rows[kept_key][name], value)
                    rows[kept_key][name] = value
                elif value != kept_value:
                    self.lost_values.append((noun, key, name, value))


def are_same_version(noun: str, key: int, kept_key: int) -> bool:
    """Tell whether the leading versions of two films are one: both plain, of one name and kind, or one not filled in."""
    if noun != "version":
        return False
    if is_blank_version(key):
        return True
    version, kept_version = (Version.objects.get(pk=pk) for pk in (key, kept_key))
    return (version.name, version.kinds) == (kept_version.name, kept_version.kinds)


def is_blank_version(key: int) -> bool:
    """Tell whether a version says nothing and no row is of it: a film had it from its first save on, and nobody filled it in."""
    return Version.objects.saying_nothing().filter(pk=key).exists() and not any(
        True for reference in references_to("version") for _ in referring_rows(reference, [key])
    )


def identity(noun: str, fields: Fields) -> tuple[Any, ...]:
    """Return the values that identify a row."""
    values = (fields[name] for name in IDENTIFYING_FIELDS[noun])
    return tuple(frozenset(value) if isinstance(value, list) else value for value in values)


def keep_later_votes(equal_votes: Mapping[int, int]) -> dict[int, int]:
    """Swap the votes of a pair, {vote: vote that stays}, where the vote to be dropped is the later one."""
    moments: dict[int, Any] = {}
    for batch in batches([*equal_votes, *equal_votes.values()]):
        moments |= dict(Vote.objects.filter(pk__in=batch).values_list("pk", "changed_at"))
    pairs = equal_votes.items()
    return dict(
        (kept_vote, vote) if moments[vote] > moments[kept_vote] else (vote, kept_vote) for vote, kept_vote in pairs
    )


def differ(row: Fields, other_row: Fields, field: str) -> bool:
    """Tell whether two rows both have a value in a field, and not the same."""
    return len({value for value in (row.get(field), other_row.get(field)) if value not in EMPTY}) > 1


def says_nothing(noun: str, name: str, value: Any) -> bool:
    """Tell whether a value is empty; a mark that a credit does not have is, too."""
    return value in EMPTY or (value is False and noun == "credit" and name in MARKS)


def exclude_each_other(row: Fields, other_row: Fields) -> bool:
    """Tell whether of two credits one is uncredited and the other one under a name, which no row can be at once."""
    return any(
        side.get("uncredited") and other_side.get("credited_as")
        for side, other_side in ((row, other_row), (other_row, row))
    )
