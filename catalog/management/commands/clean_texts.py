from collections import defaultdict

from django.apps import apps
from django.core.management.base import BaseCommand, no_translations

from catalog.editing.cleaning import clean_rows, emptied_fields, rows_to_clean
from catalog.editing.documents import RefusedError
from catalog.editing.table_writes import derive_fields

KEYS = ("sort_key", "name_key", "title_key", "search_text", "desk_search_text")


class Command(BaseCommand):
    help = "Cleans stored titles, names and other lines of spaces and marks that nobody sees, a revision each. Dry without --write."

    def add_arguments(self, parser):
        parser.add_argument("--write", action="store_true", help="Save what is cleaned; else it is only listed.")

    @no_translations
    def handle(self, *, write, **options):
        rows_of_root = defaultdict(list)
        for root, row, changes in rows_to_clean():
            if names := emptied_fields(row, changes):
                self.stderr.write(
                    f"{root.noun} {root.key}: nothing is visible in {', '.join(names)}. Write it at the desk."
                )
                continue
            for name, line in changes.items():
                self.stdout.write(f"{root.noun} {root.key}: {name} {getattr(row, name)!a} → {line!a}")
            rows_of_root[root].append(row)
        if not write:
            self.stdout.write(f"{len(rows_of_root)} to clean. Nothing was saved: add --write to save.")
            return
        count = sum(self.clean(root, rows) for root, rows in rows_of_root.items())
        self.stdout.write(f"{count} cleaned; the keys of {self.derive_keys()} rows derived anew.")

    def clean(self, root, rows):
        try:
            clean_rows(root, rows)
        except RefusedError as error:
            self.stderr.write(f"{root.noun} {root.key}: not cleaned. {error}")
            return False
        return True

    def derive_keys(self):
        """Store anew the keys that lists sort by and searches find; return of how many rows they were outdated."""
        count = 0
        for model in apps.get_app_config("catalog").get_models():
            names = [field.name for field in model._meta.concrete_fields if field.name in KEYS]
            for row in model._base_manager.order_by("pk").iterator(500) if names else ():
                before = {name: getattr(row, name) for name in names}
                derive_fields([row])
                after = {name: getattr(row, name) for name in names}
                if after != before:
                    model._base_manager.filter(pk=row.pk).update(**after)
                    count += 1
        return count
