"""Make records of the mapped rows of a table: of films with all that the rows say of them, and of people."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext

from catalog.exchange.records import Entry, Place, Record, Remark, Row
from catalog.exchange.tables.decisions import Decisions, Name
from catalog.exchange.tables.films import FilmKey, Films, film_key
from catalog.exchange.tables.mapping import TableMapping
from catalog.exchange.tables.rows import MappedRow
from catalog.exchange.tables.targets import Target

# Rows of one film that make one record; more of them make another one.
MOST_ROWS = 20_000
# Targets that are no fields of a film: they say which film it is, or are rows of it.
NO_FIELDS = ("number", "id", "people", "companies", "titles")
ENTRY_NOUNS = ("genre", "subject")


class RecordMaker:
    """Makes records of one file."""

    def __init__(self, mapping: TableMapping, decisions: Decisions, file: str) -> None:
        self.mapping, self.decisions, self.file = mapping, decisions, file
        self.targets = mapping.targets
        self.is_of_people = mapping.noun == "person"

    def records(self, rows: Sequence[MappedRow]) -> Iterator[Record | Remark]:
        """Yield the records of some rows; those of one film that stand together make one."""
        if self.is_of_people:
            for row in rows:
                yield from self.person_of(row)
            return
        keys = [film_key(row) for row in rows]
        films = Films(keys)
        record: Record | None = None
        ident: Any = None
        for row, key in zip(rows, keys, strict=True):
            if record is None or key.ident != ident or len(record.rows) >= MOST_ROWS:
                if record is not None:
                    yield record
                film = self.film_of(row, key, films)
                record, ident = (film if isinstance(film, Record) else None), key.ident
                if isinstance(film, Remark):
                    yield film
            if record is not None:
                yield from self.add_rows(record, row)
        if record is not None:
            yield record

    def film_of(self, row: MappedRow, key: FilmKey, films: Films) -> Record | Remark:
        """Return the record of the film of a row, without its rows; a remark where nobody knows which film it is."""
        place = Place(self.file, row.line)
        if key.ident is None:
            return Remark(
                place,
                "",
                gettext("a film: its outside id, or its title and year"),
                gettext("Fill one of these in, or leave the row out."),
                takes_record=True,
            )
        number, is_new = films.find(key, self.decisions)
        if number is None and not is_new and not key.ids:
            return self.undecided_film(row, key)
        # Of a film that is here, only a row that is a film changes fields.
        has_fields = self.mapping.noun == "film" or number is None
        fields = self.fields_of(row, "film") if has_fields else {}
        columns = self.columns_of(row, "film")
        told_by = key.told_by if is_new else ""
        return Record("film", key.ids, fields, place, columns=columns, key=number, is_new=is_new, told_by=told_by)

    def undecided_film(self, row: MappedRow, key: FilmKey) -> Remark:
        if key.number is not None or not key.title:
            value, column = str(key.number or key.inventory_number), "film.number"
            expected = (
                gettext("a film that is here") if key.number else gettext("the inventory number of a copy that is here")
            )
            remedy = gettext("Correct the number, or give the film's title and year.")
        else:
            value, column, expected, remedy = key.title, "film.title", *undecided()
        name = row.columns.get(column, "")
        return Remark(Place(self.file, row.line, name), value, expected, remedy, takes_record=True)

    def fields_of(self, row: MappedRow, noun: str) -> dict[str, Any]:
        """Return the fields of the record's own noun that a row fills."""
        fields: dict[str, Any] = {}
        for name, values in row.values.items():
            target = self.targets[name]
            if target.noun == noun and target.field not in NO_FIELDS:
                fields[target.field] = self.field_value(target, values)
        return fields

    def field_value(self, target: Target, values: list[Any]) -> Any:
        if target.kind in ENTRY_NOUNS:
            return [Entry(target.kind, value) for value in values]
        return list(dict.fromkeys(values)) if target.is_list else values[0]

    def columns_of(self, row: MappedRow, noun: str) -> dict[str, str]:
        return {
            self.targets[name].field: column for name, column in row.columns.items() if self.targets[name].noun == noun
        }

    def add_rows(self, record: Record, row: MappedRow) -> Iterator[Remark]:
        """Add to a film's record the rows that a row of the table says; yield remarks on what is undecided."""
        for noun in ("release", "title", "copy", "version", "credit"):
            yield from self.add_row_of(record, row, noun)
        for name, values in row.values.items():
            target = self.targets[name]
            place = Place(self.file, row.line, row.columns.get(name, name))
            if target.field == "people":
                yield from self.add_people(record, target, values, place)
            elif target.field == "companies":
                yield from self.add_companies(record, target, values, place)
            elif target.field == "titles":
                record.rows += [Row("title", {"title": value}, place) for value in values]

    def add_row_of(self, record: Record, row: MappedRow, noun: str) -> Iterator[Remark]:
        """Add the row of a noun that a row of the table says, if it says any."""
        names = [name for name in row.values if self.targets[name].noun == noun]
        if noun == self.mapping.noun or any(name in row.columns for name in names):
            place = Place(self.file, row.line, row.columns.get(names[0], "") if names else "")
            values = {
                self.targets[name].field: self.field_value(self.targets[name], row.values[name])
                for name in names
                if self.targets[name].field != "person_id"
            }
            if noun == "credit":
                yield from self.complete_credit(values, row, place)
                if "person" not in values and "missing_reason" not in values:
                    return
            if values:
                record.rows.append(Row(noun, values, place))

    def complete_credit(self, values: dict[str, Any], row: MappedRow, place: Place) -> Iterator[Remark]:
        """Make entries of the person, the job and the characters of a credit."""
        if "job" in values:
            values["job"] = Entry("job", values["job"])
        if "characters" in values:
            values["characters"] = [Entry("character", name) for name in values["characters"]]
        name = values.pop("person", "")
        ids = {
            key.rpartition(".")[2]: ids[0]
            for key, ids in row.values.items()
            if key.startswith("credit.person_id.") and ids
        }
        if name or ids:
            entry = self.entry_of("person", name, place, ids)
            if isinstance(entry, Remark):
                yield entry
            else:
                values["person"] = entry

    def entry_of(self, noun: str, name: str, place: Place, ids: dict[str, str] | None = None) -> Entry | Remark:
        """Return the entry of a name, as somebody has decided; a remark where nobody has, and it has no outside id."""
        if ids:
            return Entry(noun, name, ids=ids)
        decision = self.decisions.of(Name(noun, name))
        if decision is None:
            return Remark(place, name, *undecided())
        return Entry(noun, name, key=decision.key, is_new=decision.is_new)

    def add_people(self, record: Record, target: Target, names: list[str], place: Place) -> Iterator[Remark]:
        """Add a credit for each of the people whom a cell names, in the order of the cell where it is the cast."""
        is_cast = target.name == "film.people.actor"
        for number, name in enumerate(dict.fromkeys(names), 1):
            entry = self.entry_of("person", name, place)
            if isinstance(entry, Remark):
                yield entry
                continue
            values: dict[str, Any] = {"person": entry, "job": Entry("job", target.code)}
            record.rows.append(Row("credit", values | ({"billing_order": number} if is_cast else {}), place))

    def add_companies(self, record: Record, target: Target, names: list[str], place: Place) -> Iterator[Remark]:
        for name in dict.fromkeys(names):
            entry = self.entry_of("company", name, place)
            if isinstance(entry, Remark):
                yield entry
            else:
                record.rows.append(
                    Row("filmcompany", {"company": entry, "role": Entry("companyrole", target.code)}, place)
                )

    def person_of(self, row: MappedRow) -> Iterator[Record | Remark]:
        """Yield the record of a person; a remark where nobody has decided who it is."""
        place = Place(self.file, row.line, row.columns.get("person.name", ""))
        name, number = str(row.first("person.name") or ""), row.first("person.number")
        ids = {
            key.rpartition(".")[2]: ids[0] for key, ids in row.values.items() if key.startswith("person.id.") and ids
        }
        told_by = str(row.first("person.born") or "")
        decision = None if number or ids else self.decisions.of(Name("person", name, told_by))
        if not (number or ids or decision):
            yield Remark(place, name, *undecided(), takes_record=True)
            return
        rows = [Row("personname", {"name": value}, place) for value in row.values.get("person.names", ())]
        yield Record(
            "person",
            ids,
            self.fields_of(row, "person"),
            place,
            rows,
            self.columns_of(row, "person"),
            key=number or (decision.key if decision else None),
            is_new=bool(decision and decision.is_new),
            told_by=told_by,
        )


def undecided() -> tuple[str, str]:
    """Return what is expected of a name that nobody has decided on, and how to mend it."""
    return (
        gettext("a decision who or what this is"),
        gettext("Fill it in where the names to decide are listed, and bring the table in with these decisions."),
    )
