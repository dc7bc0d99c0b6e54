"""A mapping: what one row of a table is, and what its columns are. It is kept as JSON, by name for the next file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from catalog.exchange.tables.column_names import column_key
from catalog.exchange.tables.targets import NOUNS, Target, refusal_of_missing, targets_of
from catalog.models import State

FAMILY_FIRST = "Family, Given"
FORMS = ("", FAMILY_FIRST)
STATES = ("", State.DRAFT, State.IN_REVIEW, State.PUBLISHED)
KEYS = {"noun", "header", "encoding", "separator", "sheet", "columns", "combined", "defaults", "state", "empty_words"}
COLUMN_KEYS = {"column", "target", "split", "form"}
COMBINED_KEYS = {"columns", "with", "target", "split", "form"}
# A column is named by its header, or by its number from 1.
ColumnName = str | int


class MappingError(ValueError):
    """A mapping that can't be used; the message says what is wrong and how to mend it."""


@dataclass(frozen=True)
class MappedColumn:
    """One column, or several that are joined, and what they are. `split` parts a cell into several values."""

    columns: tuple[ColumnName, ...]
    target: str
    split: str = ""
    form: str = ""
    joiner: str = " "

    def document(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        extras = {name: value for name, value in (("split", self.split), ("form", self.form)) if value}
        if len(self.columns) == 1:
            return {"column": self.columns[0], "target": self.target, **extras}
        return {"columns": list(self.columns), "with": self.joiner, "target": self.target, **extras}


@dataclass
class TableMapping:
    """What a table is. `header` says whether the first row names the columns; `empty_words` are cells that say nothing."""

    noun: str = "film"
    header: bool = True
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    columns: list[MappedColumn] = field(default_factory=list)
    defaults: dict[str, str] = field(default_factory=dict)
    state: str = ""
    empty_words: list[str] = field(default_factory=list)

    @property
    def targets(self) -> dict[str, Target]:
        return targets_of(self.noun)

    @property
    def mapped_names(self) -> set[str]:
        return {column.target for column in self.columns} | self.defaults.keys()

    @property
    def missing(self) -> str:
        """What is to be mapped before rows can be brought in; "" where nothing is."""
        return refusal_of_missing(self.noun, self.mapped_names)

    def document(self) -> dict[str, Any]:
        """Return the mapping as JSON holds it."""
        return {
            "noun": self.noun,
            "header": self.header,
            **{name: value for name in ("encoding", "separator", "sheet", "state") if (value := getattr(self, name))},
            "columns": [column.document() for column in self.columns if len(column.columns) == 1],
            "combined": [column.document() for column in self.columns if len(column.columns) > 1],
            "defaults": self.defaults,
            "empty_words": self.empty_words,
        }


def mapping_of(document: Any) -> TableMapping:
    """Return the mapping of a JSON document. Raise MappingError where it is none."""
    if not isinstance(document, dict):
        raise MappingError(gettext("A mapping is a JSON object with “noun” and “columns”."))
    refuse_unknown_keys(document, KEYS, gettext("a mapping"))
    noun = document.get("noun", "film")
    if noun not in NOUNS:
        raise MappingError(
            gettext("“%(noun)s” is nothing that a row can be. Choose one of: %(nouns)s.")
            % {"noun": noun, "nouns": ", ".join(NOUNS)}
        )
    mapping = TableMapping(
        noun=noun,
        header=bool(document.get("header", True)),
        columns=list(read_columns(document)),
        defaults=read_texts(document, "defaults"),
        empty_words=[str(text) for text in document.get("empty_words", [])],
        **{name: str(document.get(name) or "") for name in ("encoding", "separator", "sheet", "state")},
    )
    check_mapping(mapping)
    return mapping


def read_columns(document: Mapping[str, Any]) -> Iterator[MappedColumn]:
    """Yield the columns of a document. Raise MappingError for one that names no column or no target."""
    for key, keys in (("columns", COLUMN_KEYS), ("combined", COMBINED_KEYS)):
        entries = document.get(key) or []
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise MappingError(gettext("“%(key)s” is a list of JSON objects.") % {"key": key})
        for entry in entries:
            refuse_unknown_keys(entry, keys, gettext("a column"))
            names = entry.get("columns") if key == "combined" else [entry.get("column")]
            if not names or not all(isinstance(name, str | int) and name not in ("", 0) for name in names):
                raise MappingError(gettext("A column is named by its header, or by its number from 1."))
            texts = {name: str(entry.get(name) or "") for name in ("target", "split", "form")}
            yield MappedColumn(tuple(names), joiner=str(entry.get("with", " ")), **texts)


def read_texts(document: Mapping[str, Any], key: str) -> dict[str, str]:
    texts = document.get(key) or {}
    if not isinstance(texts, dict):
        raise MappingError(gettext("“%(key)s” is a JSON object of texts.") % {"key": key})
    return {str(name): str(value) for name, value in texts.items() if value not in (None, "")}


def refuse_unknown_keys(document: Mapping[str, Any], keys: set[str], owner: str) -> None:
    if unknown := sorted(document.keys() - keys):
        raise MappingError(
            gettext("“%(key)s” is no part of %(owner)s. These are: %(keys)s.")
            % {"key": unknown[0], "owner": owner, "keys": ", ".join(sorted(keys))}
        )


def check_mapping(mapping: TableMapping) -> None:
    """Raise MappingError for a target that rows of the noun don't have, for one that two columns claim, for an unknown form."""
    targets = mapping.targets
    claimed: set[str] = set()
    for name in (*(column.target for column in mapping.columns), *mapping.defaults):
        if name not in targets:
            raise MappingError(
                gettext("“%(target)s” is nothing that a column of %(noun)s can be. There are: %(targets)s.")
                % {"target": name, "noun": mapping.noun, "targets": ", ".join(short_names(targets))}
            )
    for column in mapping.columns:
        if column.target in claimed and not targets[column.target].is_list:
            raise MappingError(
                gettext("Two columns are “%(target)s”. Leave one out, or combine them.") % {"target": column.target}
            )
        claimed.add(column.target)
        if column.form not in FORMS:
            raise MappingError(
                gettext("“%(form)s” is no form of names. Write “%(family_first)s”, or leave it out.")
                % {"form": column.form, "family_first": FAMILY_FIRST}
            )
    if mapping.state not in STATES:
        raise MappingError(
            gettext("“%(state)s” is no state of new films. Choose one of: %(states)s.")
            % {"state": mapping.state, "states": ", ".join(STATES[1:])}
        )


def short_names(targets: Mapping[str, Target]) -> list[str]:
    """Return the names of targets for a message; people and companies once, since there is one for each job."""
    groups = {
        name.rpartition(".")[0] + ".…" if target.field in ("people", "companies") else name
        for name, target in targets.items()
    }
    return sorted(groups)


def places_of(mapping: TableMapping, header: Sequence[str]) -> list[tuple[int, ...]]:
    """Return the places, from 0, of the columns of each mapped column. Raise MappingError for one that the table has not."""
    return [tuple(place_of(name, header) for name in column.columns) for column in mapping.columns]


def place_of(name: ColumnName, header: Sequence[str]) -> int:
    if isinstance(name, int):
        return name - 1
    if name in header:
        return header.index(name)
    keys = [column_key(text) for text in header]
    if column_key(name) in keys:
        return keys.index(column_key(name))
    raise MappingError(
        gettext("The table has no column “%(column)s”. Its columns are: %(columns)s.")
        % {"column": name, "columns": ", ".join(header[:50])}
    )
