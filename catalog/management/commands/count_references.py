from django.core.management.base import BaseCommand, no_translations

from catalog.referencing import count_references


class Command(BaseCommand):
    help = "Counts how well the catalogue is referenced, for the desk to show. Safe to run again at any time."

    @no_translations
    def handle(self, *, verbosity, **options):
        def progress(noun, entries):
            if verbosity > 1:
                self.stdout.write(f"{noun}: {entries} looked at …")

        for total in count_references(progress):
            if verbosity and total.facts:
                self.stdout.write(
                    f"{total.kind}: {total.facts} facts; {total.with_source} with a source, {total.uncited} without, "
                    f"{total.copied} with one copied voice alone, {total.dead} with a dead link"
                )
