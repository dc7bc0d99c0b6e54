from django.apps import apps
from django.core.management.base import BaseCommand, no_translations
from django.db import DEFAULT_DB_ALIAS

from catalog.vocabulary.sync import sync


class Command(BaseCommand):
    help = (
        "Brings countries, languages, genres, departments, jobs, roles of companies and schemes of outside ids in step with this "
        "release. What editors added, changed or deleted stays so. Safe to run again at any time; migrate runs it, too."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--database", default=DEFAULT_DB_ALIAS, help="Which database of the settings; default: %(default)s."
        )

    @no_translations
    def handle(self, *, database, verbosity, **options):
        for noun, counts in sync(apps, database).items():
            if verbosity:
                name = apps.get_model("catalog", noun)._meta.verbose_name_plural
                self.stdout.write(f"{name}: {counts.additions} added, {counts.updates} changed")
