from time import perf_counter

from django.core.management.base import BaseCommand, no_translations

from catalog.editing.documents import model_of
from catalog.merging import MERGEABLE_NOUNS
from catalog.merging.duplicates import find_duplicates


class Command(BaseCommand):
    help = "Proposes possible duplicates, for editors to merge or to keep apart. Safe to run again at any time."

    def add_arguments(self, parser):
        parser.add_argument(
            "nouns",
            nargs="*",
            choices=[[], *MERGEABLE_NOUNS],
            metavar="noun",
            help=f"Of: {', '.join(MERGEABLE_NOUNS)}.",
        )

    @no_translations
    def handle(self, *, nouns, verbosity, **options):
        for noun in nouns or MERGEABLE_NOUNS:
            name, start = str(model_of(noun)._meta.verbose_name_plural), perf_counter()

            def progress(rows, name=name):
                if verbosity:
                    self.stdout.write(f"{name}: {rows} looked at …")

            result = find_duplicates(noun, progress=progress)
            if verbosity:
                self.stdout.write(
                    f"{name}: {result.rows} looked at in {perf_counter() - start:.1f} s; {result.summary}"
                )
