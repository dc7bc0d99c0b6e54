"""Where the files of a form go: nowhere, or for an editor into memory; only those of an import go to the disk."""

import io
import tempfile
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

from catalog.pictures import MOST_BYTES

NO_FILES = _("This address takes no files, so nothing was saved. Go back and send the form without the file.")


class FileRefusedError(MultiPartParserError):
    """A form contains a file where none is taken."""


class NoFiles(FileUploadHandler):
    """Refuses each file before any of it is stored."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise FileRefusedError(NO_FILES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class FileNames(FileUploadHandler):
    """Keeps no file, only its name, so that whoever is asked to log in can be asked for it again: request.file_names."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        request: Any = self.request
        request.file_names[self.field_name] = self.file_name
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take nothing."""

    def file_complete(self, file_size: int) -> None:
        """Return no file."""


class FilesInMemory(FileUploadHandler):
    """Keeps files in memory, so that nothing is left on the disk. Of one that is too large only its size is kept."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= MOST_BYTES:
            self.file.write(raw_data)
        else:
            self.file = io.BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file. The form refuses one that is too large by its size, and keeps what was typed."""
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file,
            self.field_name,
            self.file_name or "",
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


class FileOnDisk(UploadedFile):
    """A file in the private folder of imports. It goes with the request, unless somebody gave it a further name before."""

    file: Any

    def temporary_file_path(self) -> str:
        return str(self.file.name)

    def close(self) -> None:
        with suppress(FileNotFoundError):
            self.file.close()


class FilesOnDisk(FileUploadHandler):
    """Writes files into the private folder of imports as they arrive."""

    file: Any = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        settings.IMPORT_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.file = tempfile.NamedTemporaryFile(dir=settings.IMPORT_ROOT, prefix="arriving-")  # noqa: SIM115

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> FileOnDisk:
        self.file.flush()
        self.file.seek(0)
        return FileOnDisk(
            self.file,
            self.file_name or "",
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if self.file is not None:
            self.file.close()
