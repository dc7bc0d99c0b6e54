"""Make documents of new films, people and so on from records: the rows as histories hold them, of each only what isn't empty."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from catalog.editing.documents import many_to_many_fields
from catalog.exchange.bringing_in.checking import VERSION_FIELDS, Checker, RefusedValueError
from catalog.exchange.bringing_in.entries import Entries
from catalog.exchange.bringing_in.keys import Keys
from catalog.exchange.bringing_in.sources import Sources
from catalog.exchange.records import Entry, Place, Record, Row
from catalog.models import Subject
from catalog.models.choices import State
from catalog.models.facts import CITED_FIELDS, ENTRIES, ROWS
from catalog.models.facts import VERSION_FIELDS as CITED_VERSION_FIELDS
from catalog.texts.folding import fold, slug

Fields = dict[str, Any]
Document = dict[str, dict[Any, Fields]]
TEXTS = ("synopsis", "article")
# Rows of which a film has each once: what tells them apart.
ONCE = {
    "title": ("title", "language", "country"),
    "filmcompany": ("company", "role", "territory", "version"),
    "filmwork": ("work",),
    "externalid": ("scheme", "value"),
    "personname": ("name",),
}
WITH_POSITION = ("filmcompany", "filmwork", "synopsis", "article", "version", "image")
STATED_ROWS = ("version", "synopsis", "article", "question", "image")


class Documents:
    """Makes documents. What they refer to and is new, they make, too: `new_roots` are (noun, key, document) that wait to be written."""

    def __init__(
        self, keys: Keys, entries: Entries, sources: Sources, checker: Checker, moment: str, state: str
    ) -> None:
        self.keys, self.entries, self.sources, self.checker = keys, entries, sources, checker
        self.moment, self.state = moment, state
        self.new_roots: list[tuple[str, Any, Document]] = []
        self.slugs: set[str] = set()

    # What records refer to.

    def resolve(self, value: Any, place: Place, characters: dict[str, Any]) -> Any:
        """Return a value as a document holds it: of an entry its key, of a list of entries theirs."""
        if isinstance(value, Entry):
            return self.key_of(value, characters)
        if isinstance(value, list) and any(isinstance(item, Entry) for item in value):
            return list(dict.fromkeys(self.resolve_each(value, place, characters)))
        return value

    def resolve_each(self, entries: Iterable[Entry], place: Place, characters: dict[str, Any]) -> Iterator[Any]:
        for entry in entries:
            try:
                yield self.key_of(entry, characters)
            except RefusedValueError as refusal:
                self.checker.refuse(place, entry, refusal.expected, refusal.remedy)

    def key_of(self, entry: Entry, characters: dict[str, Any]) -> Any:
        """Return the key of what an entry is; make that where it is new. `characters` are the film's own, by name."""
        if entry.noun == "character" and entry.key is None:
            key = characters.get(entry.name)
            if key is None:
                key = characters[entry.name] = self.make_entry(entry)
            return key
        key = self.entries.key_of(entry)
        return self.make_entry(entry) if key is None else key

    def make_entry(self, entry: Entry) -> Any:
        """Let a new person, company, subject, work or character wait to be written; return its key."""
        noun = entry.noun
        fields = {("title" if noun == "work" else "name"): entry.name, **entry.fields}
        if noun == "subject":
            fields["slug"] = self.free_slug(entry.name)
        if authors := fields.get("authors"):
            fields["authors"] = sorted(self.resolve(authors, Place(""), {}))
        return self.add_root(noun, entry.name, fields, entry.ids, entry.is_new)

    def add_root(
        self,
        noun: str,
        name: str,
        fields: Fields,
        ids: Mapping[str, str],
        is_new: bool,
        rows: Sequence[Row] = (),
        sources: Mapping[str, Any] = {},
        told_by: str = "",
    ) -> Any:
        """Let a new root other than a film wait to be written, with its outside ids and what is cited for it; return its key."""
        key = self.keys.take(noun)
        document: Document = {noun: {key: fields}}
        ids = self.entries.usable_ids(noun, ids)
        for scheme, value in ids.items():
            self.add_row(document, "externalid", {noun: key, "scheme": scheme, "value": value})
        for row in without_repetitions(rows):
            self.add_row(document, row.noun, {noun: key, **self.values_of(row, {})})
        if noun in ENTRIES:
            for field in fields.keys() & ENTRIES[noun].keys():
                for source in self.sources.of_fact(sources.get(field, ())):
                    self.add_row(document, "entrycitation", {noun: key, "source": source, "field": field})
        self.entries.remember(noun, name, ids, key, is_new=is_new, told_by=told_by)
        self.new_roots.append((noun, key, document))
        return key

    def free_slug(self, name: str) -> str:
        """Return a slug for a new subject that no subject has."""
        base = slug(name, "subject")[:35]
        if not self.slugs:
            self.slugs = set(Subject.objects.values_list("slug", flat=True))
        number, free = 1, base
        while free in self.slugs:
            number += 1
            free = f"{base}-{number}"
        self.slugs.add(free)
        return free

    # Records.

    def add_record(self, record: Record) -> Any:
        """Let the new film or other noun of a record wait to be written; return its key."""
        if record.noun == "film":
            return self.add_film(record)
        fields = self.own_fields(record, {})
        name = fields.get("name") or fields.get("title", "")
        rows, sources = record.rows, record.sources
        return self.add_root(record.noun, name, fields, record.ids, record.is_new, rows, sources, record.told_by)

    def own_fields(self, record: Record, characters: dict[str, Any]) -> Fields:
        """Return the fields of a record's own row as a document holds them."""
        fields: Fields = {}
        for name, value in record.fields.items():
            try:
                fields[name] = self.resolve(value, record.place, characters)
            except RefusedValueError as refusal:
                self.checker.refuse(record.place, value, refusal.expected, refusal.remedy)
        for name in many_to_many_fields(record.noun).keys() & fields.keys() - {"countries", "nationalities"}:
            fields[name] = sorted(fields[name])
        return fields

    def add_film(self, record: Record) -> Any:
        key = self.keys.take("film")
        characters: dict[str, Any] = {}
        fields = self.own_fields(record, characters)
        version = {name: fields.pop(name) for name in VERSION_FIELDS if name in fields}
        languages = fields.pop("languages", [])
        if any(row.noun == "release" and row.values.get("date") for row in record.rows):
            fields.pop("given_date", None)
        film = {**fields, "state": self.state}
        if self.state == State.PUBLISHED:
            film["published_from"] = self.moment
        if languages:
            film["languages"] = sorted(languages)
        document: Document = {"film": {key: film}}
        lead = self.add_row(
            document,
            "version",
            {"film": key, "leads": True, "state": "published", "published_from": self.moment} | version,
        )
        for language in languages:
            self.add_row(document, "versionlanguage", {"version": lead, "language": language, "use": "spoken"})
        for scheme, value in self.entries.usable_ids("film", record.ids).items():
            self.add_row(document, "externalid", {"film": key, "scheme": scheme, "value": value})
        self.cite_film(document, record, key, lead, fields, version, languages)
        for row in without_repetitions(record.rows):
            self.add_film_row(document, key, row, characters)
        self.entries.remember("film", film["title"], record.ids, key, is_new=record.is_new, told_by=record.told_by)
        self.new_roots.append(("film", key, document))
        return key

    def cite_film(
        self,
        document: Document,
        record: Record,
        key: Any,
        lead: Any,
        fields: Fields,
        version: Fields,
        languages: list[str],
    ) -> None:
        """Cite the sources of a new film's own fields, and of those of its leading version."""
        for field in CITED_FIELDS:
            if fields.get(field):
                for source in self.sources.of_fact(record.sources.get(field, ())):
                    self.add_row(document, "citation", {"film": key, "source": source, "field": field})
        for field in [*version, *(["languages"] if languages else [])]:
            if field in CITED_VERSION_FIELDS:
                for source in self.sources.of_fact(record.sources.get(field, ())):
                    self.add_row(document, "citation", {"film": key, "source": source, "version": lead, "field": field})

    def add_film_row(self, document: Document, film: Any, row: Row, characters: dict[str, Any]) -> None:
        """Add a row to a film's document, and cite its sources; refuse it where what it refers to is refused."""
        try:
            fields = {"film": film, **self.values_of(row, characters)}
        except RefusedValueError as refusal:
            self.checker.refuse(row.place, name_of_row(row), refusal.expected, refusal.remedy)
            return
        if row.noun == "copy":
            # It is of the leading version, which comes first.
            fields.setdefault("version", next(iter(document["version"])))
        self.complete_row(document, row, fields)
        key = self.add_row(document, row.noun, fields)
        for fields in self.citations_of(row, film, key):
            self.add_row(document, "citation", fields)

    def complete_row(self, document: Document, row: Row, fields: Fields) -> None:
        """Set what a new row of a film has beside what a file says: its place among the other_rows, its state, the source of a text."""
        other_rows = document.get(row.noun, {})
        if row.noun in WITH_POSITION and "position" not in fields and other_rows:
            fields["position"] = min(len(other_rows), 32_767)
        if row.noun in STATED_ROWS and "state" not in fields:
            fields |= {"state": "published", "published_from": self.moment}
        if row.noun in TEXTS:
            fields.setdefault("source", self.sources.own)
            fields.setdefault("spoiler_level", 3)
        if row.noun == "synopsis" and not any(
            row_fields.get("language", "en") == fields.get("language", "en") for row_fields in other_rows.values()
        ):
            fields.setdefault("lead", True)

    def citations_of(self, row: Row, film: Any, key: Any) -> Iterator[Fields]:
        """Yield the citations of a film's row, where citations can stand under it."""
        target = ROWS[row.noun].citation if row.noun in ROWS else ""
        if target:
            for source in self.sources.of_fact(row.sources):
                yield {"film": film, "source": source, target: key}

    def values_of(self, row: Row, characters: dict[str, Any]) -> Fields:
        """Return the values of a row as a document holds them; raise RefusedValueError where it can't be what it refers to."""
        values = {}
        for name, value in row.values.items():
            resolved = self.resolve(value, row.place, characters)
            values[name] = resolved if name != "recipients" else sorted(resolved)
        return values

    def add_row(self, document: Document, noun: str, fields: Fields) -> Any:
        key = self.keys.take(noun)
        document.setdefault(noun, {})[key] = fields
        return key


def without_repetitions(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows, each once where a film has it once. Two credits of one person are two."""
    known_idents: set[Any] = set()
    for row in rows:
        if row.noun in ONCE:
            ident = (row.noun, *(ident_of(row.values.get(name)) for name in ONCE[row.noun]))
            if ident in known_idents:
                continue
            known_idents.add(ident)
        yield row


def ident_of(value: Any) -> Any:
    """Return what tells a value apart from other_rows of its field."""
    if isinstance(value, Entry):
        return (value.key, *sorted(value.ids.items())) if value.ids or value.key else fold(value.name)
    return value


def name_of_row(row: Row) -> str:
    """Return what a row is called in a report."""
    values = row.values
    for name in ("person", "company", "title", "work", "value", "date", "body"):
        if value := values.get(name):
            return value.name if isinstance(value, Entry) else str(value)[:100]
    return row.noun
