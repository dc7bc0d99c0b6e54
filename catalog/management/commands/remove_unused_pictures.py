import re
from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from catalog.models import Image, Merge, Revision, WorkingCopy

FOLDER = "images"
STEM = re.compile(r"[0-9a-f]{32}")
# The files of a picture are written before its row is saved.
LEAST_AGE = timedelta(days=1)


class Command(BaseCommand):
    help = "Removes files that no picture, working copy or history refers to: what refused or broken saves left behind."

    def handle(self, *, verbosity, **options):
        names = old_files()
        stems = stems_in_use() if names else set()
        unused = [name for name in names if not stems & set(STEM.findall(name))]
        for name in unused:
            default_storage.delete(name)
        if verbosity:
            self.stdout.write(f"{len(unused)} files removed.")


def old_files():
    """Return the names of the pictures' files that are older than a day."""
    if not default_storage.exists(FOLDER):
        return []
    latest = timezone.now() - LEAST_AGE
    names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    return [name for name in names if default_storage.get_modified_time(name) < latest]


def stems_in_use():
    """Return the random parts of the names of all pictures that exist, wait in a working copy, or may be brought back."""
    stems = {stem for name in Image.objects.values_list("file", flat=True) for stem in STEM.findall(name)}
    for model in (Revision, WorkingCopy, Merge):
        for patch in model.objects.filter(patch__has_key="image").values_list("patch", flat=True).iterator():
            stems.update(STEM.findall(str(patch["image"])))
    return stems
