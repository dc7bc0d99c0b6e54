"""List the names of an uploaded table that somebody has to decide on, beside requests; then let the table be checked."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from catalog.exchange.import_jobs import check_import, set_waiting
from catalog.exchange.records import UnreadableError
from catalog.exchange.tables.decisions import Name, bounded
from catalog.exchange.tables.mapping import MappingError, mapping_of
from catalog.exchange.tables.names import collect_names
from catalog.models import Import, ImportDecision, ImportStatus
from catalog.queue import task

BATCH = 200


def queue_names(of_import: Import) -> None:
    """Let the names of a table be listed, and the table checked, as soon as the worker has time."""
    set_waiting(of_import)
    list_names.enqueue(of_import.pk)


@task()
def list_names(key: int) -> None:
    of_import = Import.objects.filter(pk=key, status=ImportStatus.WAITING).first()
    if of_import is None:
        return
    try:
        mapping = mapping_of(of_import.options.get("mapping"))
        for file in of_import.files:
            store_names(of_import.options["scope"], collect_names(Path(file["path"]), mapping))
    except (UnreadableError, MappingError, OSError):
        # The check that follows comes upon the same, and tells it.
        pass
    check_import.enqueue(key)


def store_names(scope: str, names: Iterable[Name]) -> None:
    """Store names that nobody has decided on; those that are stored stay as they are."""
    for batch in batches(map(bounded, names)):
        ImportDecision.objects.bulk_create(
            [ImportDecision(scope=scope, noun=name.noun, name=name.name, told_by=name.told_by) for name in batch],
            ignore_conflicts=True,
        )


def batches(names: Iterator[Name]) -> Iterator[list[Name]]:
    while batch := list(islice(names, BATCH)):
        yield batch
