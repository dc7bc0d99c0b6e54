import re
from datetime import timedelta
from itertools import product

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, no_translations
from django.utils import timezone

from catalog.models import Image, Merge, Revision, Site, WorkingCopy

FOLDER = "images"
STEM = re.compile(r"[0-9a-f]{32}")
# The files of a picture are written before its row is saved.
LEAST_AGE = timedelta(days=1)


class Command(BaseCommand):
    help = "Removes files that no picture, working copy or history refers to: what refused or broken saves left behind."

    @no_translations
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
    names = [*Image.objects.values_list("file", flat=True), *Site.objects.values_list("logo", flat=True)]
    stems = {stem for name in names for stem in STEM.findall(name)}
    for model, noun in product((Revision, WorkingCopy, Merge), ("image", "site")):
        for patch in model.objects.filter(patch__has_key=noun).values_list("patch", flat=True).iterator():
            stems.update(STEM.findall(str(patch[noun])))
    return stems
