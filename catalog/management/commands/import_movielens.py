from catalog.exchange.commands import ImportCommand
from catalog.models import ImportFormat


class Command(ImportCommand):
    help = (
        "Brings in films of MovieLens with the counts of their ratings: movies.csv, links.csv and ratings.csv. Without "
        "--bring-in it only reports. It ends with 0 when done, 1 when something was refused, 2 when it could not run."
    )
    format = ImportFormat.MOVIELENS
