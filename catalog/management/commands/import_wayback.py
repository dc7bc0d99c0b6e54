import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import Error

from catalog.exchange.wayback.database import NotMigratedError
from catalog.exchange.wayback.importing import CatalogueInUseError, import_catalogue
from catalog.exchange.wayback.incoming_rows import MOST_REFUSALS
from catalog.exchange.wayback.manifest import UnusableExportError

ONLY_TRIED = "This was a try: nothing was kept. Run it again with --bring-in to bring the catalogue in."
HOW_TO_MEND = (
    "Nothing was brought in. Export the catalogue anew; or mend these lines, write the size and the sha256 of the file that you "
    "changed into manifest.json, and try again."
)
CUT = f"{MOST_REFUSALS} rows are refused, and the rest was not read."


class Command(BaseCommand):
    help = (
        "Brings a folder that manage.py export wrote into an empty database. Without --bring-in it does all but keep it, and reports. It "
        "ends with 0 when done, 1 when rows were refused, 2 when it could not run."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="The folder of the export.")
        parser.add_argument("--bring-in", action="store_true", help="Keep what is brought in.")

    @no_translations
    def handle(self, *, folder, bring_in, **options):
        try:
            report = import_catalogue(folder, keeps=bring_in)
        except (UnusableExportError, NotMigratedError, CatalogueInUseError) as error:
            raise CommandError(str(error), returncode=2) from None
        except (OSError, Error) as error:
            raise CommandError(f"Nothing was brought in: {error}", returncode=2) from None
        self.say(report, bring_in)
        if report.refusals:
            sys.exit(1)

    def say(self, report, bring_in):
        for table in report.tables:
            removals = f", {table.gone_rows} earlier ones go" if table.gone_rows else ""
            if table.rows or removals:
                self.stdout.write(f"{table.table}: {table.rows} rows{removals}")
        self.stdout.write(f"{report.pictures} files of pictures")
        for refusal in report.refusals:
            self.stdout.write(str(refusal))
        if report.is_cut:
            self.stdout.write(CUT)
        if report.refusals:
            self.stdout.write(HOW_TO_MEND)
        elif not bring_in:
            self.stdout.write(ONLY_TRIED)
        self.stdout.write(report.last_line())
