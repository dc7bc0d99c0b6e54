from catalog.exchange.commands import ImportCommand
from catalog.models import ImportFormat


class Command(ImportCommand):
    help = (
        "Brings in films of Wikidata from entities in JSON: answers of Special:EntityData, or one entity a line as in dumps, plain, "
        ".gz or .bz2. Without --bring-in it only reports. It ends with 0 when done, 1 when something was refused, 2 when it could "
        "not run."
    )
    format = ImportFormat.WIKIDATA
