"""The people of IMDb who work on the films that are brought in, on disk, and the credits that refer to them."""

import re
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.formats.entries import Entries, NumbersSeen
from catalog.exchange.formats.files import File, Reading
from catalog.exchange.formats.imdb.datasets import NAMES, number_in, read_dataset
from catalog.exchange.formats.indexes import DiskIndex
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.values import text_of
from catalog.exchange.records import Entry, Place

LONGEST_NAME = 200
YEAR = re.compile(r"[1-9]\d{0,3}\Z")


class People:
    """People by their ids; `take` returns nobody whom the file of names doesn't have."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks, self.index = remarks, DiskIndex()
        self.entries = Entries("person", "imdb")

    def read(self, file: File, numbers: NumbersSeen, reading: Reading) -> None:
        """Keep the names of the people of these numbers."""
        rows = read_dataset(NAMES, file, self.remarks, reading)
        self.index.fill(
            (cells[0], [line, file.name, *cells[1:]]) for line, cells in rows if number_in(cells[0]) in numbers
        )

    def entries_of(self, ids: list[str], place: Place) -> dict[str, Entry]:
        """Return {id: person} of the people of one film; tell those who have no name."""
        people = {outside_id: entry for outside_id in ids if (entry := self.entries.by_key.get(outside_id))}
        new_ids = [outside_id for outside_id in ids if outside_id not in people]
        values = self.index.get_many(new_ids) if new_ids else {}
        for outside_id in dict.fromkeys(new_ids):
            entry = self.entry(outside_id, values[outside_id]) if outside_id in values else None
            if entry:
                people[outside_id] = entry
            else:
                expected = _("a person with a name in name.basics")
                self.remarks.refuse(place, outside_id, expected, _("Take both files from the same day."))
        return people

    def entry(self, outside_id: str, values: list[Any]) -> Entry | None:
        """Return a person with the years of birth and death; None where the name is missing or too long."""
        line, file, name, born, died = values
        place = Place(file, line, "primaryName")
        name = text_of(name, place, self.remarks, LONGEST_NAME)
        fields = {"born": self.year(born, place, "birthYear"), "died": self.year(died, place, "deathYear")}
        if fields["born"] and fields["died"] and int(fields["died"]) < int(fields["born"]):
            expected = _("a year of death after that of birth, %(year)s") % {"year": born}
            self.remarks.refuse(
                place._replace(column="deathYear"), died, expected, _("Enter the right years at the desk.")
            )
            fields = {}
        filled_fields = {field: year for field, year in fields.items() if year}
        return self.entries.entry(outside_id, name, filled_fields, key=outside_id) if name else None

    def year(self, text: str, place: Place, column: str) -> str:
        """Return a year as the desk takes it, with four figures; "" where there is none."""
        if not text:
            return ""
        if YEAR.match(text):
            return text.zfill(4)
        self.remarks.refuse(
            place._replace(column=column), text, _("a year from 1 to 9999"), _("Enter the date at the desk.")
        )
        return ""

    def close(self) -> None:
        self.index.close()
