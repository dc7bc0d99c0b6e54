"""TMDB: the two tables of films and credits, and answers of its API in JSON."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from catalog.exchange.formats.files import Reading, bytes_of, files_of, plain_name
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.tmdb.films import Films
from catalog.exchange.formats.tmdb.tables import Tables, open_tables
from catalog.exchange.records import Progress, Record, Remark, SourceOfImport


class TmdbReader:
    """Reads films with their credits; `options` may have the `language` of texts, else they are taken as English."""

    source = SourceOfImport(
        title="TMDB",
        publisher="The Movie Database",
        url="https://www.themoviedb.org/",
        licence="TMDB API Terms of Use",
    )

    def total_bytes(self, paths: Sequence[Path], options: Mapping[str, Any]) -> int:
        return bytes_of(paths)

    def read(self, paths: Sequence[Path], options: Mapping[str, Any], progress: Progress) -> Iterator[Record | Remark]:
        remarks, reading, files = Remarks(), Reading(progress), files_of(paths)
        films, language = Films(remarks), options.get("language") or "en"
        tables = [file for file in files if plain_name(file).endswith(".csv")]
        for film_rows, credit_rows in open_tables(tables, remarks, reading):
            yield from Tables(films, language).read(film_rows, credit_rows)
        yield from remarks.drain()
