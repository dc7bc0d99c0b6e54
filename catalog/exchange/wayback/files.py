"""Files of an export: written and read a piece at a time, each with its size and its digest."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

PIECE = 1024 * 1024
# The longest line of a file that is read.
MOST_BYTES_OF_LINE = 64 * PIECE


class WrittenFile:
    """A new file of an export, whose bytes are counted and digested as they are written. `rows` counts its rows."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self.rows, self.bytes, self.digest = name, 0, 0, sha256()
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.stream = path.open("xb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stream.close()

    def write(self, content: str | bytes) -> None:
        piece = content.encode() if isinstance(content, str) else content
        self.stream.write(piece)
        self.digest.update(piece)
        self.bytes += len(piece)

    def write_line(self, row: Any) -> None:
        """Write a row as a line of JSON."""
        self.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        self.rows += 1

    def copy(self, source: IO[bytes]) -> None:
        while piece := source.read(PIECE):
            self.write(piece)

    def measures(self) -> dict[str, Any]:
        return {"bytes": self.bytes, "sha256": self.digest.hexdigest()}


def measures_of(path: Path) -> dict[str, Any]:
    """Read a file, and return its size and digest as a manifest holds them."""
    digest, size = sha256(), 0
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return {"bytes": size, "sha256": digest.hexdigest()}


class BrokenLineError(ValueError):
    """A line that is no JSON object. The message says what is wrong with it."""


def read_line(line: bytes) -> dict[str, Any]:
    """Read a line of JSON; raise BrokenLineError where it is not the object of one row."""
    if len(line) > MOST_BYTES_OF_LINE:
        raise BrokenLineError(f"the line is longer than {MOST_BYTES_OF_LINE // PIECE} MB")
    try:
        row = json.loads(line, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BrokenLineError(f"this is no JSON ({error})") from None
    if not isinstance(row, dict):
        raise BrokenLineError("this is no JSON object: a row stands in braces")
    return row


def refuse_constant(name: str) -> Any:
    raise ValueError(f"JSON has no {name}")


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield (number, bytes) of each line of a file; of one that is too long only its start, and no line after it."""
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(MOST_BYTES_OF_LINE + 1):
            number += 1
            yield number, line
            if len(line) > MOST_BYTES_OF_LINE:
                return
