from catalog.exchange.commands import ImportCommand
from catalog.models import ImportFormat


class Command(ImportCommand):
    help = (
        "Brings in films of TMDB: the tables tmdb_5000_movies.csv and tmdb_5000_credits.csv, or answers of its API in JSON. Without "
        "--bring-in it only reports. It ends with 0 when done, 1 when something was refused, 2 when it could not run."
    )
    format = ImportFormat.TMDB
