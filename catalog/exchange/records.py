"""What a reader of a format hands on: records of films and people in the words of the model, and remarks on what it could not take.

A reader yields `Record`s and `Remark`s in the order of its files and writes nothing. What brings records in is
`catalog.exchange.bringing_in`; it checks values and lengths, finds the rows that records are of, and cites the source.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol


class Place(NamedTuple):
    """Where something stands in a file. Lines count from 1; line 0 and column "" where there is none."""

    file: str
    line: int = 0
    column: str = ""


@dataclass(slots=True)
class Cited:
    """A source that a format itself names for a fact, beside the import's own: a reference on Wikidata, say."""

    title: str
    url: str = ""
    publisher: str = ""
    retrieved_on: str = ""


@dataclass(slots=True)
class Entry:
    """Something that a film refers to: a person, a company, a subject, a character, a genre, a job, a role of a company, a work.

    It is found by its outside ids, {code of the scheme: id}; a genre, a job and a role by `name` in English; a character by its
    name in the same film. `fields` are further fields of a row that is made: `{"department": "Camera"}` of a job.
    `key` is the primary key where somebody has decided which row it is; `is_new` where somebody has decided that it is new.
    """

    noun: str
    name: str
    ids: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    key: Any = None
    is_new: bool = False


@dataclass(slots=True)
class Row:
    """A row that belongs to a record. `values` are {name of the model's field: value}, with an Entry for each reference."""

    noun: str
    values: dict[str, Any]
    place: Place
    sources: Sequence[Cited] = ()


@dataclass(slots=True)
class Record:
    """A film, or a person or company, as a file tells of it: its own fields, its outside ids and its rows.

    `fields` are {name of the model's field: value}. Dates are text as the desk takes it (2010-12-29, 1927, c. 1926), countries
    and languages are codes as the catalogue has them, genres and subjects are lists of Entry. Of a film also
    `runtime_minutes`, `sound`, `colour`, `aspect_ratio` … of its leading version, and `languages` that are spoken in it.
    A field that is missing, None, "" or [] says nothing. `columns` are the columns of the file that fields come from.
    `sources` are {field: sources that the format names for it}. `told_by` tells a new one from another of the same name, as the
    decision on it does.
    """

    noun: str
    ids: Mapping[str, str]
    fields: dict[str, Any]
    place: Place
    rows: list[Row] = field(default_factory=list)
    columns: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Sequence[Cited]] = field(default_factory=dict)
    key: Any = None
    is_new: bool = False
    told_by: str = ""


@dataclass(slots=True)
class Remark:
    """What a reader refuses, or mends by a rule that docs/importing.md states: a value, what was expected, how to mend it.

    `takes_record` tells that with the value the whole record is refused; else the rest of the record comes in.
    """

    place: Place
    value: str
    expected: str
    remedy: str = ""
    is_refused: bool = True
    takes_record: bool = False


@dataclass(frozen=True)
class SourceOfImport:
    """What is cited for all that an import brings in: how the source calls itself, who publishes it, under which licence."""

    title: str
    publisher: str = ""
    url: str = ""
    kind: str = "database"
    licence: str = ""


class Progress(Protocol):
    """How far a reader has come: it tells the bytes that it has read."""

    def __call__(self, read_bytes: int) -> None: ...


class UnreadableError(Exception):
    """Files that a reader can't read at all. The message says which, why and how to mend it."""


class Reader(Protocol):
    """Reads files of one format. `paths` are files or folders, `options` what its command or form takes beside them."""

    source: SourceOfImport

    def total_bytes(self, paths: Sequence[Path], options: Mapping[str, Any]) -> int: ...

    def read(
        self, paths: Sequence[Path], options: Mapping[str, Any], progress: Progress
    ) -> Iterator[Record | Remark]: ...
