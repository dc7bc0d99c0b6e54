from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, no_translations

from catalog.exchange.bringing_in.run import NotPermittedError
from catalog.exchange.bringing_in.undo import undo_import
from catalog.models import Import, ImportStatus


class Command(BaseCommand):
    help = (
        "Takes an import back: what nobody touched since goes, or goes back; what somebody did is listed and kept. It ends with 0 when "
        "all went, 1 when something is kept, 2 when it could not run."
    )

    def add_arguments(self, parser):
        parser.add_argument("id", type=int, help="The number of the import: the command that brought it in told it.")
        parser.add_argument("--by", metavar="USERNAME", help="The account in whose name.")

    @no_translations
    def handle(self, *, id, by, **options):  # noqa: A002
        of_import = Import.objects.filter(pk=id).first()
        if of_import is None:
            raise CommandError(f"There is no import {id}. The desk lists them under “Imports”.", returncode=2)
        if of_import.status == ImportStatus.UNDONE:
            raise CommandError(f"Import {id} has been undone already.", returncode=2)
        account = None
        if by:
            account = get_user_model().objects.filter(username=by).first()
            if account is None:
                raise CommandError(f"There is no account {by}.", returncode=2)
        try:
            kept_roots = undo_import(of_import, account)
        except NotPermittedError as error:
            raise CommandError(str(error), returncode=2) from None
        for noun, key, label, reason in kept_roots:
            self.stdout.write(f"kept {noun} {key} {label}: {reason}")
        self.stdout.write(f"undone, kept {len(kept_roots)}")
        if kept_roots:
            raise SystemExit(1)
