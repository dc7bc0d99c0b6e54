from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, no_translations

from catalog.models import Image

PICTURES_AT_ONCE = 100


class Command(BaseCommand):
    help = "Makes the widths that pictures lack which were uploaded before Wayback had them. Safe to break off and to run again."

    @no_translations
    def handle(self, *, verbosity, **options):
        pictures, count = Image._base_manager.order_by("pk"), 0
        total = pictures.count() if verbosity else 0
        for number, picture in enumerate(pictures.iterator(PICTURES_AT_ONCE), 1):
            if picture.missing_widths:
                count += self.complete(picture)
            if verbosity and number % PICTURES_AT_ONCE == 0:
                self.stdout.write(f"{number} of {total} pictures looked at …")
        if verbosity:
            self.stdout.write(f"Widths added to {count} pictures.")

    def complete(self, picture):
        """Add the widths that a picture lacks; return whether its file allowed it."""
        try:
            picture.add_missing_widths()
        except FileNotFoundError:
            self.stderr.write(f"Picture {picture.pk}: {picture.file.name} is missing. Upload the picture again.")
        except ValidationError as error:
            self.stderr.write(f"Picture {picture.pk}: {error.message}")
        else:
            return True
        return False
