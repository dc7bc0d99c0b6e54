"""Open the zip file that a spreadsheet is, and bound what it unpacks to."""

import zipfile
import zlib
from pathlib import Path

from catalog.exchange.tables.child.bounds import MOST_UNPACKED_BYTES
from catalog.exchange.tables.child.faults import UnusableFileError

# Of these libraries, where a file is damaged or not what it seems.
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open an archive. Raise UnusableFileError where it is damaged, or unpacks to more than what is read.

    Python unpacks no member beyond the size that the archive states for it.
    """
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGES as error:
        raise UnusableFileError("damaged", error=str(error)) from None
    if any(member.flag_bits & 1 for member in archive.infolist()):
        raise UnusableFileError("password")
    if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED_BYTES:
        raise UnusableFileError("unpacked", most=MOST_UNPACKED_BYTES)
    return archive


def kind_of_archive(path: Path) -> str:
    """Return "xlsx" or "ods"; "" for any other archive."""
    with open_archive(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
            return "xlsx"
        if "content.xml" in names and "mimetype" in names:
            with archive.open("mimetype") as file:
                return "ods" if b"opendocument.spreadsheet" in file.read(200) else ""
    return ""
