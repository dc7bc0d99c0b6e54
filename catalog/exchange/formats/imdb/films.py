"""A title of IMDb as the record of a film."""

from django.utils.translation import gettext as _

from catalog.exchange.formats import codes
from catalog.exchange.formats.imdb.datasets import Row as DatasetRow
from catalog.exchange.formats.imdb.words import (
    BETWEEN,
    DOCUMENTARY,
    GENRES,
    KINDS,
    LEFT_OUT_GENRES,
    SILENT_TYPES,
    TITLE_KINDS,
)
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.values import date_of, number_of, text_of
from catalog.exchange.records import Entry, Place, Record, Row
from catalog.models.picture_and_sound import FilmKind

LONGEST_TITLE, LONGEST_NOTE, LONGEST_RUNTIME = 300, 200, 6000
COLUMNS = {
    "title": "primaryTitle",
    "original_title": "originalTitle",
    "given_date": "startYear",
    "runtime_minutes": "runtimeMinutes",
    "kind": "titleType",
}
GENRE_ENTRIES = {name: Entry("genre", own_name) for name, own_name in GENRES.items()}


class Films:
    """Makes records of films from the rows of title.basics and title.akas."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks

    def record(self, line: int, cells: list[str], file: str) -> Record | None:
        """Return the record of a row of title.basics; None where it has no title, which is told."""
        film_id, kind, title, original_title, year, runtime, genres = cells
        place = Place(file, line, "primaryTitle")
        title = text_of(title, place, self.remarks, LONGEST_TITLE)
        if not title:
            self.remarks.refuse(place, film_id, _("a title"), _("Enter the film at the desk."), takes_record=True)
            return None
        original_title = text_of(original_title, self.at(place, "originalTitle"), self.remarks, LONGEST_TITLE)
        genre_names = genres.split(",") if genres else []
        fields = {
            "title": title,
            "original_title": original_title if original_title != title else "",
            "kind": FilmKind.DOCUMENTARY.value if is_documentary(kind, genre_names) else KINDS[kind],
            "given_date": date_of(year, self.at(place, "startYear"), self.remarks),
            "runtime_minutes": number_of(runtime, self.at(place, "runtimeMinutes"), self.remarks, 1, LONGEST_RUNTIME),
            "genres": [entry for name in genre_names if (entry := self.genre(name, self.at(place, "genres")))],
        }
        return Record("film", {"imdb": film_id}, fields, Place(file, line), [], COLUMNS)

    def at(self, place: Place, column: str) -> Place:
        return place._replace(column=column)

    def genre(self, name: str, place: Place) -> Entry | None:
        entry = GENRE_ENTRIES.get(name)
        if name in LEFT_OUT_GENRES:
            self.remarks.mend_once(place, name, _("It is no genre of the catalogue, and left out of all films."))
        elif entry is None:
            expected = _("one of the genres: %(names)s") % {"names": ", ".join(GENRES)}
            self.remarks.refuse(place, name, expected, _("Choose a genre for the film at the desk."))
        return entry

    def add_titles(self, record: Record, rows: list[DatasetRow], file: str) -> None:
        """Add the rows of title.akas, each once in a language and country, and not the film's own title."""
        own_titles = {record.fields["title"], record.fields["original_title"]}
        keys = set()
        for line, cells in rows:
            row = self.title(cells, Place(file, line, "title"))
            if row and row.values["title"] not in own_titles:
                key = row.values["title"], row.values["language"], row.values["country"]
                record.rows += [row] if key not in keys else []
                keys.add(key)

    def title(self, cells: list[str], place: Place) -> Row | None:
        _film, _ordering, title, region, language, types, attributes = cells
        title = text_of(title, place, self.remarks, LONGEST_TITLE)
        if not title:
            return None
        type_names = [name for name in types.replace(BETWEEN, ",").split(",") if name]
        notes = [
            codes.IMDB.regions.get(region, ""),
            *(name for name in type_names if is_told(name)),
            *attributes.split(BETWEEN),
        ]
        values = {
            "title": title,
            "kind": next((TITLE_KINDS[name] for name in type_names if name in TITLE_KINDS), ""),
            "country": self.country(region, self.at(place, "region")),
            "language": codes.IMDB.language(language, self.at(place, "language"), self.remarks) if language else "",
            "note": ", ".join(filter(None, notes))[:LONGEST_NOTE],
        }
        return Row("title", values, place)

    def country(self, region: str, place: Place) -> str:
        """Return the country of a region; "" where it is none, such as Europe, which then stands in the note."""
        if not region or region in codes.IMDB.regions:
            return ""
        return codes.IMDB.country(region, place, self.remarks)


def is_documentary(kind: str, genres: list[str]) -> bool:
    return KINDS[kind] == FilmKind.FEATURE.value and DOCUMENTARY in genres


def is_told(type_name: str) -> bool:
    return type_name not in TITLE_KINDS and type_name not in SILENT_TYPES
