"""Bring the vocabulary of a database in step with what ships, and leave alone what its editors did.

A ShippedTerm records what a database has got: the row, and the values of its fields. So a row that is gone was deleted by
an editor, and a field of another value was changed by one. Both stay so.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.apps import apps as site_apps
from django.apps.registry import Apps
from django.db import DEFAULT_DB_ALIAS, IntegrityError, models, transaction

from catalog.texts.names_by_language import read_names, write_names
from catalog.vocabulary.terms import Term, read_terms

# Where a term's key is a column; a row that an editor entered before it shipped is recognized by it or by its name.
KEY_COLUMNS = {
    "country": "code",
    "language": "tag",
    "genre": "slug",
    "department": "code",
    "job": "code",
    "companyrole": "code",
    "scheme": "code",
}


class Counts(NamedTuple):
    """How many rows a sync added, and how many it gave other values."""

    additions: int
    updates: int


def sync(apps: Apps, using: str = DEFAULT_DB_ALIAS) -> dict[str, Counts]:
    """Add the terms that are new to a database, and update fields that no editor changed. Return {model name: Counts}.

    `apps` is the registry that the models come from: the site's, or a migration's.
    """
    with transaction.atomic(using=using):
        return {
            noun: TermTable(noun, apps, using).sync(terms)
            for noun, terms in read_terms().items()
            if noun in apps.all_models["catalog"]
        }


def sync_after_migrate(using: str, apps: Apps = site_apps, **kwargs: Any) -> None:
    """Sync a database that was migrated; not one that was taken back to before it recorded what it has got."""
    if "shippedterm" in apps.all_models["catalog"]:
        sync(apps, using)


class TermTable:
    """The rows of one model, and the records of those that shipped."""

    def __init__(self, noun: str, apps: Apps, using: str) -> None:
        self.noun, self.using, self.apps = noun, using, apps
        self.model, self.record, department = (
            apps.get_model("catalog", name) for name in (noun, "ShippedTerm", "Department")
        )
        self.rows = self.model._base_manager.using(using)
        self.records = self.record._base_manager.using(using)
        self.departments = department._base_manager.using(using)
        # A database that was migrated back may lack the column.
        columns = {field.name for field in self.model._meta.concrete_fields}
        self.key_column = column if (column := KEY_COLUMNS.get(noun, "")) in columns else ""

    def sync(self, terms: list[Term]) -> Counts:
        if self.noun == "job":
            terms = self.with_department_ids(terms)
        if self.noun == "schemeform":
            terms = self.of_schemes_there(terms)
        states = [term for term in terms if "successor_id" in term.values]
        counts = self.bring_in_step(self.known_fields([term for term in terms if term not in states]))
        if not states:
            return counts
        counts_of_states = self.bring_in_step(self.known_fields(self.with_successors(states)))
        return Counts(*map(sum, zip(counts, counts_of_states, strict=True)))

    def bring_in_step(self, terms: list[Term]) -> Counts:
        records = {record.key: record for record in self.records.filter(noun=self.noun)}
        # Last first: rows that move down to make place for a new one find their next position free.
        updates = [self.update(records[term.key], term) for term in reversed(terms) if term.key in records]
        return Counts(self.add([term for term in terms if term.key not in records]), sum(updates))

    def with_department_ids(self, terms: list[Term]) -> list[Term]:
        """Tell the jobs' departments by id; leave out the jobs of departments that an editor deleted."""
        ids = {str(pk): pk for pk in self.departments.values_list("pk", flat=True)}
        rows = dict(self.records.filter(noun="department").values_list("key", "row"))
        departments = {key: ids[row] for key, row in rows.items() if row in ids}
        return [
            term._replace(values={"department_id": departments[term.department], **term.values})
            for term in terms
            if term.department in departments
        ]

    def of_schemes_there(self, terms: list[Term]) -> list[Term]:
        """Leave out the forms of schemes that an editor deleted."""
        schemes = self.apps.get_model("catalog", "Scheme")._base_manager.using(self.using)
        codes = set(schemes.values_list("pk", flat=True))
        return [term for term in terms if term.values["scheme_id"] in codes]

    def with_successors(self, states: list[Term]) -> list[Term]:
        """Tell the countries that answer for states as this database knows them; leave out the states of those that are gone."""
        if "successor" not in {field.name for field in self.model._meta.get_fields()}:
            return []
        keys = set(self.rows.values_list("pk", flat=True))
        rows = dict(self.records.filter(noun=self.noun).values_list("key", "row"))
        successors = {term.key: rows.get(term.values["successor_id"]) for term in states}
        return [
            term._replace(values=term.values | {"successor_id": successors[term.key]})
            for term in states
            if successors[term.key] in keys
        ]

    def known_fields(self, terms: list[Term]) -> list[Term]:
        """Leave out the fields that the model of an earlier migration has not got."""
        fields = {field.attname for field in self.model._meta.concrete_fields}
        return [term._replace(values={n: value for n, value in term.values.items() if n in fields}) for term in terms]

    def update(self, record: Any, term: Term) -> bool:
        """Give the fields that have the values they shipped with the values that ship now. Return whether a row changed."""
        updates = [
            self.replace(record.row, field, shipped_value, value)
            for field, value in term.values.items()
            if (shipped_value := record.values.get(field, self.default(field))) != value
        ]
        if updates:
            record.values = term.values
            record.save(using=self.using, update_fields=["values"])
        return any(updates)

    def default(self, field: str) -> Any:
        """Return what a row that shipped before a field did has in it."""
        return self.model._meta.get_field(field).get_default()

    def replace(self, key: str, field: str, value: Any, next_value: Any) -> bool:
        """Set a field of a row to its next value, unless an editor changed it or another row has that value already."""
        if field == "names":
            return self.replace_names(key, read_names(value), read_names(next_value))
        columns: list[Any] = self.model._meta.get_fields()
        keys = {column.name: column.key_of([next_value]) for column in columns if getattr(column, "of", None) == field}
        values = {field: next_value, **keys}
        try:
            with transaction.atomic(using=self.using):
                return bool(self.rows.filter(**{"pk": key, field: value}).update(**values))
        except IntegrityError:
            return False

    def replace_names(self, key: str, shipped_names: dict[str, str], next_names: dict[str, str]) -> bool:
        """Set the names of a row in other languages to those that ship now, but for those that an editor changed."""
        column = self.rows.filter(pk=key).values_list("names", flat=True).first()
        if column is None:
            return False
        names = read_names(column)
        unchanged = {tag for tag in shipped_names | next_names if names.get(tag) == shipped_names.get(tag)}
        names |= {tag: next_names.get(tag, "") for tag in unchanged}
        return bool(self.rows.filter(pk=key, names=column).update(names=write_names(names)))

    def add(self, terms: list[Term]) -> int:
        """Add and record the terms; those that an editor entered already are only recorded. Return how many were added."""
        if not terms:
            return 0
        keys = self.keys_of_rows()
        ids = {term.key: keys.get(term.key) or keys.get(term.values.get("name", "").casefold()) for term in terms}
        rows = {term.key: self.build(term) for term in terms if ids[term.key] is None}
        self.rows.bulk_create(self.in_free_positions(rows.values()))
        ids |= {key: row.pk for key, row in rows.items()}
        self.records.bulk_create(
            self.record(noun=self.noun, key=term.key, row=str(ids[term.key]), values=term.values) for term in terms
        )
        return len(rows)

    def keys_of_rows(self) -> dict[str, Any]:
        """Return {key or name in small letters: primary key} of the rows in the database."""
        if self.noun == "schemeform":
            return {f"{scheme} {noun}": pk for pk, scheme, noun in self.rows.values_list("pk", "scheme_id", "noun")}
        rows = list(self.rows.values_list("pk", self.key_column or "name", "name"))
        return {name.casefold(): pk for pk, _, name in rows} | {key: pk for pk, key, _ in rows}

    def build(self, term: Term) -> models.Model:
        identity = {self.key_column: term.key} if self.key_column else {}
        return self.model(**identity | term.values)

    def in_free_positions(self, rows: Iterable[Any]) -> list[Any]:
        """Put new departments after all others where an editor's has their position."""
        rows = list(rows)
        if self.noun == "department":
            positions = set(self.rows.values_list("position", flat=True))
            for row in rows:
                row.position = max(positions) + 1 if row.position in positions else row.position
                positions.add(row.position)
        return rows
