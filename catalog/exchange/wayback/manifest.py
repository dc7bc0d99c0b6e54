"""The manifest of an export: what it is, when and by what it was made, and each file with its rows, size and digest."""

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from catalog.exchange.wayback.files import BrokenLineError, lines_of, measures_of, read_line
from catalog.exchange.wayback.tables import Table, exported_tables

NAME, PICTURES_FILE = "manifest.json", "pictures.ndjson"
FORMAT, FORMAT_VERSION = "wayback-catalogue", 1
ANEW = "Export the catalogue anew, or copy the whole folder again."
HIGHEST_KEY = 2**63 - 1
FIELDS = {"format", "format_version", "software_version", "migration", "exported_at", "files", "left_out"}
FIELDS_OF_FILE = {"name", "rows", "bytes", "sha256"}


class UnusableExportError(Exception):
    """A folder that can't be brought in. The message says what is wrong with it and how to mend it."""


def expected_files() -> list[str]:
    """Return the names of all files that an export of this version has besides the manifest and the pictures."""
    tables = exported_tables().values()
    return [*(table.rows_file for table in tables), *(table.sheet_file for table in tables), PICTURES_FILE]


class Manifest:
    """A manifest that was read. `files` are {name: its fields}."""

    def __init__(self, folder: Path) -> None:
        """Read the manifest of a folder; raise UnusableExportError where it is none of this format and version."""
        self.folder = folder
        content = read_manifest(folder / NAME)
        if content.get("format") != FORMAT:
            raise UnusableExportError(f"{folder / NAME} is not the manifest of a catalogue. {ANEW}")
        version = content.get("format_version")
        if version != FORMAT_VERSION:
            raise UnusableExportError(
                f"{folder / NAME}: the export has version {version!r} of the format, and this Wayback reads version "
                f"{FORMAT_VERSION}. Bring it in with the version of Wayback that wrote it: {content.get('software_version')}."
            )
        if (
            content.keys() != FIELDS
            or not isinstance(content["files"], list)
            or not all(map(is_file, content["files"]))
        ):
            raise UnusableExportError(f"{folder / NAME} lacks fields, or has others than it should. {ANEW}")
        self.software_version, self.migration = content["software_version"], content["migration"]
        self.files: dict[str, dict[str, Any]] = {file["name"]: file for file in content["files"]}

    def refuse_other_migration(self, migration: str) -> None:
        """Raise UnusableExportError where the export was made of other tables than those of this version."""
        if self.migration == migration:
            return
        if str(self.migration) > migration:
            mend = "Upgrade Wayback here to that version, or to a later one with the same migration."
        else:
            mend = (
                "Bring it in with that version into a database of its own, then upgrade Wayback there and run migrate."
            )
        raise UnusableExportError(
            f"The export was made by Wayback {self.software_version} at migration {self.migration}; this one is at "
            f"{migration}. {mend}"
        )

    def check_files(self) -> None:
        """Compare each file with its size and digest. Raise UnusableExportError that names the first that differs."""
        missing_names = [name for name in expected_files() if name not in self.files]
        unknown_names = self.files.keys() - set(expected_files())
        for name in [*missing_names, *sorted(unknown_names)]:
            state = "does not tell of" if name in missing_names else "tells of an unknown file"
            raise UnusableExportError(f"{self.folder / NAME} {state} {name}. {ANEW}")
        for name, file in self.files.items():
            self.check_file(name, file)
        for number, picture in self.pictures():
            self.check_picture(number, picture)

    def check_file(self, name: str, file: dict[str, Any]) -> None:
        path = self.folder / name
        try:
            measures = measures_of(path)
        except OSError as error:
            raise UnusableExportError(f"{path} can't be read ({error.strerror}). {ANEW}") from None
        if measures != {key: file[key] for key in measures}:
            raise UnusableExportError(
                f"{path} is not as it was exported: it has {measures['bytes']} bytes and the digest {measures['sha256']}, not "
                f"{file['bytes']} and {file['sha256']}. {ANEW}"
            )

    def last_key(self, table: Table) -> int:
        """Return the highest key that a table had given to a row."""
        key = self.files[table.rows_file].get("last_key")
        if type(key) is not int or not 0 <= key < HIGHEST_KEY:
            raise UnusableExportError(f"{self.folder / NAME}: last_key of {table.rows_file} is no key. {ANEW}")
        return key

    def pictures(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield (line, {"name", "bytes", "sha256"}) of each file of a picture."""
        for number, line in lines_of(self.folder / PICTURES_FILE):
            try:
                yield number, read_line(line)
            except BrokenLineError as error:
                raise UnusableExportError(f"{self.folder / PICTURES_FILE}, line {number}: {error}. {ANEW}") from None

    def check_picture(self, number: int, picture: dict[str, Any]) -> None:
        name = picture.get("name")
        if picture.keys() != {"name", "bytes", "sha256"} or not is_picture_name(name):
            raise UnusableExportError(
                f"{self.folder / PICTURES_FILE}, line {number}: a picture has a name in images/, bytes and sha256, and "
                f"nothing else. {ANEW}"
            )
        self.check_file(f"pictures/{name}", picture)


def read_manifest(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise UnusableExportError(
            f"{path} can't be read ({error.strerror}). Name the folder that manage.py export wrote."
        ) from None
    except (ValueError, RecursionError) as error:
        raise UnusableExportError(f"{path} is no JSON ({error}). {ANEW}") from None
    return content if isinstance(content, dict) else {}


def is_file(file: Any) -> bool:
    """Tell whether an entry of a manifest has the fields that a file has."""
    return isinstance(file, dict) and file.keys() - {"last_key"} == FIELDS_OF_FILE and isinstance(file["name"], str)


def is_picture_name(name: Any) -> bool:
    """Tell whether a name is that of a file in the folder of pictures, and leads nowhere else."""
    if not isinstance(name, str) or "\\" in name or "\0" in name:
        return False
    parts = PurePosixPath(name).parts
    return len(parts) == 2 and parts[0] == "images" and parts[1] != ".." and name == "/".join(parts)
