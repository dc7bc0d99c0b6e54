"""Read the cells of a table: a process of its own reads the file, and hands over its rows in chunks."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext

from catalog.exchange.formulas import without_mark
from catalog.exchange.records import UnreadableError
from catalog.exchange.tables.faults import words_of_file
from catalog.exchange.tables.languages import encodings_of, letters_of

CHILD = "catalog.exchange.tables.child"


class TableRow(NamedTuple):
    """A row of a table: the number of its first line, its texts, and {place: code of what is wrong with that cell}."""

    line: int
    cells: list[str]
    faults: dict[int, str]


@dataclass
class TableFile:
    """A table that is open. `rows` can be read once; what was chosen or guessed of the file stands in the other fields."""

    path: Path
    kind: str
    rows: Iterator[TableRow]
    encoding: str = ""
    separator: str = ""
    quote: str = ""
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)


@contextmanager
def open_table(path: Path, options: dict[str, Any] | None = None) -> Iterator[TableFile]:
    """Open a table; `options` may choose its encoding, separator and sheet. Raise UnreadableError where it can't be read."""
    if not path.is_file():
        raise UnreadableError(gettext("%(file)s is no file. Give the path of a table.") % {"file": path})
    process = start_child(path, options or {})
    try:
        documents = read_documents(process, path.name)
        head = next(documents)["head"]
        yield TableFile(path=path, rows=rows_of(documents), **head)
    finally:
        end(process)


def start_child(path: Path, options: dict[str, Any]) -> "subprocess.Popen[str]":
    languages = [code for code, _ in settings.LANGUAGES]
    chosen_options = {name: options[name] for name in ("encoding", "separator", "sheet") if options.get(name)}
    argument = {
        "path": str(path.absolute()),
        "encodings": encodings_of(languages),
        "letters": letters_of(languages),
        **chosen_options,
    }
    return subprocess.Popen(  # noqa: S603 - Python itself, with JSON as its argument
        [sys.executable, "-m", CHILD, json.dumps(argument)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(settings.BASE_DIR), "PYTHONUTF8": "1"},
        text=True,
    )


def end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    if process.stdout:
        process.stdout.close()
    process.wait()


def read_documents(process: "subprocess.Popen[str]", name: str) -> Iterator[dict[str, Any]]:
    """Yield what the process writes. Raise UnreadableError with the fault that it names, or where it ends without a word."""
    output: IO[str] = process.stdout  # type: ignore[assignment]  # it is a pipe
    for line in output:
        try:
            document = json.loads(line)
        except ValueError:
            # It was ended in the middle of a line.
            break
        if "fault" in document:
            raise UnreadableError(words_of_file(document["fault"], document["values"], name))
        if "count" in document:
            return
        yield document
    raise UnreadableError(words_of_file("ended", {}, name))


def rows_of(documents: Iterator[dict[str, Any]]) -> Iterator[TableRow]:
    for document in documents:
        for line, cells, faults in document["rows"]:
            yield TableRow(
                line, [without_mark(text) for text in cells], {int(place): fault for place, fault in faults.items()}
            )
