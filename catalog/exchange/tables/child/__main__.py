"""Read a table and write its rows as JSON lines: first what the file is, then rows in chunks, at last how many they are or a fault.

The first argument is a JSON document of the path and the options. A process that ends without a last line was ended by its bounds.
"""

import json
import resource
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from catalog.exchange.tables.child import bounds, objects, texts
from catalog.exchange.tables.child.archives import kind_of_archive
from catalog.exchange.tables.child.faults import UnusableFileError
from catalog.exchange.tables.child.values import Cell

CHUNK_LETTERS = 64 * 1024
ARCHIVE, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What libraries raise for files that are not what they seem is not one kind: KeyError, ValueError, XLRDError, ParseError.
DAMAGES = (Exception,)
COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")


def bound_process() -> None:
    """Bound what the process may use before anything of the file is read."""
    resource.setrlimit(resource.RLIMIT_AS, (bounds.MOST_MEMORY, bounds.MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.MOST_SECONDS, bounds.MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def kind_of(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(ARCHIVE):
        kind = kind_of_archive(path)
        if not kind:
            raise UnusableFileError("archive")
        return kind
    if start.startswith(COMPOUND):
        return "xls"
    if start.startswith(COMPRESSED):
        raise UnusableFileError("compressed")
    return "json" if objects.is_json(path) else "text"


def open_workbook(kind: str, path: Path) -> Any:
    """Open a workbook by the module of its kind, which alone loads its library."""
    return import_module(f"catalog.exchange.tables.child.{kind}").Workbook(path)


def open_rows(path: Path, options: dict[str, Any]) -> tuple[dict[str, Any], Iterator[tuple[int, list[Cell]]]]:
    """Return what a file is, and its rows."""
    kind = kind_of(path)
    if kind == "text":
        layout = texts.layout_of(path, options)
        return {"kind": kind, **layout._asdict()}, texts.read_rows(path, layout)
    if kind == "json":
        return {"kind": kind}, objects.read_rows(path)
    workbook = open_workbook(kind, path)
    sheet = options.get("sheet") or next(iter(workbook.sheets), "")
    if sheet not in workbook.sheets:
        raise UnusableFileError("no_sheet", sheet=sheet, sheets=", ".join(workbook.sheets[:20]))
    return {"kind": kind, "sheet": sheet, "sheets": workbook.sheets}, workbook.read_rows(sheet)


def write(document: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(document, separators=(",", ":")) + "\n")


def write_rows(rows: Iterator[tuple[int, list[Cell]]]) -> int:
    """Write rows in chunks; those without any text are left out. Return how many rows were written."""
    chunk: list[Any] = []
    letters = count = 0
    for line, cells in rows:
        if not any(text or fault for text, fault in cells):
            continue
        count += 1
        if len(cells) > bounds.MOST_COLUMNS or count > bounds.MOST_ROWS:
            raise UnusableFileError(
                "columns" if len(cells) > bounds.MOST_COLUMNS else "rows",
                line=line,
                columns=bounds.MOST_COLUMNS,
                rows=bounds.MOST_ROWS,
            )
        cell_texts = [text for text, _ in cells]
        chunk.append([line, cell_texts, {place: fault for place, (_, fault) in enumerate(cells) if fault}])
        letters += sum(map(len, cell_texts)) + 20
        if letters > CHUNK_LETTERS:
            write({"rows": chunk})
            chunk, letters = [], 0
    if chunk:
        write({"rows": chunk})
    return count


def main() -> None:
    options = json.loads(sys.argv[1])
    bound_process()
    try:
        head, rows = open_rows(Path(options["path"]), options)
        write({"head": head})
        write({"count": write_rows(rows)})
    except UnusableFileError as error:
        write({"fault": error.code, "values": error.values})
    except MemoryError:
        write({"fault": "memory", "values": {}})
    except OSError as error:
        write({"fault": "system", "values": {"error": error.strerror or str(error)}})
    except DAMAGES as error:
        write({"fault": "damaged", "values": {"error": f"{type(error).__name__}: {error}"[:200]}})


if __name__ == "__main__":
    main()
