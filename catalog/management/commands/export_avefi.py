import json

from django.core.management.base import BaseCommand, CommandError, no_translations

from catalog.exchange.avefi.records import records_of
from catalog.models import Film, Version


class Command(BaseCommand):
    help = (
        "Write a film as AVefi’s records to standard output, as a JSON list: the work, a manifestation for each version, an item for "
        "each copy. What AVefi has no place for is named on standard error, a line each."
    )

    def add_arguments(self, parser):
        parser.add_argument("id", type=int, help="The film’s id.")
        parser.add_argument(
            "--unpublished", action="store_true", help="Also a film, or versions, that visitors don’t see."
        )

    @no_translations
    def handle(self, *, unpublished, **options):
        film_id = options["id"]
        films, versions = (
            (Film.objects.all(), Version.objects.all())
            if unpublished
            else (Film.objects.published(), Version.objects.public())
        )
        film = films.filter(pk=film_id).first()
        if film is None:
            raise CommandError(self.refusal(film_id))
        rows = versions.filter(film=film).in_order().prefetch_related("countries", "languages__language", "titles")
        records, losses = records_of(film, list(rows))
        for line in losses:
            self.stderr.write(line)
        self.stdout.write(json.dumps(records, ensure_ascii=False, indent=2))

    def refusal(self, film_id):
        if Film.objects.filter(pk=film_id).exists():
            return f"Film {film_id} is not published. Nothing was written. Add --unpublished to export it all the same."
        return f"There is no film {film_id}. Nothing was written. The id of a film stands in its page’s address: /films/1/."
