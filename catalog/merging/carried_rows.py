"""What becomes of all that points at two rows when they become one, worked out without changing anything."""

from collections import defaultdict

from catalog.editing.documents import columns, many_to_many_fields, model_of, read_rows
from catalog.merging.references import (
    DUPLICATE_FIELDS,
    PREVIEW_LINK,
    RATING_SUMMARY,
    WORKING_COPY,
    batches,
    references_to,
    rows_referring_to,
    rows_violating_uniqueness,
)
from catalog.models import Vote

LEAD_RULE = "synopsis_one_lead"
# That a source lost a name is said of one citation, not of the other one; and a place in a list is no loss.
NOT_TAKEN_OVER = {"missing_reason", "position"}
EMPTY = (None, "")


def read_many_rows(noun, keys):
    """{key: fields} of some rows, keys as the tables have them."""
    found = {}
    for some in batches(keys):
        found |= {model_of(noun)._meta.pk.to_python(key): row for key, row in read_rows(noun, {"pk__in": some}).items()}
    return found


class CarriedRows:
    """The rows that change, and those that go since one like them stands already.

    `changes` is {noun: {key: {field: (was, is)}}}; `dropped` {noun: {key: key of the row that stays, or None}}.
    """

    def __init__(self, noun, survivor, loser):
        self.changes = defaultdict(lambda: defaultdict(dict))
        self.dropped = defaultdict(dict)
        self.followers = set()
        self.lost = []
        self.join(noun, {loser: survivor})
        for name, keys in self.dropped.items():
            for key in keys:
                self.changes[name].pop(key, None)

    def join(self, noun, pairs):
        """Lead all that points at the one of each pair to the other."""
        for one in references_to(noun):
            if one.noun in (RATING_SUMMARY, WORKING_COPY):
                continue
            if one.noun == PREVIEW_LINK:
                self.dropped[PREVIEW_LINK] |= dict.fromkeys(
                    key for key, _ in rows_referring_to(one.noun, one.field, pairs)
                )
                continue
            duplicates = (self.choose if one.many else self.move)(one.noun, one.field, pairs)
            if one.noun in DUPLICATE_FIELDS:
                duplicates |= self.alike(one.noun, one.field, pairs, duplicates)
            duplicates = {old: new for old, new in duplicates.items() if old not in self.dropped[one.noun]}
            if duplicates:
                self.dropped[one.noun] |= duplicates
                self.fill(one.noun, duplicates)
                self.join(one.noun, duplicates)

    def move(self, noun, field, pairs):
        """Point a column at what stays; return {row: row that stays} of those that a rule lets stand only once."""
        for key, at in rows_referring_to(noun, field, pairs):
            self.changes[noun][key][field] = (at, pairs[at])
        duplicates = {}
        for rule, (first, *others) in rows_violating_uniqueness(noun, field, pairs):
            if rule == LEAD_RULE:
                for key in others:
                    self.changes[noun][key]["lead"] = (True, False)
                    self.followers.add(key)
            else:
                duplicates |= dict.fromkeys(others, first)
        return self.later(duplicates) if noun == "vote" else duplicates

    def later(self, duplicates):
        """Of two votes of one visitor, let the one go that was cast first."""
        cast = {}
        for some in batches([*duplicates, *duplicates.values()]):
            cast |= dict(Vote.objects.filter(pk__in=some).values_list("pk", "changed_at"))
        return dict((new, old) if cast[old] > cast[new] else (old, new) for old, new in duplicates.items())

    def choose(self, noun, field, pairs):
        """Put what stays into a choice of several."""
        for key, row in read_many_rows(
            noun, dict.fromkeys(key for key, _ in rows_referring_to(noun, field, pairs))
        ).items():
            self.changes[noun][key][field] = (row[field], sorted({pairs.get(one, one) for one in row[field]}))
        return {}

    def alike(self, noun, field, pairs, duplicates):
        """{row: row that stays} of those that now say the same as one that stood there."""
        rows = read_many_rows(
            noun, dict.fromkeys(key for key, _ in rows_referring_to(noun, field, [*pairs, *pairs.values()]))
        )
        standing, found = defaultdict(list), {}
        for moved in (False, True):
            for key, row in rows.items():
                changed = {name: after for name, (_, after) in self.changes[noun].get(key, {}).items()}
                if (
                    key in duplicates
                    or key in self.dropped[noun]
                    or bool(changed) != moved
                    or row.get("missing_reason")
                ):
                    continue
                now = row | changed
                said = tuple(tuple(v) if isinstance(v := now[name], list) else v for name in DUPLICATE_FIELDS[noun])
                if not moved:
                    standing[said].append((key, now))
                    continue
                for first, other in standing[said]:
                    if not differ(now, other, "credited_as"):
                        found[key] = first
                        break
        return found

    def fill(self, noun, duplicates):
        """Give the row that stays what it lacks and the other has; note what is lost where both say something."""
        rows = {} if noun == "vote" else read_many_rows(noun, [*duplicates, *duplicates.values()])
        relations = {name for name, field in columns(noun).items() if field.is_relation} | set(
            many_to_many_fields(noun)
        )
        for old, new in duplicates.items():
            for name in columns(noun).keys() - relations - NOT_TAKEN_OVER if rows else ():
                said, held = rows[old][name], rows[new][name]
                if said not in EMPTY and held in EMPTY:
                    self.changes[noun][new][name] = (held, said)
                    rows[new][name] = said
                elif said not in EMPTY and said != held:
                    self.lost.append((noun, old, name, said))


def differ(one, other, field):
    """Whether both say something there, and not the same."""
    said = {row.get(field) for row in (one, other)} - set(EMPTY)
    return len(said) > 1
