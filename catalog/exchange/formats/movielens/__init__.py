"""MovieLens: ratings as counts a film and half star, and the ids of IMDb and TMDB by which its films are known."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.formats.entries import NumbersSeen
from catalog.exchange.formats.files import CsvRows, File, Reading, bytes_of, files_of
from catalog.exchange.formats.movielens.titles import read_title
from catalog.exchange.formats.movielens.votes import VoteCounts
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.values import text_of, whole_number
from catalog.exchange.records import Entry, Place, Progress, Record, Remark, Row, SourceOfImport, UnreadableError

MOVIES, RATINGS, LINKS, TAGS = "movies.csv", "ratings.csv", "links.csv", "tags.csv"
LEFT_OUT = {"readme.txt", "readme.html", "genome-scores.csv", "genome-tags.csv"}
COLUMNS = {"title": "title", "given_date": "title", "genres": "genres"}
IMDB_NUMBER = re.compile(r"\d{1,10}\Z")
LONGEST_TITLE = 300
# https://files.grouplens.org/datasets/movielens/ml-latest-README.html; those that are genres of the catalogue.
GENRES = {
    **{
        name: name
        for name in ("Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Fantasy")
    },
    **{name: name for name in ("Horror", "Musical", "Mystery", "Romance", "Thriller", "War", "Western")},
    "Film-Noir": "Film Noir",
    "Sci-Fi": "Science Fiction",
}
GENRE_ENTRIES = {name: Entry("genre", own_name) for name, own_name in GENRES.items()}
NO_GENRES = "(no genres listed)"


class MovieLensReader:
    """Reads the films of movies.csv with their ids of links.csv and the counts of ratings.csv."""

    source = SourceOfImport(
        title="MovieLens",
        publisher="GroupLens Research, University of Minnesota",
        url="https://grouplens.org/datasets/movielens/",
        licence="MovieLens usage licence",
    )

    def total_bytes(self, paths: Sequence[Path], options: Mapping[str, Any]) -> int:
        return bytes_of(paths)

    def read(self, paths: Sequence[Path], options: Mapping[str, Any], progress: Progress) -> Iterator[Record | Remark]:
        remarks, reading = Remarks(), Reading(progress)
        files = self.named_files(files_of(paths), remarks, reading)
        if MOVIES not in files:
            raise UnreadableError(_("There is no file movies.csv: it names the films. Give it, too."))
        links = read_links(files.get(LINKS), remarks, reading)
        votes = VoteCounts()
        if RATINGS in files:
            votes.read(files[RATINGS], remarks, reading)
        doubles = doubles_of(links)
        for outside_id, first_id in doubles.items():
            votes.add_to(first_id, outside_id)
        films = Films(links, doubles, votes, remarks)
        rows = CsvRows(files[MOVIES], remarks, reading)
        refuse_missing_columns(rows, ("movieId", "title", "genres"))
        for row in rows:
            record = films.record(row, rows.place())
            yield from remarks.drain()
            if record:
                yield record
        films.refuse_left_votes(files.get(RATINGS))
        yield from remarks.drain()

    def named_files(self, files: Sequence[File], remarks: Remarks, reading: Reading) -> dict[str, File]:
        """Return {name: file} of the three files that are read; tell the others."""
        named_files: dict[str, File] = {}
        for file in files:
            name = file.plain_name.rpartition("/")[2]
            if name in (MOVIES, RATINGS, LINKS) and name not in named_files:
                named_files[name] = file
                continue
            reading.end_file(file)
            if name == TAGS:
                rule = _(
                    "Tags are what single users wrote: the catalogue has no place for them, and they are left out."
                )
                remarks.mend(Place(file.name), "", rule)
            elif name not in LEFT_OUT:
                expected = _("one file each of: %(names)s") % {"names": f"{MOVIES}, {RATINGS}, {LINKS}"}
                remarks.refuse(Place(file.name), "", expected, _("It is left out."), takes_record=True)
        return named_files


def refuse_missing_columns(rows: CsvRows, columns: tuple[str, ...]) -> None:
    """Raise UnreadableError where a table lacks one of these columns."""
    if missing_columns := [column for column in columns if column not in rows.header]:
        fault = _("%(file)s has no column %(columns)s. Give MovieLens' file as it is, with its first row.")
        raise UnreadableError(fault % {"file": rows.place().file, "columns": ", ".join(missing_columns)})


def read_links(file: File | None, remarks: Remarks, reading: Reading) -> dict[str, tuple[str, str]]:
    """Return {id of MovieLens: ids of IMDb and TMDB}, "" where there is none; MovieLens leaves the zeros of IMDb's out."""
    links: dict[str, tuple[str, str]] = {}
    if file is None:
        return links
    rows = CsvRows(file, remarks, reading)
    refuse_missing_columns(rows, ("movieId", "imdbId", "tmdbId"))
    for row in rows:
        imdb, tmdb = row["imdbId"].strip(), row["tmdbId"].strip()
        if imdb and not IMDB_NUMBER.match(imdb):
            remarks.refuse(rows.place("imdbId"), imdb, _("the number of an id of IMDb"), _("Correct it in the file."))
            imdb = ""
        number = whole_number(tmdb)
        if tmdb and not (number and number > 0):
            remarks.refuse(rows.place("tmdbId"), tmdb, _("an id of TMDB"), _("Correct it in the file."))
            number = None
        links[row["movieId"].strip()] = (f"tt{imdb.zfill(7)}" if imdb else "", str(number) if number else "")
    return links


def doubles_of(links: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return {id: id before it} of films that have the same id of IMDb or TMDB as one before: MovieLens has some of them twice."""
    first_ids: dict[str, str] = {}
    doubles: dict[str, str] = {}
    for outside_id, ids in links.items():
        first_id = next((first_ids[value] for value in ids if value in first_ids), "")
        if first_id:
            doubles[outside_id] = first_id
        first_ids |= {value: first_id or outside_id for value in ids if value and value not in first_ids}
    return doubles


class Films:
    """Makes records of films."""

    def __init__(
        self, links: dict[str, tuple[str, str]], doubles: dict[str, str], votes: VoteCounts, remarks: Remarks
    ) -> None:
        self.links, self.doubles, self.votes, self.remarks = links, doubles, votes, remarks
        self.numbers = NumbersSeen()

    def record(self, row: dict[str, str], place: Place) -> Record | None:
        """Return the record of a row of movies.csv; None of a wrong or second id, or without a title, which is told."""
        outside_id, title_place = row["movieId"].strip(), place._replace(column="title")
        number = whole_number(outside_id)
        if not number or number < 1 or not self.numbers.add(number):
            expected = _("an id of MovieLens that no row before has")
            self.remarks.refuse(
                place._replace(column="movieId"), outside_id, expected, _("Correct it in the file."), takes_record=True
            )
            return None
        if first_id := self.doubles.get(outside_id):
            rule = _(
                "It has an id of IMDb or TMDB in common with %(id)s: they are one film, and its ratings are added up."
            )
            self.remarks.mend(place._replace(column="movieId"), outside_id, rule % {"id": first_id})
            return None
        title, year, other_titles = read_title(text_of(row["title"], title_place, self.remarks))
        if not title or len(title) > LONGEST_TITLE:
            expected = _("a title of at most %(number)d characters") % {"number": LONGEST_TITLE}
            self.remarks.refuse(title_place, title, expected, _("Correct it in the file."), takes_record=True)
            return None
        if not year:
            self.remarks.mend(title_place, title, _("There is no year in brackets at its end: the film has none."))
        fields = {
            "title": title,
            "given_date": year,
            "genres": self.genres(row["genres"], place._replace(column="genres")),
        }
        rows = [
            Row("title", {"title": other_title}, title_place)
            for other_title in dict.fromkeys(other_titles)
            if is_title(other_title, title)
        ]
        return Record(
            "film", self.ids(outside_id), fields, place, [*rows, *self.rating_rows(outside_id, place)], COLUMNS
        )

    def ids(self, outside_id: str) -> dict[str, str]:
        imdb, tmdb = self.links.get(outside_id, ("", ""))
        ids = {"movielens": outside_id, "imdb": imdb, "tmdb": tmdb}
        return {scheme: value for scheme, value in ids.items() if value}

    def genres(self, text: str, place: Place) -> list[Entry]:
        """Return the genres; those that are none of the catalogue are told once."""
        names = [name for name in text.split("|") if name and name != NO_GENRES]
        for name in names:
            if name not in GENRES:
                self.remarks.mend_once(place, name, _("It is no genre of the catalogue, and left out of all films."))
        return [GENRE_ENTRIES[name] for name in names if name in GENRES]

    def rating_rows(self, outside_id: str, place: Place) -> list[Row]:
        """Return the counts of the ratings, if there are any."""
        counts = self.votes.by_film.pop(outside_id, None)
        if counts is None:
            return []
        values = {"scheme": "movielens"} | {f"half_stars_{number}": count for number, count in enumerate(counts, 1)}
        return [Row("outsiderating", values, place._replace(column="movieId"))]

    def refuse_left_votes(self, file: File | None) -> None:
        """Tell the ratings of films that are not among the films."""
        for outside_id, counts in self.votes.by_film.items():
            if file:
                value = _("%(id)s: %(number)d ratings") % {"id": outside_id, "number": sum(counts)}
                expected = _("the id of a film in movies.csv")
                self.remarks.refuse(
                    Place(file.name, 0, "movieId"), value, expected, _("Take all files from the same day.")
                )


def is_title(text: str, title: str) -> bool:
    return text != title and len(text) <= LONGEST_TITLE
