"""What the commands that bring films in share: their options, their report on the screen, and how they end."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import Error

from catalog.exchange.bringing_in import run
from catalog.exchange.bringing_in.report import Report
from catalog.exchange.records import UnreadableError
from catalog.models import Import, ImportLine, Outcome, State

ONLY_TRIED = "This was a try: nothing was kept. Run it again with --bring-in to bring the films in."
# Seconds between two lines of progress, on a screen and where the output is piped.
ON_SCREEN, IN_PIPE = 0.5, 10.0
TOLD_ONE_BY_ONE = (Outcome.CHANGED, Outcome.REFUSED, Outcome.MENDED, Outcome.PROPOSED, Outcome.KEPT)


class ImportCommand(BaseCommand):
    """A command that brings in files of one `format`. `add_format_arguments` adds options of the format, which `format_options` reads."""

    format = ""
    paths_help = "Files, or folders of them."
    option_names: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=self.paths_help)
        parser.add_argument("--bring-in", action="store_true", help="Bring the films in; without it, only report.")
        parser.add_argument(
            "--state",
            choices=[State.DRAFT, State.IN_REVIEW, State.PUBLISHED],
            default=State.DRAFT,
            help="The state of new films. With “published”, changes of published films are seen at once, too.",
        )
        parser.add_argument("--by", metavar="USERNAME", help="The account in whose name; it needs the right to do it.")
        parser.add_argument(
            "--quiet", action="store_true", help="Tell only what is changed, refused, mended or proposed."
        )
        self.add_format_arguments(parser)

    def add_format_arguments(self, parser: ArgumentParser) -> None:
        """Add options of the format. `option_names` are those that its reader takes."""

    def format_options(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what the reader takes beside the files."""
        return {name: options[name] for name in self.option_names if options.get(name) is not None}

    @no_translations
    def handle(self, *, paths: list[Path], bring_in: bool, state: str, by: str | None, **options: Any) -> None:
        self.is_quiet, self.last_told = options["quiet"], 0.0
        try:
            report = self.run(paths, self.format_options(options), bring_in, state, self.account(by))
        except (UnreadableError, run.NotPermittedError) as error:
            raise CommandError(str(error), returncode=2) from None
        except (OSError, Error) as error:
            raise CommandError(
                f"The import stopped: {error}. Run it again: what has come in is known again.", returncode=2
            ) from None
        self.tell_end(report, bring_in)
        if report.counts[Outcome.REFUSED]:
            sys.exit(1)

    def account(self, by: str | None) -> Any:
        """Return the account that `--by` names."""
        if by is None:
            return None
        account = get_user_model().objects.filter(username=by).first()
        if account is None:
            raise CommandError(f"There is no account {by}. Make one at the desk, or leave --by out.", returncode=2)
        return account

    def run(self, paths: list[Path], options: dict[str, Any], bring_in: bool, state: str, account: Any) -> Report:
        missing = [str(path) for path in paths if not path.exists()]
        if missing:
            raise CommandError(f"There is no file {missing[0]}.", returncode=2)
        if not bring_in:
            run.refuse_not_permitted(account, state)
            files = run.describe_files(paths)
            dry_import = Import(
                format=self.format,
                options=options,
                files=files,
                state=state,
                by=account,
                total_bytes=sum(file["bytes"] for file in files),
            )
            return run.check(dry_import, take_line=self.tell_line, tell=self.tell_progress, stores=False)
        of_import = run.unfinished_import(self.format, paths, options, state, account)
        if of_import:
            self.stdout.write(
                f"Import {of_import.pk} was interrupted: it goes on after {of_import.read_records} records."
            )
        else:
            of_import = run.new_import(self.format, paths, options, state, account)
            self.stdout.write(f"Import {of_import.pk}: take it back with manage.py undo_import {of_import.pk}.")
        return run.bring_in(
            of_import, take_line=self.tell_line, tell=self.tell_progress, tell_waiting=self.tell_waiting
        )

    def tell_waiting(self) -> None:
        self.stderr.write("Another import runs, or is taken back. This one begins when that ends.")

    def tell_line(self, line: ImportLine) -> None:
        if not self.is_quiet or line.outcome in TOLD_ONE_BY_ONE:
            self.stdout.write(line_in_words(line))

    def tell_progress(self, of_import: Import) -> None:
        """Tell how far it has come, at what rate and how long it will take: in one line of a screen, else in plain lines."""
        is_screen = sys.stderr.isatty()
        now = time.monotonic()
        if now - self.last_told < (ON_SCREEN if is_screen else IN_PIPE):
            return
        self.last_told = now
        self.stderr.write(progress_in_words(of_import), ending="\r" if is_screen else "\n")

    def tell_end(self, report: Report, bring_in: bool) -> None:
        for noun, counts in sorted(report.noun_counts.items()):
            self.stdout.write(f"{noun}: " + ", ".join(f"{outcome} {count}" for outcome, count in counts.items()))
        for noun, name in report.new_terms:
            self.stdout.write(f"new {noun}: {name}")
        if not bring_in:
            self.stdout.write(ONLY_TRIED)
        self.stdout.write(report.last_line())


def line_in_words(line: ImportLine) -> str:
    """Return a line of a report: outcome, file, line, column, what it is of, value, what was expected, how to mend it."""
    place = ":".join(filter(None, [line.file, str(line.line) if line.line else "", line.column]))
    label = f"{line.label}: " if line.label else ""
    if line.outcome in (Outcome.CHANGED, Outcome.PROPOSED) and line.field:
        text = f"{label}{line.field}: {line.expected or '–'} → {line.value}"
    else:
        quote = f"“{line.value}”" if line.value else ""
        text = " ".join(
            filter(None, [label.strip() if quote or line.expected else line.label, quote, line.expected, line.remedy])
        )
    return f"{line.outcome} {place} {text}".rstrip()


def progress_in_words(of_import: Import) -> str:
    """Return how many records are read, at what rate, and how long the rest will take."""
    seconds = (
        max(0.001, (of_import.alive_at - of_import.began_at).total_seconds())
        if of_import.alive_at and of_import.began_at
        else 0.001
    )
    rate = of_import.read_records / seconds
    text = f"{of_import.read_records} records, {rate:.0f} a second"
    if of_import.read_bytes and of_import.total_bytes:
        share = min(1.0, of_import.read_bytes / of_import.total_bytes)
        text += f", {share:.0%}, {seconds / share - seconds:.0f} s left"
    return text
