from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import Error

from catalog.exchange.wayback.database import NotMigratedError
from catalog.exchange.wayback.exporting import FolderInUseError, export_catalogue


class Command(BaseCommand):
    help = (
        "Exports the whole catalogue, what is not published too, into a new folder: a file of JSON lines and a sheet of each table, the "
        "pictures, and a manifest with checksums. Accounts, links to previews and what voters are known by stay here."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="A folder that does not exist yet, or is empty.")

    @no_translations
    def handle(self, *, folder, **options):
        try:
            counts = export_catalogue(folder.absolute(), software_version=settings.SPECTACULAR_SETTINGS["VERSION"])
        except (FolderInUseError, NotMigratedError) as error:
            raise CommandError(str(error), returncode=2) from None
        except OSError as error:
            where = error.filename or folder
            raise CommandError(f"{where}: {error.strerror}. Nothing was exported.", returncode=2) from None
        except Error as error:
            raise CommandError(f"The database can’t be read: {error}. Nothing was exported.", returncode=2) from None
        for name in counts.missing_pictures:
            self.stderr.write(f"{name} is missing: the export has its row without the file. Upload the picture again.")
        self.stdout.write(f"{counts.rows} rows and {counts.pictures} files of pictures are in {folder}.")
