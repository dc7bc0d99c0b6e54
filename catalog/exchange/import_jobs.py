"""Imports as jobs of the queue: checked, brought in and undone beside requests, each going on where a worker left it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from django.utils.translation import gettext

from catalog.exchange.bringing_in import run
from catalog.exchange.bringing_in.undo import undo_import
from catalog.exchange.records import UnreadableError
from catalog.exchange.uploaded_files import has_files, remove_files, remove_old_files
from catalog.models import DeskLanguage, Import, ImportLine, ImportStatus, Outcome
from catalog.queue import TaskContext, task
from catalog.queue.jobs import is_pending

# A job that ended its worker so often is given up.
MOST_ATTEMPTS = 10
# What can be undone: something of it may have been brought in.
UNDOABLE = (ImportStatus.DONE, ImportStatus.CANCELLED, ImportStatus.FAILED)
MOVING = (ImportStatus.WAITING, ImportStatus.CHECKING, ImportStatus.RUNNING)


def queue_check(of_import: Import) -> None:
    """Let an import be checked, from the beginning, as soon as the worker has time."""
    set_waiting(of_import)
    check_import.enqueue(of_import.pk)


def queue_bringing_in(of_import: Import) -> None:
    """Let an import be brought in that was checked. Its numbers and lines are from now on those of what is done."""
    set_waiting(of_import)
    bring_import_in.enqueue(of_import.pk)


def queue_undo(of_import: Import, by: Any) -> None:
    undo.enqueue(of_import.pk, by.pk)


def set_waiting(of_import: Import) -> None:
    zero: dict[str, Any] = {"read_records": 0, "read_bytes": 0, "counts": {}, "noun_counts": {}, "fault": ""}
    Import.objects.filter(pk=of_import.pk).update(
        status=ImportStatus.WAITING, is_cancelled=False, began_at=None, ended_at=None, **zero
    )
    of_import.lines.all().delete()


def is_being_undone(of_import: Import) -> bool:
    return is_pending(undo, of_import.pk)


def cancel(of_import: Import) -> None:
    """Stop an import; one that no worker has begun is stopped at once."""
    still = Import.objects.filter(
        pk=of_import.pk, status__in=(ImportStatus.UPLOADED, ImportStatus.WAITING, ImportStatus.CHECKED)
    )
    if still.update(status=ImportStatus.CANCELLED, ended_at=timezone.now()):
        remove_files(of_import)
    else:
        run.cancel(of_import)


@task(takes_context=True)
def check_import(context: TaskContext, key: int) -> None:
    do_import(context, key, (ImportStatus.WAITING, ImportStatus.CHECKING), run.check)
    remove_old_files()


@task(takes_context=True)
def bring_import_in(context: TaskContext, key: int) -> None:
    of_import = do_import(context, key, (ImportStatus.WAITING, ImportStatus.RUNNING), run.bring_in)
    if of_import and Import.objects.filter(pk=key, status=ImportStatus.DONE).exists():
        remove_files(of_import)


def do_import(context: TaskContext, key: int, statuses: tuple[str, ...], act: Callable[[Import], Any]) -> Import | None:
    """Do something with an import that is still to be done, in the language of its account; a fault is kept with it."""
    of_import = Import.objects.filter(pk=key, status__in=statuses).select_related("by").first()
    if of_import is None:
        return None
    with translation.override(DeskLanguage.objects.of(of_import.by)):
        if fault := fault_before(context, of_import):
            Import.objects.filter(pk=key).update(status=ImportStatus.FAILED, fault=fault, ended_at=timezone.now())
            return None
        try:
            act(of_import)
        except UnreadableError:
            # The import holds what can't be read; its page shows it.
            return None
    return of_import


def fault_before(context: TaskContext, of_import: Import) -> str:
    """Say why an import can't be begun; "" where it can."""
    if context.attempt > MOST_ATTEMPTS:
        return gettext("The worker died over this import again and again, so it was given up.")
    if not has_files(of_import):
        return gettext("The files are gone. Upload them again.")
    return ""


@task()
def undo(key: int, user_key: int) -> None:
    """Undo an import in the name of an account, and list what is kept among the lines of its report."""
    of_import = Import.objects.filter(pk=key, status__in=UNDOABLE).first()
    by = get_user_model().objects.filter(pk=user_key).first()
    if of_import is None or by is None:
        return
    with translation.override(DeskLanguage.objects.of(by)):
        kept_roots = undo_import(of_import, by)
    of_import.lines.filter(outcome=Outcome.KEPT).delete()
    ImportLine.objects.bulk_create(
        (
            ImportLine(
                of_import=of_import,
                outcome=Outcome.KEPT,
                noun=root.noun,
                key=root.key,
                label=root.label[:300],
                remedy=root.reason[:300],
            )
            for root in kept_roots
        ),
        batch_size=500,
    )
    remove_files(of_import)
