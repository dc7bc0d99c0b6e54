"""TMDB: the two tables of films and credits, and answers of its API in JSON."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from catalog.exchange.formats.files import Reading, bytes_of, files_of, refuse_others, with_ending
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.tmdb.answers import Answers
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
        for film_rows, credit_rows in open_tables(with_ending(files, ".csv"), remarks, reading):
            yield from Tables(films, language).read(film_rows, credit_rows)
        answers = Answers(films, language)
        yield from answers.read_files(with_ending(files, ".json"), reading)
        for path in with_ending(files, ".jsonl", ".ndjson"):
            yield from answers.read_lines(path, reading)
        refuse_others(files, (".csv", ".json", ".jsonl", ".ndjson"), remarks)
        yield from remarks.drain()
