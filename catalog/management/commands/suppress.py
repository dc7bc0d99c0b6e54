import sys

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.views.decorators.debug import sensitive_variables

from catalog.editing.documents import PART_NOUNS, RefusedError, Root, model_of
from catalog.editing.row_names import key_or_none, model_exists
from catalog.suppression.erasing import rewrite_tables
from catalog.suppression.overview import holdings, kinds_of_places
from catalog.suppression.search import find_places
from catalog.suppression.suppress import read_reason, read_value, suppress

NOTHING_DONE = "Nothing was removed. Run it again with --remove to remove it."
OWN_NAMES = "{} {}: it stays there, in its {}. Give it another one first."
ERASED = "The database’s file was written anew, without the bytes of what was removed."
NOT_ERASED = "The database’s files still hold the bytes of what was removed: see “Suppression” in docs/running.md."
REWRITTEN = "VACUUM FULL wrote these tables anew: {}. The write-ahead log keeps old rows until it is recycled."
STILL_READ = (
    "A transaction that began before still runs and may read the old rows, so the files hold them yet. See it in "
    "pg_stat_activity; when it has ended, run VACUUM FULL for the same tables in psql."
)


class Command(BaseCommand):
    help = (
        "Removes a value for good, as the desk does, from a catalogue too large for a request. It reads the value from standard "
        "input, never from the command line, which shells and logs keep. Without --remove it only says where the value stands."
    )

    def add_arguments(self, parser):
        parser.add_argument("noun", help="What it is removed from first: person, company, work, film, source …")
        parser.add_argument("key", help="Its number.")
        parser.add_argument("--why", required=True, help="The reason, which the history keeps; not the value.")
        parser.add_argument("--by", metavar="USERNAME", help="The account that the history names.")
        parser.add_argument(
            "--also", action="append", default=[], metavar="NOUN-KEY", help="Another noun to remove it from: film-12."
        )
        parser.add_argument(
            "--everywhere", action="store_true", help="Remove it from all nouns where it stands as words of its own."
        )
        parser.add_argument("--remove", action="store_true", help="Remove it. Nobody can bring it back.")

    @sensitive_variables()
    @no_translations
    def handle(self, *, noun, key, why, by, also, everywhere, remove, **options):
        roots = [read_root(noun, key), *(read_root(*name.partition("-")[::2]) for name in also)]
        editor = read_editor(by)
        text = sys.stdin.read().strip("\r\n")
        try:
            value = read_value(text)
            read_reason(why, value)
            places = find_places(value)
            places_by_noun = holdings(places, value, roots[0])
            self.say_places(places, places_by_noun)
            if not remove:
                self.stdout.write(NOTHING_DONE)
                return
            refuse_own_names(places_by_noun, roots)
            if everywhere:
                roots += [holding.root for holding in places_by_noun if holding.is_proposed]
            result = suppress(roots[0], text, why=why, editor=editor, other_roots=roots[1:], seen_places=len(places))
        except RefusedError as error:
            raise CommandError(str(error)) from None
        self.say_result(result)

    def say_places(self, places, places_by_noun):
        """Say where a value stands by kinds and keys of rows: their names may be the value, and logs keep what is printed."""
        kinds = ", ".join(f"{count} of {kind}" for kind, count in kinds_of_places(places).items())
        self.stdout.write(f"It stands in {len(places)} rows{f': {kinds}' if kinds else ''}.")
        for holding in places_by_noun:
            fields = sorted({*holding.whole, *holding.within, *holding.in_words})
            rows_of_history = holding.revisions + holding.working_copies + holding.merges
            parts = [*fields, *([f"{rows_of_history} in its history"] if rows_of_history else [])]
            self.stdout.write(f"  {holding.name}: {'; '.join(parts) or 'nothing'}")

    def say_result(self, result):
        self.stdout.write(f"It is removed: no. {result.suppression.pk} of the list of removed values.")
        if result.places_left:
            names = sorted({f"{root.noun}-{root.key}" for place in result.places_left for root in place.roots})
            self.stdout.write(f"It still stands in what you did not name: {', '.join(names)}.")
        rewritten, is_clean = rewrite_tables(result.tables)
        if rewritten:
            self.stdout.write(REWRITTEN.format(", ".join(rewritten)))
            if not is_clean:
                self.stdout.write(STILL_READ)
        else:
            self.stdout.write(ERASED if result.is_erased else NOT_ERASED)


def read_root(noun, text):
    """Read a noun and its key. Raise CommandError where there is none of the name."""
    key = key_or_none(noun, text) if noun not in PART_NOUNS and model_exists(noun) else None
    if key is None:
        raise CommandError(f"There is no {noun} {text}. Write a noun that has a history, and its number: person 12.")
    return Root(model_of(noun)._meta.model_name, key)


def read_editor(username):
    editor = User.objects.filter(username=username).first() if username else None
    if username and editor is None:
        raise CommandError(f"There is no account {username}.")
    return editor


def refuse_own_names(places_by_noun, roots):
    """Raise CommandError where the value is the name of a chosen noun; the sentence of the desk says the value, and logs keep this one."""
    for holding in places_by_noun:
        if holding.root in roots and holding.own_names:
            raise CommandError(OWN_NAMES.format(holding.root.noun, holding.root.key, ", ".join(holding.own_names)))
