"""The principals and the crew of a title at IMDb as credits."""

import json
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.formats.characters import read_character
from catalog.exchange.formats.imdb.datasets import Row as DatasetRow
from catalog.exchange.formats.imdb.people import People
from catalog.exchange.formats.imdb.words import FURTHER_JOBS, JOBS
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.values import text_of
from catalog.exchange.records import Entry, Place, Row

MOST_CREDITS = 20_000
LONGEST_NOTE, LONGEST_CHARACTER = 300, 200
JOB_ENTRIES = {
    job: Entry("job", job[1], fields={"department": job[0]}) for job in {*JOBS.values(), *FURTHER_JOBS.values()}
}
ACTING = "Acting"
# The columns of title.crew, and the category that each is of.
CREW_CATEGORIES = ((1, "director", "directors"), (2, "writer", "writers"))


class Credits:
    """Reads the credits of films."""

    def __init__(self, remarks: Remarks, people: People) -> None:
        self.remarks, self.people = remarks, people

    def rows(self, principals: list[DatasetRow], crew: list[DatasetRow], files: tuple[str, str]) -> list[Row]:
        """Return the credits of a film: the principals, and of the crew who is not among them in the same work."""
        lines = [self.principal_line(line, cells, files[0]) for line, cells in principals]
        known_pairs = {(person, category) for person, category, *_rest in lines}
        for line, cells in crew:
            lines += [pair for pair in self.crew_lines(line, cells, files[1]) if pair[:2] not in known_pairs]
        if len(lines) > MOST_CREDITS:
            expected = _("at most %(number)d credits of a film") % {"number": MOST_CREDITS}
            self.remarks.refuse(
                lines[-1][4], len(lines), expected, _("The first ones come in; enter the others at the desk.")
            )
        return self.credits(lines[:MOST_CREDITS])

    def principal_line(self, line: int, cells: list[str], file: str) -> tuple[str, str, str, str, Place]:
        _film, _ordering, person, category, job, characters = cells
        return person, category, job, characters, Place(file, line, "category")

    def crew_lines(self, line: int, cells: list[str], file: str) -> list[tuple[str, str, str, str, Place]]:
        return [
            (person, category, "", "", Place(file, line, column))
            for place, category, column in CREW_CATEGORIES
            for person in cells[place].split(",")
            if person
        ]

    def credits(self, lines: list[tuple[str, str, str, str, Place]]) -> list[Row]:
        people = self.people.entries_of([line[0] for line in lines], lines[0][4]) if lines else {}
        rows: list[Row] = []
        billing_order = 0
        for person, category, job, characters, place in lines:
            if category not in JOBS:
                expected = _("one of the categories: %(names)s") % {"names": ", ".join(JOBS)}
                self.remarks.refuse(place, category, expected, _("Enter the credit at the desk."))
            elif person in people:
                values = self.values(category, job, characters, place)
                if JOBS[category][0] == ACTING:
                    billing_order += 1
                    values["billing_order"] = billing_order
                rows.append(Row("credit", {"person": people[person], **values}, place))
        return rows

    def values(self, category: str, job: str, characters: str, place: Place) -> dict[str, Any]:
        """Return the job of a credit, the characters, and in its note what else the job says."""
        words = text_of(job, place._replace(column="job"), self.remarks)
        own_job = FURTHER_JOBS.get((category, words.lower()))
        values: dict[str, Any] = {"job": JOB_ENTRIES[own_job or JOBS[category]]}
        if words and own_job is None and words.lower() != category:
            values["note"] = words[:LONGEST_NOTE]
        if category == "archive_footage":
            values["archive_footage"] = True
        if category == "archive_sound":
            values |= {"voice": True, "archive_footage": True}
        return values | (self.character_values(characters, place._replace(column="characters")) if characters else {})

    def character_values(self, characters: str, place: Place) -> dict[str, Any]:
        """Return the characters of a list in JSON, and what the brackets behind them say."""
        values: dict[str, Any] = {}
        names: list[str] = []
        for text in self.texts(characters, place):
            part_names, part_values = read_character(text)
            values |= part_values
            names += [name for name in part_names if text_of(name, place, self.remarks, LONGEST_CHARACTER)]
        if values.get("uncredited"):
            values.pop("credited_as", "")
        return values | ({"characters": [Entry("character", name) for name in dict.fromkeys(names)]} if names else {})

    def texts(self, characters: str, place: Place) -> list[str]:
        try:
            texts = json.loads(characters)
        except (ValueError, RecursionError):
            texts = None
        if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            return [text.strip() for text in texts if text.strip()]
        self.remarks.refuse(place, characters, _("a list of names as JSON"), _("Enter the characters at the desk."))
        return []
