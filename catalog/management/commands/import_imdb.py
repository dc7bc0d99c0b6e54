from argparse import ArgumentParser

from catalog.exchange.commands import ImportCommand
from catalog.models import ImportFormat


class Command(ImportCommand):
    help = (
        "Brings in films of IMDb from its non-commercial datasets, title.basics.tsv and the others, plain or .gz. Without "
        "--bring-in it only reports. It ends with 0 when done, 1 when something was refused, 2 when it could not run."
    )
    format = ImportFormat.IMDB
    option_names = ("kind", "votes", "since")

    def add_format_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--kind",
            metavar="KINDS",
            help="Only titles of these kinds of IMDb, with commas: movie,short. Else all films.",
        )
        parser.add_argument("--votes", type=int, metavar="NUMBER", help="Only titles with so many votes at least.")
        parser.add_argument("--since", type=int, metavar="YEAR", help="Only titles of this year or later.")
