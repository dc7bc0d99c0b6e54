"""The reader of each format."""

from django.utils.module_loading import import_string

from catalog.exchange.records import Reader
from catalog.models import ImportFormat

READERS = {
    ImportFormat.TABLE: "catalog.exchange.tables.reader.TableReader",
    ImportFormat.TMDB: "catalog.exchange.formats.tmdb.TmdbReader",
    ImportFormat.IMDB: "catalog.exchange.formats.imdb.ImdbReader",
    ImportFormat.MOVIELENS: "catalog.exchange.formats.movielens.MovieLensReader",
    ImportFormat.WIKIDATA: "catalog.exchange.formats.wikidata.WikidataReader",
}


def reader_of(import_format: str) -> Reader:
    """Return a reader of a format."""
    reader: Reader = import_string(READERS[ImportFormat(import_format)])()
    return reader
