"""The sources that imported facts cite: the import's own, made when it begins, and those that a format names for single facts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from catalog.editing.documents import Root, read_document
from catalog.editing.history import record_revision
from catalog.editing.patches import Document, Patch
from catalog.exchange.records import Cited, SourceOfImport
from catalog.models import Deed, Import, Source


class Sources:
    """Knows the keys of the sources that an import cites. In a dry run these are numbers that no source has."""

    def __init__(self, of_import: Import | None, own: Any) -> None:
        self.of_import, self.own = of_import, own
        self.keys: dict[tuple[str, str], Any] = {}

    def of_fact(self, named_sources: Sequence[Cited]) -> Iterator[Any]:
        """Yield the keys of the sources of a fact: the import's own, then those that the format names."""
        yield self.own
        if named_sources:
            yield from {self.key_of(citation) for citation in named_sources} - {self.own}

    def key_of(self, citation: Cited) -> Any:
        """Return the key of a source that a format names; make it where the catalogue has none of its address, or title."""
        ident = (citation.url, "" if citation.url else citation.title)
        if ident not in self.keys:
            condition = {"url": citation.url} if citation.url else {"title": citation.title}
            key = Source.objects.filter(**condition).order_by("pk").values_list("pk", flat=True).first()
            self.keys[ident] = self.make(citation) if key is None else key
        return self.keys[ident]

    def make(self, citation: Cited) -> Any:
        if self.of_import is None:
            return -1 - len(self.keys)
        return save_source(
            Source(
                title=(citation.title or citation.url)[:200],
                url=citation.url[:500],
                publisher=citation.publisher[:200],
                kind="web_page" if citation.url else "database",
                retrieved_on=citation.retrieved_on or None,
            ),
            self.of_import,
        )


def own_source(of_import: Import, source: SourceOfImport, files: Iterable[dict[str, Any]]) -> Source:
    """Return the source that all facts of an import cite; made when it begins. Its note tells the files and their checksums."""
    if of_import.source:
        return of_import.source
    files = list(files)
    newest = max((file.get("changed_at", 0) for file in files), default=0)
    names = ", ".join(file["name"] for file in files[:3]) + (" …" if len(files) > 3 else "")
    row = Source(
        title=f"{source.title}: {names}"[:200],
        publisher=source.publisher,
        url=source.url,
        kind=source.kind,
        licence=source.licence[:200],
        retrieved_on=datetime.fromtimestamp(newest, UTC).date().isoformat() if newest else None,
        note="\n".join(
            gettext("%(name)s, SHA-256 %(sha256)s") % {"name": file["name"], "sha256": file.get("sha256", "")}
            for file in files[:20]
        ),
    )
    with transaction.atomic():
        save_source(row, of_import)
        Import.objects.filter(pk=of_import.pk).update(source=row)
    of_import.source = row
    return row


def save_source(row: Source, of_import: Import) -> Any:
    """Save a new source with its revision; return its key."""
    with transaction.atomic():
        row.full_clean()
        row.save()
        root = Root.of(row)
        patch = Patch.between(Document(), read_document(root))
        record_revision(root, editor=of_import.by, deed=Deed.IMPORTED, patch=patch, of_import=of_import)
    return row.pk
