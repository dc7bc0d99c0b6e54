"""The files of pictures: those of the rows, and those that working copies and the history may bring back."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage

from catalog.exchange.wayback.files import WrittenFile, measures_of
from catalog.exchange.wayback.manifest import Manifest, UnusableExportError
from catalog.exchange.wayback.privacy import PATCH_TABLES
from catalog.exchange.wayback.tables import Table


def names_of_row(table: Table, row: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield (name, whether the row itself shows it) of the files that a row of an export names."""
    if table.name in ("image", "site"):
        yield from ((name, True) for name in names_of_fields(table.name, row))
    elif table.name in PATCH_TABLES and isinstance(row["patch"], dict):
        for noun in ("image", "site"):
            for change in row["patch"].get(noun, {}).values():
                for fields in filter(None, change.values()):
                    yield from ((name, False) for name in names_of_fields(noun, fields))


def names_of_fields(noun: str, fields: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the files of a picture, or of the site's logo."""
    name = fields.get("file" if noun == "image" else "logo")
    if not isinstance(name, str) or not name:
        return
    yield name
    path = PurePosixPath(name)
    if noun == "site":
        yield str(path.with_name(path.name.replace("-logo", "-icon")))
    for rendition in fields.get("renditions") or ():
        yield str(path.with_name(f"{path.stem}-{rendition['name']}"))


def export_pictures(names: Iterable[tuple[str, bool]], folder: Path, index: WrittenFile) -> Iterator[str]:
    """Copy files of pictures into an export, and write them into its index; yield the names of shown ones that are missing."""
    for name, is_shown in names:
        if (folder / "pictures" / name).exists():
            continue
        try:
            source = default_storage.open(name)
        except FileNotFoundError:
            if is_shown:
                yield name
            continue
        with source, WrittenFile(folder, f"pictures/{name}") as copy:
            copy.copy(source)
        index.write_line({"name": name, **copy.measures()})


class BroughtPictures:
    """Pictures that are copied from an export into the site's folder; `remove` takes back what was copied."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest, self.count, self.names = manifest, 0, list[str]()

    def copy(self) -> None:
        """Copy all that are not there yet. Raise UnusableExportError where another picture has the name of one."""
        for _, picture in self.manifest.pictures():
            name = picture["name"]
            self.count += 1
            if default_storage.exists(name):
                self.refuse_other(picture)
                continue
            self.names.append(name)
            with (self.manifest.folder / "pictures" / name).open("rb") as source:
                default_storage.save(name, File(source))

    def refuse_other(self, picture: dict[str, Any]) -> None:
        path = Path(default_storage.path(picture["name"]))
        if measures_of(path) != {key: picture[key] for key in ("bytes", "sha256")}:
            raise UnusableExportError(f"{path} is another file than the export’s. Move it away, and start again.")

    def remove(self) -> None:
        for name in self.names:
            default_storage.delete(name)
