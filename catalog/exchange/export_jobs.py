"""The whole catalogue as one file, made beside requests. The newest stays in a private folder until somebody deletes it or makes another."""

import json
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from catalog.exchange.wayback.exporting import export_catalogue
from catalog.queue import task
from catalog.queue.jobs import is_pending

PROGRESS_FILE = "progress.json"
# The name of a file says when it was made.
NAME = "catalogue-%Y-%m-%d-%H%M%S"


def queue_export() -> None:
    export_whole_catalogue.enqueue()


def is_being_exported() -> bool:
    return is_pending(export_whole_catalogue)


def newest_export() -> Path | None:
    """Return the file of the newest export; None where there is none."""
    return max(settings.EXPORT_ROOT.glob("catalogue-*.zip"), default=None)


def delete_exports(but: Path | None = None) -> None:
    for path in settings.EXPORT_ROOT.glob("catalogue-*.zip"):
        if path != but:
            path.unlink(missing_ok=True)


def progress() -> dict[str, Any]:
    """Return what the export that runs told last: {"step": number, "steps": number, "fault": words}; {} before it has begun."""
    with suppress(FileNotFoundError, ValueError):
        values: dict[str, Any] = json.loads((settings.EXPORT_ROOT / PROGRESS_FILE).read_text())
        return values
    return {}


def tell(**values: Any) -> None:
    """Keep how far the export is, in one step, so that nobody reads the half of it."""
    path = settings.EXPORT_ROOT / PROGRESS_FILE
    new_path = path.with_suffix(".new")
    new_path.write_text(json.dumps(values))
    new_path.replace(path)


@task()
def export_whole_catalogue() -> None:
    """Export the catalogue into a folder, and the folder into a file. A worker that begins anew removes what was left half-written."""
    root = settings.EXPORT_ROOT
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    for half_written in [*root.glob(".*-half-written"), *root.glob("folder"), *root.glob("*.part")]:
        shutil.rmtree(half_written) if half_written.is_dir() else half_written.unlink()
    tell(step=0, steps=1)
    try:
        with translation.override(None):
            export_into(root / "folder", root / f"{timezone.now():{NAME}}.zip")
    except Exception as error:
        tell(fault=f"{type(error).__name__}: {error}")
        raise
    finally:
        shutil.rmtree(root / "folder", ignore_errors=True)
    (root / PROGRESS_FILE).unlink(missing_ok=True)


def export_into(folder: Path, file: Path) -> None:
    """Export into a folder, pack that, and delete the exports that were made before."""

    def note(step: int, steps: int) -> None:
        # Half of the way is the export, the other half the packing.
        tell(step=step, steps=2 * steps)

    export_catalogue(folder, software_version=settings.SPECTACULAR_SETTINGS["VERSION"], note=note)
    part = file.with_suffix(".part")
    part.touch(mode=0o600)
    pack(folder, part, lambda step, steps: tell(step=steps + step, steps=2 * steps))
    part.replace(file)
    delete_exports(but=file)


def pack(folder: Path, file: Path, note: Callable[[int, int], None]) -> None:
    """Pack a folder; pictures are stored as they are, since they are compressed already."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    noted_every = max(1, len(paths) // 100)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, path in enumerate(paths, 1):
            name = path.relative_to(folder)
            method = zipfile.ZIP_STORED if name.parts[0] == "pictures" else zipfile.ZIP_DEFLATED
            archive.write(path, Path("catalogue") / name, method)
            if number % noted_every == 0:
                note(number, len(paths))
