import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, no_translations

from catalog.queue import worker

# Beside a server, visitors come first.
NICENESS = 10


class Command(BaseCommand):
    help = (
        "Does the long work that the desk puts into the queue: imports, and exports of the whole catalogue. make run and deploy/ start it; "
        "one at a time works. Ctrl-C ends it; what it was doing goes on when it is started again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="End when nothing waits any more, instead of waiting for more."
        )
        parser.add_argument(
            "--with-parent", action="store_true", help="End when standard input ends: with the process that started it."
        )

    @no_translations
    def handle(self, *, once, with_parent, **options):
        worker.hear_signals()
        if with_parent:
            os.nice(NICENESS)
            worker.end_with(sys.stdin)
        try:
            if once:
                self.work_once()
            else:
                worker.work(settings.HOME)
        except KeyboardInterrupt:
            if not with_parent:
                self.stderr.write("The worker ended. What it was doing goes on when it is started again.")

    def work_once(self):
        with worker.only_worker(settings.HOME):
            worker.queue_anew()
            count = worker.work_off()
        self.stdout.write(f"{count} jobs were done.")
