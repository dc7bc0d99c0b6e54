"""Compare a record with the film, or other noun, that is here: what is new comes in, what an editor or a source settled stays.

A value that differs is changed only where no editor and no import of another format has touched it, no source of another kind
is cited for it and no working copy changes it; else it becomes a proposal. A date that says less of the same is no other. Rows
are added and changed, never deleted; what an editor deleted stays deleted.
"""

from dataclasses import dataclass, field
from typing import Any

from catalog.dates import PartialDate, PartialDateField
from catalog.editing.documents import model_of
from catalog.editing.patches import Fields, Patch
from catalog.exchange.bringing_in.checking import VERSION_FIELDS, RefusedValueError
from catalog.exchange.bringing_in.documents import TEXTS, Documents, name_of_row, without_repetitions
from catalog.exchange.bringing_in.state_here import Here
from catalog.exchange.records import Record, Row
from catalog.models.facts import CITED_FIELDS, ENTRIES, ROWS
from catalog.models.facts import VERSION_FIELDS as CITED_VERSION_FIELDS

# By what a row is known again where it is not wholly the same; from the surest on.
IDENTITIES: dict[str, tuple[tuple[str, ...], ...]] = {
    "credit": (("person", "job", "characters"), ("person", "job")),
    "title": (("title", "language", "country"),),
    "release": (("country", "type", "date"), ("country", "type")),
    "filmcompany": (("company", "role", "territory"),),
    "filmwork": (("work",),),
    "externalid": (("scheme", "value"), ("scheme",)),
    "personname": (("name",),),
    "outsiderating": (("scheme",),),
    "copy": (("inventory_number",),),
    "version": (("name",),),
    "synopsis": (("language", "body"), ("language",)),
    "article": (("language", "body"), ("language", "kind")),
}
# What the catalogue orders or decides itself.
OWN_CHOICES = {"position", "lead", "state", "published_from", "spoiler_level", "source", "leads"}


@dataclass
class Difference:
    """A value that differs: where it stands, what is here, what the file says, and whether it may be changed."""

    noun: str
    key: Any
    name: str
    present: Any
    value: Any
    is_open: bool


@dataclass
class Comparison:
    """What a record would change: the rows before and after as a patch, the values that are changed, and those to propose."""

    patch: Patch = field(default_factory=Patch)
    changes: list[Difference] = field(default_factory=list)
    proposals: list[Difference] = field(default_factory=list)
    new_rows: list[tuple[str, str]] = field(default_factory=list)
    kept_rows: list[str] = field(default_factory=list)

    def set(self, noun: str, key: Any, was: Fields | None, is_: Fields | None) -> None:
        """Put the change of a row into the patch, or more fields into it."""
        rows = self.patch.setdefault(noun, {})
        change = rows.setdefault(str(key), {"was": was and {}, "is": is_ and {}})
        for side, values in (("was", was), ("is", is_)):
            if values is not None:
                change[side] = (change[side] or {}) | values  # type: ignore[literal-required]
            else:
                change[side] = None  # type: ignore[literal-required]


class Comparer:
    """Compares one record with what is here of it."""

    def __init__(self, record: Record, here: Here, documents: Documents) -> None:
        self.record, self.here, self.documents = record, here, documents
        self.outcome = Comparison()
        self.characters = here.characters()
        self.used_rows: set[tuple[str, str]] = set()

    def compare(self) -> Comparison:
        self.compare_fields()
        for row in without_repetitions(self.record.rows):
            self.compare_row(row)
        self.add_ids()
        return self.outcome

    # Fields of the row itself.

    def compare_fields(self) -> None:
        fields = self.documents.own_fields(self.record, self.characters)
        languages = fields.pop("languages", [])
        if self.here.has_dated_release() or any(row.noun == "release" for row in self.record.rows):
            fields.pop("given_date", None)
        for name, value in fields.items():
            noun, key = self.place_of(name)
            if key is not None:
                self.compare_value(noun, key, name, value)
                self.cite_field(noun, key, name, value)
        if self.record.noun == "film" and languages:
            self.compare_languages(languages)

    def place_of(self, name: str) -> tuple[str, Any]:
        """Return the row that a field of a record stands in: of a film its own, or its leading version."""
        if self.record.noun == "film" and name in VERSION_FIELDS:
            return "version", self.here.leading_version
        return self.record.noun, str(self.here.root.key)

    def compare_value(self, noun: str, key: Any, name: str, value: Any) -> None:
        """Change a value that differs, or propose it."""
        present = self.here.value(noun, key, name)
        if are_same(present, value) or tells_less(noun, name, present, value):
            return
        is_open = not self.here.is_touched(noun, key, name, present) and not self.here.is_settled(noun, key, name)
        difference = Difference(noun, key, name, present, value, is_open)
        if is_open:
            self.outcome.changes.append(difference)
            self.outcome.set(noun, key, {name: present}, {name: value})
        else:
            self.outcome.proposals.append(difference)

    def cite_field(self, noun: str, key: Any, name: str, value: Any) -> None:
        """Cite the import's source for a value that holds now, in place of earlier imports of its format where they said otherwise."""
        is_changed = any((row.key, row.name) == (key, name) for row in self.outcome.changes)
        if not is_changed and not are_same(self.here.value(noun, key, name), value):
            return
        target = self.citation_target(noun, key, name)
        if target is None:
            return
        earlier = self.here.citations_of_format(target)
        if earlier and not is_changed:
            return
        for citation, fields in earlier.items():
            self.outcome.set(self.here.citation_noun, citation, fields, None)
        for source in self.documents.sources.of_fact(self.record.sources.get(name, ())):
            if not self.here.is_cited(source, target):
                self.add_row(self.here.citation_noun, {**target, "source": source})

    def citation_target(self, noun: str, key: Any, name: str) -> Fields | None:
        """Return what a citation of a field says it stands under; None where no citation can."""
        if noun == "version":
            if name not in CITED_VERSION_FIELDS:
                return None
            return {"film": self.here.root.key, "version": int(key), "field": name}
        if noun == "film":
            return {"film": self.here.root.key, "field": name} if name in CITED_FIELDS else None
        return {noun: self.here.root.key, "field": name} if name in ENTRIES.get(noun, ()) else None

    def compare_languages(self, languages: list[str]) -> None:
        """Compare the languages that are spoken in the leading version; rows of their own hold them."""
        lead = self.here.leading_version
        rows = self.here.spoken_languages()
        present = [fields["language"] for fields in rows.values()]
        if lead is None or set(present) == set(languages):
            return
        is_open = not any(self.here.is_touched("versionlanguage", key, "language", 1) for key in rows)
        difference = Difference("version", lead, "languages", present, languages, is_open)
        if not is_open or (present and self.here.is_settled("version", lead, "languages")):
            self.outcome.proposals.append(difference)
            return
        self.outcome.changes.append(difference)
        for key, fields in rows.items():
            if fields["language"] not in languages:
                self.outcome.set("versionlanguage", key, fields, None)
        for language in languages:
            if language not in present:
                self.add_row("versionlanguage", {"version": int(lead), "language": language, "use": "spoken"})
        target = self.citation_target("version", lead, "languages")
        if target and not self.here.is_cited(self.documents.sources.own, target):
            self.add_row("citation", {**target, "source": self.documents.sources.own})

    # Rows.

    def compare_row(self, row: Row) -> None:
        """Know a row again, and compare it; else add it, unless an editor deleted it."""
        try:
            values = self.documents.values_of(row, self.characters)
        except RefusedValueError as refusal:
            self.documents.checker.refuse(row.place, name_of_row(row), refusal.expected, refusal.remedy)
            return
        key = self.known_row(row.noun, values)
        if key is not None:
            self.used_rows.add((row.noun, key))
            self.compare_known_row(row, key, values)
        elif self.was_deleted(row.noun, values):
            self.outcome.kept_rows.append(name_of_row(row))
        else:
            self.add_new_row(row, values)

    def known_row(self, noun: str, values: Fields) -> str | None:
        """Return the key of the row that a row of a record is, None for a new one."""
        rows = {key: fields for key, fields in self.here.rows(noun).items() if (noun, key) not in self.used_rows}
        whole = tuple(name for name in values if name not in OWN_CHOICES)
        for names in (whole, *IDENTITIES.get(noun, ())):
            for key, fields in rows.items():
                if all(are_same(fields.get(name), values.get(name)) for name in names) and self.may_be(
                    noun, names, fields
                ):
                    return key
        return None

    def may_be(self, noun: str, names: tuple[str, ...], fields: Fields) -> bool:
        """Tell whether a row that is only like one of the record may be it: of a text, only an earlier import's own."""
        return noun not in TEXTS or "body" in names or fields.get("source") in self.here.sources_of_format

    def compare_known_row(self, row: Row, key: str, values: Fields) -> None:
        """Compare the values of a row that is here, and cite the source for it."""
        for name, value in values.items():
            if name not in OWN_CHOICES:
                self.compare_value(row.noun, key, name, value)
        target_name = ROWS[row.noun].citation if row.noun in ROWS else ""
        if not target_name:
            return
        target = {"film": self.here.root.key, target_name: int(key)}
        if self.here.citations_of_format(target):
            return
        for source in self.documents.sources.of_fact(row.sources):
            if not self.here.is_cited(source, target):
                self.add_row("citation", {**target, "source": source})

    def was_deleted(self, noun: str, values: Fields) -> bool:
        """Tell whether an editor deleted a row like this."""
        names = IDENTITIES.get(noun, ((),))[-1] or tuple(values)
        return any(
            all(are_same(fields.get(name), values.get(name)) for name in names)
            for fields in self.here.deleted_rows(noun)
        )

    def add_new_row(self, row: Row, values: Fields) -> None:
        root = self.here.root
        fields = {self.here.owner_field(row.noun): root.key, **values}
        if root.noun == "film":
            if row.noun == "copy":
                fields.setdefault("version", self.leading_version())
            present = dict(self.here.rows(row.noun)) | self.added_rows(row.noun)
            self.documents.complete_row({row.noun: present}, row, fields)
        key = self.add_row(row.noun, fields)
        self.outcome.new_rows.append((row.noun, name_of_row(row)))
        if root.noun == "film":
            for citation in self.documents.citations_of(row, root.key, key):
                self.add_row("citation", citation)

    def leading_version(self) -> int:
        """Return the key of the leading version; a film without one gets it."""
        if self.here.leading_version is not None:
            return int(self.here.leading_version)
        leads = [key for key, fields in self.added_rows("version").items() if fields.get("leads")]
        film = {"film": self.here.root.key, "leads": True, "state": "published"}
        return int(leads[0] if leads else self.add_row("version", film))

    def added_rows(self, noun: str) -> dict[str, Fields]:
        return {key: change["is"] for key, change in self.outcome.patch.get(noun, {}).items() if change["is"]}

    def add_row(self, noun: str, fields: Fields) -> Any:
        key = self.documents.keys.take(noun)
        self.outcome.set(noun, key, None, fields)
        return key

    def add_ids(self) -> None:
        """Add outside ids of schemes of which none is here; another id of a scheme that is here is proposed."""
        root = self.here.root
        held_ids = {fields["scheme"]: fields["value"] for fields in self.here.rows("externalid").values()}
        for scheme, value in self.documents.entries.usable_ids(root.noun, self.record.ids).items():
            if scheme not in held_ids and not self.was_deleted("externalid", {"scheme": scheme, "value": value}):
                self.add_row("externalid", {root.noun: root.key, "scheme": scheme, "value": value})
                self.outcome.new_rows.append(("externalid", f"{scheme} {value}"))


def are_same(present: Any, value: Any) -> bool:
    """Tell whether two values of a document say the same; nothing is nothing in whatever form."""
    if present in (None, "", []) and value in (None, "", []):
        return True
    if isinstance(present, list) and isinstance(value, list):
        return present == value or sorted(map(str, present)) == sorted(map(str, value))
    return bool(present == value or str(present) == str(value))


def tells_less(noun: str, name: str, present: Any, value: Any) -> bool:
    """Tell whether a date says less of the same than the one that is here: 2010, where 2010-07-15 is."""
    if not present or not value or not isinstance(field_of(noun, name), PartialDateField):
        return False
    present_date, date = PartialDate.parse(str(present)), PartialDate.parse(str(value))
    return date.first_day <= present_date.first_day and present_date.last_day <= date.last_day


def field_of(noun: str, name: str) -> Any:
    return model_of(noun)._meta.get_field(name)
