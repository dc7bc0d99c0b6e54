"""Files that the desk brings in: each import has a private folder, which goes when nothing needs it any more."""

import os
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from catalog.models import Import

# So long the files of an import stay that nobody brings in.
KEPT_FOR = timedelta(days=30)


def store_files(uploads: Iterable[Any]) -> list[Path]:
    """Give files that have arrived a name in a new folder of their own, and return their paths."""
    folder = settings.IMPORT_ROOT / secrets.token_hex(16)
    folder.mkdir(mode=0o700, parents=True)
    paths = []
    for upload in uploads:
        path = folder / Path(upload.name).name
        if hasattr(upload, "temporary_file_path"):
            os.link(upload.temporary_file_path(), path)
        else:
            with path.open("xb") as file:
                for piece in upload.chunks():
                    file.write(piece)
        path.chmod(0o600)
        paths.append(path)
    return paths


def folders_of(of_import: Import) -> set[Path]:
    """Return the folders of an import's files that the desk stored; those that a command named are none of ours."""
    parents = {Path(file["path"]).parent for file in of_import.files}
    return {folder for folder in parents if folder.parent == settings.IMPORT_ROOT.resolve()}


def has_files(of_import: Import) -> bool:
    return bool(of_import.files) and all(Path(file["path"]).is_file() for file in of_import.files)


def remove_files(of_import: Import) -> None:
    for folder in folders_of(of_import):
        shutil.rmtree(folder, ignore_errors=True)


def remove_old_files() -> None:
    """Remove the folders that were made so long ago that nobody will bring them in."""
    oldest = (timezone.now() - KEPT_FOR).timestamp()
    with suppress(FileNotFoundError):
        for path in settings.IMPORT_ROOT.iterdir():
            if path.stat().st_mtime < oldest:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
