"""Wikidata: entities in JSON. Films are those that `is_film` tells; all other entities give names, codes and ids."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.formats.files import Reading, files_of, refuse_others, with_ending
from catalog.exchange.formats.indexes import DiskIndex
from catalog.exchange.formats.remarks import NoRemarks, Remarks
from catalog.exchange.formats.wikidata.files import read_entities
from catalog.exchange.formats.wikidata.films import Films, is_film
from catalog.exchange.formats.wikidata.lookups import Lookups
from catalog.exchange.records import Place, Progress, Record, Remark, SourceOfImport

ENDINGS = (".json", ".jsonl", ".ndjson")


class WikidataReader:
    """Reads films in two walks: the first keeps the names of all entities on disk, the second makes the records."""

    source = SourceOfImport(
        title="Wikidata",
        publisher="Wikimedia Foundation",
        url="https://www.wikidata.org/",
        licence="CC0 1.0",
    )

    def total_bytes(self, paths: Sequence[Path], options: Mapping[str, Any]) -> int:
        """Each file is read twice."""
        return 2 * sum(file.size for file in with_ending(files_of(paths), *ENDINGS))

    def read(self, paths: Sequence[Path], options: Mapping[str, Any], progress: Progress) -> Iterator[Record | Remark]:
        remarks, reading, files = Remarks(), Reading(progress), files_of(paths)
        refuse_others(files, ENDINGS, remarks)
        entity_files = with_ending(files, *ENDINGS)
        lookups, film_ids = Lookups(remarks), DiskIndex()
        try:
            for entity in read_entities(entity_files, NoRemarks(), reading):
                lookups.add(entity.values)
            films, helper_count = Films(lookups, remarks), 0
            for entity in read_entities(entity_files, remarks, reading):
                if not is_film(entity.values):
                    helper_count += 1
                    continue
                record = films.record(entity) if self.is_new(film_ids, entity.id, entity.place, remarks) else None
                yield from remarks.drain()
                if record:
                    yield record
            self.tell_helpers(helper_count, remarks)
            yield from remarks.drain()
        finally:
            lookups.close()
            film_ids.close()

    def is_new(self, film_ids: DiskIndex, entity_id: str, place: Place, remarks: Remarks) -> bool:
        """Tell whether a film is the first of its id; a second one is refused."""
        if film_ids.add(entity_id, None):
            return True
        remarks.refuse(place, entity_id, _("one entity of an id"), _("Leave out one of the two."), takes_record=True)
        return False

    def tell_helpers(self, helper_count: int, remarks: Remarks) -> None:
        if helper_count:
            rule = _("So many entities are no films: they give names, codes and ids.")
            remarks.mend(Place(""), str(helper_count), rule)
