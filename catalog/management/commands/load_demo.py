from django.core.management.base import BaseCommand, no_translations

from catalog.demo.film import CatalogueInUseError
from catalog.demo.load import load as load_the_way_back
from catalog.demo.metropolis.load import load as load_metropolis

LOADERS = {"the-way-back": load_the_way_back, "metropolis": load_metropolis}


class Command(BaseCommand):
    help = (
        "Load a demo film: The Way Back (2010) into an empty catalogue, or Metropolis (1927) into any that doesn’t have it. "
        "Otherwise the catalogue stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("film", nargs="?", choices=LOADERS, default="the-way-back", help="Default: the-way-back.")

    @no_translations
    def handle(self, *args, **options):
        try:
            film = LOADERS[options["film"]]()
        except CatalogueInUseError as error:
            self.stdout.write(str(error))
        else:
            self.stdout.write(self.style.SUCCESS(f"Loaded {film}."))
