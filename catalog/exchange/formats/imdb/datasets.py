"""IMDb's files: which is which, their columns, and their rows film by film."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from catalog.exchange.formats.entries import NumbersSeen
from catalog.exchange.formats.files import File, Reading, TsvRows
from catalog.exchange.formats.indexes import RowIndex
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.records import Place, UnreadableError

BASICS, AKAS, CREW, PRINCIPALS, RATINGS, EPISODE, NAMES = (
    "title.basics",
    "title.akas",
    "title.crew",
    "title.principals",
    "title.ratings",
    "title.episode",
    "name.basics",
)
COLUMNS = {
    BASICS: ("tconst", "titleType", "primaryTitle", "originalTitle", "startYear", "runtimeMinutes", "genres"),
    AKAS: ("titleId", "ordering", "title", "region", "language", "types", "attributes"),
    CREW: ("tconst", "directors", "writers"),
    PRINCIPALS: ("tconst", "ordering", "nconst", "category", "job", "characters"),
    RATINGS: ("tconst", "averageRating", "numVotes"),
    NAMES: ("nconst", "primaryName", "birthYear", "deathYear"),
}
# So many rows of a film are read from a file at most.
MOST_ROWS = 20_001
NOTHING = "\\N"
Row = tuple[int, list[str]]


def datasets_of(files: Sequence[File], remarks: Remarks) -> dict[str, File]:
    """Return {name of a dataset: its file}, by the names of the files; tell the others. Raise UnreadableError without basics."""
    datasets: dict[str, File] = {}
    for file in files:
        name = next((name for name in (*COLUMNS, EPISODE) if name in file.plain_name), "")
        if name == EPISODE:
            remarks.mend(Place(file.name), "", _("Episodes of series are no films: the file is left out."))
        elif name and name not in datasets:
            datasets[name] = file
        else:
            expected = _("one file each of: %(names)s") % {"names": ", ".join(COLUMNS)}
            remarks.refuse(Place(file.name), "", expected, _("It is left out."), takes_record=True)
    if BASICS not in datasets:
        fault = _("There is no file title.basics among the files: it says which titles are films. Give it, too.")
        raise UnreadableError(fault)
    return datasets


def open_dataset(name: str, file: File, remarks: Remarks, reading: Reading) -> tuple[TsvRows, list[int]]:
    """Return the rows of a dataset, and where its columns stand. Raise UnreadableError where it lacks one."""
    rows = TsvRows(file, remarks, reading)
    missing_columns = [column for column in COLUMNS[name] if column not in rows.header]
    if missing_columns:
        rows.close()
        fault = _("%(file)s has no column %(columns)s. Give IMDb's file %(name)s as it is, with its first row.")
        raise UnreadableError(fault % {"file": file.name, "columns": ", ".join(missing_columns), "name": name})
    return rows, [rows.header.index(column) for column in COLUMNS[name]]


def read_dataset(name: str, file: File, remarks: Remarks, reading: Reading) -> Iterator[Row]:
    """Yield (line, cells) of a dataset, the cells in the order of COLUMNS, with "" for what IMDb doesn't say."""
    rows, places = open_dataset(name, file, remarks, reading)
    for line, cells in rows:
        yield line, [cell if (cell := cells[place]) != NOTHING else "" for place in places]


def number_in(outside_id: str) -> int:
    """Return the number of an id such as tt0017136; 0 of what is none."""
    digits = outside_id[2:]
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) <= 10 else 0


class Survey:
    """A first reading of a dataset: whether it is in the order of its ids. `rows` may be walked once."""

    def __init__(self, name: str, file: File, remarks: Remarks, reading: Reading) -> None:
        self.name, self.file, self.remarks, self.reading = name, file, remarks, reading
        self.is_sorted = True

    def __iter__(self) -> Iterator[Row]:
        last_id = ""
        for line, cells in read_dataset(self.name, self.file, self.remarks, self.reading):
            self.is_sorted = self.is_sorted and last_id <= cells[0]
            last_id = cells[0]
            yield line, cells


class SortedRows:
    """The rows of a dataset film by film, while films are asked for in the order of their ids."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self.rows = rows
        self.next = next(rows, None)

    def take(self, film_id: str) -> list[Row]:
        """Return the rows of a film; the ids that are passed over are gone."""
        film_rows: list[Row] = []
        while self.next is not None and self.next[1][0] <= film_id:
            if self.next[1][0] == film_id and len(film_rows) < MOST_ROWS:
                film_rows.append(self.next)
            self.next = next(self.rows, None)
        return film_rows

    def close(self) -> None:
        """Read to the end, so that all that is wrong in the file is told."""
        for _row in self.rows:
            pass


class IndexedRows:
    """The rows of a dataset film by film, in any order: those of the films that are taken stand on disk."""

    def __init__(self, rows: Iterator[Row], film_numbers: NumbersSeen) -> None:
        self.index = RowIndex()
        self.index.fill((cells[0], line, cells) for line, cells in rows if number_in(cells[0]) in film_numbers)

    def take(self, film_id: str) -> list[Row]:
        return self.index.take(film_id, MOST_ROWS)

    def close(self) -> None:
        self.index.close()


FilmRows = SortedRows | IndexedRows
