import json
from pathlib import Path

from django.core.management.base import CommandError, no_translations

from catalog.exchange.commands import ImportCommand
from catalog.exchange.records import UnreadableError
from catalog.exchange.tables.decision_files import read_decisions, write_decisions
from catalog.exchange.tables.decisions import Decision, Decisions, store_decisions
from catalog.exchange.tables.names import open_names
from catalog.exchange.tables.setup import UnmappedError, describe_columns, keep_mapping, set_up
from catalog.exchange.tables.targets import NOUNS
from catalog.models import ImportFormat, State

MOST_PATHS = "import_table takes one table at a time: give one file."


class Command(ImportCommand):
    help = (
        "Brings in a table: CSV, TSV, XLSX, ODS, XLS, or a list of JSON objects. Without --bring-in it only reports, and writes a file of the names that are to "
        "be decided on. It ends with 0 when done, 1 when rows were refused, 2 when it could not run."
    )
    format = ImportFormat.TABLE
    paths_help = "The table."

    def add_format_arguments(self, parser):
        parser.add_argument(
            "--mapping", metavar="NAME", help="What its columns are: a mapping that is kept, or a file NAME.json."
        )
        parser.add_argument(
            "--mapping-out",
            metavar="FILE",
            type=Path,
            help="Write the mapping, also one that is guessed, into this file.",
        )
        parser.add_argument("--save-mapping", metavar="NAME", help="Keep the mapping by this name for the next file.")
        parser.add_argument("--noun", choices=NOUNS, help="What a row is, where nothing else says so.")
        parser.add_argument(
            "--encoding", help="How the letters are written: utf-8, cp1252, cp1250; else it is guessed."
        )
        parser.add_argument("--separator", help="By what the cells are parted; else it is guessed.")
        parser.add_argument("--sheet", help="Which sheet of a workbook; else the first one.")
        parser.add_argument("--decisions", metavar="FILE", type=Path, help="The file of decisions, filled in.")
        parser.add_argument(
            "--decisions-out",
            metavar="FILE",
            type=Path,
            help="Where to write the names to decide on; else beside the table.",
        )
        parser.add_argument(
            "--new-names", action="store_true", help="Decide that all names are new which nobody here nearly has."
        )

    @no_translations
    def handle(self, *, paths, **options):
        if len(paths) != 1:
            raise CommandError(MOST_PATHS, returncode=2)
        [path] = paths
        try:
            self.table = self.set_up(path, options)
            self.decide(path, options)
        except (UnreadableError, OSError) as error:
            raise CommandError(str(error), returncode=2) from None
        if self.table.mapping.state and options["state"] == State.DRAFT:
            options["state"] = self.table.mapping.state
        super().handle(paths=paths, **options)

    def set_up(self, path, options):
        """Settle the mapping, write it where that is asked for, and tell how the table is read."""
        try:
            table = set_up(path, options)
        except UnmappedError as error:
            self.write_mapping(options["mapping_out"], error.guess.mapping)
            raise
        self.write_mapping(options["mapping_out"], table.mapping)
        if options["save_mapping"]:
            keep_mapping(options["save_mapping"], table.mapping)
            table.scope = options["save_mapping"]
        self.tell_table(table, is_guess=not options["mapping"])
        return table

    def write_mapping(self, path, mapping):
        if path:
            path.write_text(json.dumps(mapping.document(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            self.stdout.write(f"The mapping is in {path}.")

    def tell_table(self, table, *, is_guess):
        sample = table.sample
        if sample.encoding:
            self.stdout.write(f"encoding {sample.encoding}, separator {sample.separator!r}")
        if len(sample.sheets) > 1:
            self.stdout.write(f"sheet {sample.sheet} of: {', '.join(sample.sheets)}")
        for line, text in sample.letters:
            self.stdout.write(f"  line {line} is read as: {text}")
        if is_guess:
            guess = sample.guess(table.mapping.noun)
            self.stdout.write(f"A row is a {table.mapping.noun}. Guessed columns:")
            self.stdout.write("\n".join(describe_columns(sample, guess)))

    def decide(self, path, options):
        """Take the decisions that are given; write the names that are to be decided on, where nothing is brought in yet."""
        if options["decisions"]:
            count = store_decisions(self.table.scope, read_decisions(options["decisions"]))
            self.stdout.write(f"{count} decisions are taken from {options['decisions']}.")
        if options["new_names"]:
            names = open_names(path, self.table.mapping, Decisions(self.table.scope))
            new_names = (
                (name.name, Decision(is_new=True)) for name in names if not name.decision and name.proposal == "new"
            )
            count = store_decisions(self.table.scope, new_names)
            self.stdout.write(f"{count} names are new.")
        if not options["bring_in"]:
            self.write_names(path, options)

    def write_names(self, path, options):
        target = options["decisions_out"] or path.with_name(f"{path.name}.decisions.csv")
        counts = write_decisions(target, open_names(path, self.table.mapping, Decisions(self.table.scope)))
        if not counts.keys() - {"decided"} and not options["decisions_out"]:
            target.unlink()
            return
        words = ", ".join(f"{proposal} {count}" for proposal, count in sorted(counts.items()))
        self.stdout.write(
            f"{target} has the names to decide on ({words}). Fill in “decision”: same and a number, or new."
        )
        self.stdout.write("Give it back with --decisions; --new-names decides on all that are proposed to be new.")

    def format_options(self, options):
        return self.table.options
