from django.core.management.base import BaseCommand

from catalog.demo.load import CatalogueInUseError, load


class Command(BaseCommand):
    help = "Load The Way Back (2010) into an empty catalogue. A catalogue in use stays as it is."

    def handle(self, *args, **options):
        try:
            film = load()
        except CatalogueInUseError as error:
            self.stdout.write(str(error))
        else:
            self.stdout.write(self.style.SUCCESS(f"Loaded {film}."))
