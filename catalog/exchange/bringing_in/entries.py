"""Find what records refer to, people, companies, subjects and works, by their outside ids; and make those that are new."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext

from catalog.editing.documents import MOST_PARAMETERS
from catalog.exchange.bringing_in.checking import RefusedValueError
from catalog.exchange.bringing_in.terms import Terms
from catalog.exchange.records import Entry, Record
from catalog.models import ExternalId, ImportDecision, SchemeForm, Subject
from catalog.models.schemes import NOUNS
from catalog.texts.folding import fold
from catalog.texts.id_patterns import fits

Ident = tuple[str, str, str]
MOST_KNOWN = 100_000
TERMS = ("job", "genre", "companyrole")


class Entries:
    """Knows which rows entries and records are, by outside ids. It asks the database once a batch, and forgets when it knows too much."""

    def __init__(self, terms: Terms, *, is_dry: bool, scope: str = "") -> None:
        self.terms, self.scope = terms, scope
        self.keys: dict[Ident, Any] = {}
        self.tried_keys = MadeIdents() if is_dry else None
        self.forms = {(form.scheme_id, form.noun): form for form in SchemeForm.objects.select_related("scheme")}

    def forget(self) -> None:
        """Forget all, after a batch was not kept."""
        self.keys.clear()

    def look_up(self, records: Iterable[Record]) -> None:
        """Ask the database for all that some records refer to by ids, and for the records themselves."""
        if len(self.keys) > MOST_KNOWN:
            self.keys.clear()
        unknown: dict[tuple[str, str], set[str]] = defaultdict(set)
        names: set[str] = set()
        for record in records:
            for noun, ids in idents_in(record):
                for scheme, value in ids.items():
                    if (noun, scheme, value) not in self.keys:
                        unknown[noun, scheme].add(value)
            names.update(entry.name for entry in record.fields.get("subjects", ()) if isinstance(entry, Entry))
        for (noun, scheme), values in unknown.items():
            self.learn(noun, scheme, sorted(values))
        new_idents = {ident for record in records for ident in new_idents_in(record)}
        self.learn_new({ident for ident in new_idents if ident not in self.keys})
        for name, key in Subject.objects.filter(name__in=names).values_list("name", "pk") if names else ():
            self.keys["subject", "name", fold(name)] = key

    def learn(self, noun: str, scheme: str, values: list[str]) -> None:
        """Ask the database which rows of a noun have some ids of a scheme."""
        rows = ExternalId.objects.filter(scheme=scheme, **{f"{noun}__isnull": False}).order_by()
        for start in range(0, len(values), MOST_PARAMETERS):
            batch = values[start : start + MOST_PARAMETERS]
            for value, key in rows.filter(value__in=batch).values_list("value", f"{noun}_id"):
                self.keys[noun, scheme, value] = key
        if self.tried_keys:
            self.keys |= self.tried_keys.find(noun, scheme, values)

    def learn_new(self, idents: set[Ident]) -> None:
        """Learn which rows were made of what somebody has decided to be new, by an earlier batch or an interrupted run."""
        for noun in {noun for noun, _, _ in idents}:
            values = sorted(value for ident_noun, _, value in idents if ident_noun == noun)
            if self.tried_keys:
                self.keys |= self.tried_keys.find(noun, "new", values)
            decisions = ImportDecision.objects.filter(scope=self.scope, noun=noun).exclude(key="")
            for start in range(0, len(values) if self.scope else 0, MOST_PARAMETERS):
                names = {value.partition("\n")[0] for value in values[start : start + MOST_PARAMETERS]}
                for name, told_by, key in decisions.filter(name__in=names).values_list("name", "told_by", "key"):
                    self.keys[new_ident(noun, name, told_by)] = int(key)

    def find(self, noun: str, name: str, ids: Any) -> Any:
        """Return the key of the row that has one of some ids; None where none has. Raise RefusedValueError where several rows have."""
        keys = {key for scheme, value in ids.items() if (key := self.keys.get((noun, scheme, value))) is not None}
        if len(keys) > 1:
            raise RefusedValueError(
                gettext("ids of one: these belong to several here (%(keys)s)")
                % {"keys": ", ".join(map(str, sorted(keys)))},
                gettext("Merge the two at the desk, or correct the ids."),
            )
        if keys:
            return keys.pop()
        return self.keys.get((noun, "name", fold(name))) if noun == "subject" else None

    def key_of(self, entry: Entry) -> Any:
        """Return the key of the row that an entry is; None where it is new. Raise RefusedValueError where nobody has decided."""
        if entry.key is not None:
            return entry.key
        if entry.noun in TERMS:
            return self.terms.key_of(entry)
        if entry.ids or entry.noun == "subject":
            return self.find(entry.noun, entry.name, entry.ids)
        if entry.is_new:
            return self.keys.get(new_ident(entry.noun, entry.name))
        if entry.noun in ("character", "work"):
            return None
        raise RefusedValueError(
            gettext("an outside id, or a decision who or what it is"),
            gettext("Give an outside id, or decide in the file of decisions."),
        )

    def remember(self, noun: str, name: str, ids: Any, key: Any, *, is_new: bool = False, told_by: str = "") -> None:
        """Remember which row has ids from now on."""
        idents = [(noun, scheme, value) for scheme, value in ids.items()]
        if noun == "subject":
            idents.append((noun, "name", fold(name)))
        if is_new and not ids:
            idents.append(new_ident(noun, name, told_by))
        for ident in idents:
            self.keys[ident] = key
        if self.tried_keys:
            self.tried_keys.add(idents, key)

    def usable_ids(self, noun: str, ids: Any) -> dict[str, str]:
        """Return those of some ids that their schemes take for a noun."""
        return {
            scheme: value
            for scheme, value in ids.items()
            if (form := self.forms.get((scheme, noun))) and fits(form.pattern, value)
        }


class MadeIdents:
    """The ids of what a dry run would make, in a temporary file: their number grows with the files that are read."""

    def __init__(self) -> None:
        self.database = sqlite3.connect("")
        self.database.execute("CREATE TABLE made (ident TEXT PRIMARY KEY, key INTEGER) WITHOUT ROWID")

    def add(self, idents: Iterable[Ident], key: Any) -> None:
        for ident in idents:
            self.database.execute("INSERT OR IGNORE INTO made VALUES (?, ?)", ("\x00".join(ident), key))

    def find(self, noun: str, scheme: str, values: Iterable[str]) -> dict[Ident, Any]:
        return {
            (noun, scheme, value): row[0]
            for value in values
            if (
                row := self.database.execute(
                    "SELECT key FROM made WHERE ident = ?", [f"{noun}\x00{scheme}\x00{value}"]
                ).fetchone()
            )
        }

    def close(self) -> None:
        self.database.close()


def new_ident(noun: str, name: str, told_by: str = "") -> Ident:
    """Return by what something is known that somebody has decided to be new."""
    return noun, "new", f"{name}\n{told_by}" if told_by else name


def name_of(record: Record) -> str:
    return str(record.fields.get("title") or record.fields.get("name") or "")


def new_idents_in(record: Record) -> Iterator[Ident]:
    """Yield by what a record and its entries are known, where somebody has decided that they are new."""
    if record.is_new:
        yield new_ident(record.noun, name_of(record), record.told_by)
    for entry in entries_in(record):
        if entry.is_new and not entry.ids:
            yield new_ident(entry.noun, entry.name)


def entries_in(record: Record) -> Iterator[Entry]:
    """Yield all entries that a record names."""
    for values in (record.fields, *(row.values for row in record.rows)):
        for value in values.values():
            yield from (entry for entry in (value if isinstance(value, list) else (value,)) if isinstance(entry, Entry))


def idents_in(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield (noun, ids) of a record and of all entries that it names."""
    if record.ids and record.noun in NOUNS:
        yield record.noun, record.ids
    for entry in entries_in(record):
        if entry.ids:
            yield entry.noun, entry.ids
