"""A small disk that a test fills: a file system in memory. To mount it takes root, or sudo without a password, as .ci/run does."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path


def run_as_root(*command):
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    subprocess.run([*prefix, *command], check=True)  # noqa: S603


class Disk:
    """A folder with a limit on what it holds."""

    def __init__(self, folder):
        self.folder = folder
        self.ballast = folder / "ballast"

    def fill(self, room=0):
        """Write until the disk has no block left, or until about so many bytes are."""
        with self.ballast.open("ab", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                try:
                    while self.free_bytes() > room:
                        file.write(bytes(size))
                except OSError:
                    continue  # It is full for pieces of that size.

    def free_bytes(self):
        return shutil.disk_usage(self.folder).free

    def free(self):
        self.ballast.unlink()


@contextmanager
def small_disk(megabytes):
    """Mount a disk of that size; yield it."""
    folder = Path(tempfile.mkdtemp(prefix="wayback-disk-"))
    run_as_root("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=1777", "tmpfs", str(folder))
    try:
        yield Disk(folder)
    finally:
        run_as_root("umount", "--lazy", str(folder))
        folder.rmdir()
