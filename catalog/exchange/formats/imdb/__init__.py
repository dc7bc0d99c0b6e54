"""IMDb: its seven non-commercial datasets, joined by the ids of titles and names, in bounded memory at any size.

A first reading finds the titles that the filter takes and the people in them, a second one makes the records.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.formats.entries import NumbersSeen
from catalog.exchange.formats.files import File, Reading, files_of
from catalog.exchange.formats.imdb.credits import Credits
from catalog.exchange.formats.imdb.datasets import (
    AKAS,
    BASICS,
    CREW,
    NAMES,
    PRINCIPALS,
    RATINGS,
    FilmRows,
    IndexedRows,
    SortedRows,
    Survey,
    datasets_of,
    number_in,
    read_dataset,
)
from catalog.exchange.formats.imdb.films import Films
from catalog.exchange.formats.imdb.filters import Filter, read_filter
from catalog.exchange.formats.imdb.people import People
from catalog.exchange.formats.imdb.words import KINDS, OTHER_KINDS
from catalog.exchange.formats.remarks import NoRemarks, Remarks
from catalog.exchange.formats.values import whole_number
from catalog.exchange.records import Place, Progress, Record, Remark, SourceOfImport, UnreadableError

# What is read twice: once to find out what is taken, and in which order it stands.
READ_TWICE = (BASICS, PRINCIPALS, CREW, AKAS)


class ImdbReader:
    """Reads films; `options` are those of `read_filter`: kind, votes, since."""

    source = SourceOfImport(
        title="IMDb non-commercial datasets",
        publisher="IMDb",
        url="https://developer.imdb.com/non-commercial-datasets/",
        licence="IMDb non-commercial licence",
    )

    def total_bytes(self, paths: Sequence[Path], options: Mapping[str, Any]) -> int:
        datasets = datasets_of(files_of(paths), NoRemarks())
        return sum(file.size * (2 if name in READ_TWICE else 1) for name, file in datasets.items())

    def read(self, paths: Sequence[Path], options: Mapping[str, Any], progress: Progress) -> Iterator[Record | Remark]:
        """Yield the films that the options ask for."""
        remarks, title_filter = Remarks(), read_filter(options)
        datasets = datasets_of(files_of(paths), remarks)
        reading = Titles(datasets, title_filter, remarks, Reading(progress))
        try:
            for record in reading.records():
                yield from remarks.drain()
                yield record
            yield from remarks.drain()
        finally:
            reading.close()


class Titles:
    """One reading of the datasets."""

    def __init__(self, datasets: dict[str, File], title_filter: Filter, remarks: Remarks, reading: Reading) -> None:
        self.datasets, self.filter, self.remarks, self.reading = datasets, title_filter, remarks, reading
        self.film_numbers, self.name_numbers = NumbersSeen(), NumbersSeen()
        self.people, self.films = People(remarks), Films(remarks)
        self.sorted_datasets: set[str] = set()

    def close(self) -> None:
        self.people.close()

    def records(self) -> Iterator[Record]:
        self.survey()
        joined_rows = {name: self.open(name) for name in (PRINCIPALS, CREW, AKAS) if name in self.datasets}
        try:
            yield from self.joined_records(joined_rows)
        finally:
            for rows in joined_rows.values():
                rows.close()

    def survey(self) -> None:
        """Find out which titles are taken, who works on them, and which files are in the order of their ids."""
        self.read_votes()
        for _line, cells in self.walk(BASICS):
            number = number_in(cells[0])
            if number and self.filter.takes(number, cells[1], cells[4]):
                self.film_numbers.add(number)
        if NAMES not in self.datasets:
            self.leave_credits_out()
        for _line, cells in self.walk(PRINCIPALS):
            if number_in(cells[0]) in self.film_numbers:
                self.name_numbers.add(number_in(cells[2]))
        for _line, cells in self.walk(CREW):
            if number_in(cells[0]) in self.film_numbers:
                for name in f"{cells[1]},{cells[2]}".split(","):
                    self.name_numbers.add(number_in(name))
        for _row in self.walk(AKAS):
            pass
        if NAMES in self.datasets:
            self.people.read(self.datasets[NAMES], self.name_numbers, self.reading)

    def read_votes(self) -> None:
        """Keep the titles with enough votes. Raise UnreadableError where votes are asked for and title.ratings is missing."""
        if self.filter.votes and RATINGS not in self.datasets:
            raise UnreadableError(_("There is no file title.ratings: it has the votes. Give it, too, or ask for none."))
        if not self.filter.votes:
            self.pass_over(RATINGS)
            return
        for line, cells in read_dataset(RATINGS, self.datasets[RATINGS], self.remarks, self.reading):
            votes = whole_number(cells[2])
            if votes is None:
                place = Place(self.datasets[RATINGS].name, line, "numVotes")
                self.remarks.refuse(place, cells[2], _("a whole number"), _("Correct it in the file."))
            elif votes >= self.filter.votes:
                self.filter.voted_numbers.add(number_in(cells[0]))

    def pass_over(self, name: str, times: int = 1) -> None:
        """Tell the bytes of a dataset that is not read."""
        for _time in range(times if name in self.datasets else 0):
            self.reading.end_file(self.datasets[name])

    def walk(self, name: str) -> Iterator[tuple[int, list[str]]]:
        """Walk a dataset for the first time; what is wrong in it is told the second time."""
        if name not in self.datasets:
            return
        survey = Survey(name, self.datasets[name], NoRemarks(), self.reading)
        yield from survey
        if survey.is_sorted:
            self.sorted_datasets.add(name)

    def leave_credits_out(self) -> None:
        for name in (PRINCIPALS, CREW):
            self.pass_over(name, times=2)
            if file := self.datasets.pop(name, None):
                rule = _("Without the file name.basics nobody has a name: no credits come in.")
                self.remarks.mend(Place(file.name), "", rule)

    def open(self, name: str) -> FilmRows:
        """Open a dataset for the second time: film by film where it and title.basics are in order, else by an index on disk."""
        rows = read_dataset(name, self.datasets[name], self.remarks, self.reading)
        if {name, BASICS} <= self.sorted_datasets:
            return SortedRows(rows)
        return IndexedRows(rows, self.film_numbers)

    def joined_records(self, joined_rows: dict[str, FilmRows]) -> Iterator[Record]:
        file, numbers, left_out = self.datasets[BASICS].name, NumbersSeen(), 0
        credits_of = Credits(self.remarks, self.people)
        files = tuple(self.datasets[name].name if name in self.datasets else "" for name in (PRINCIPALS, CREW))
        for line, cells in read_dataset(BASICS, self.datasets[BASICS], self.remarks, self.reading):
            if not self.is_taken(cells, Place(file, line, "tconst"), numbers):
                left_out += 1
                continue
            rows = {name: dataset.take(cells[0]) for name, dataset in joined_rows.items()}
            if record := self.films.record(line, cells, file):
                record.rows += credits_of.rows(rows.get(PRINCIPALS, []), rows.get(CREW, []), (files[0], files[1]))
                if AKAS in rows:
                    self.films.add_titles(record, rows[AKAS], self.datasets[AKAS].name)
                yield record
        if left_out:
            rule = _("So many titles are no films, or the filter leaves them out.")
            self.remarks.mend(Place(file), str(left_out), rule)

    def is_taken(self, cells: list[str], place: Place, numbers: NumbersSeen) -> bool:
        """Tell whether a row of title.basics is a film that the filter takes; tell wrong ids and kinds."""
        number = number_in(cells[0])
        if not (number and cells[0].startswith("tt") and len(cells[0]) >= 9):
            self.remarks.refuse(
                place, cells[0], _("an id of IMDb, such as tt0017136"), _("Correct it in the file."), takes_record=True
            )
            return False
        if cells[1] not in KINDS and cells[1] not in OTHER_KINDS:
            expected = _("one of the kinds: %(kinds)s") % {"kinds": ", ".join((*KINDS, *OTHER_KINDS))}
            self.remarks.refuse(
                place._replace(column="titleType"), cells[1], expected, _("Correct it in the file."), takes_record=True
            )
            return False
        if number not in self.film_numbers:
            return False
        if not numbers.add(number):
            self.remarks.refuse(
                place, cells[0], _("one row for a title"), _("Delete one of the two rows."), takes_record=True
            )
            return False
        return True
