"""The ratings of MovieLens, counted by film and half star: 33 million of them in the memory of ten numbers a film."""

from array import array

from django.utils.translation import gettext as _

from catalog.exchange.formats.files import File, Lines, Reading
from catalog.exchange.formats.remarks import Remarks

HALF_STARS = {text: place for place in range(10) for text in (f"{(place + 1) / 2:.1f}", f"{(place + 1) / 2:g}")}
COLUMNS = ("userId", "movieId", "rating", "timestamp")


class VoteCounts:
    """How many gave which film half a star, one star … five stars."""

    def __init__(self) -> None:
        self.by_film: dict[str, array[int]] = {}

    def read(self, file: File, remarks: Remarks, reading: Reading) -> None:
        """Count the ratings of a file; a row that is none is refused."""
        lines = Lines(file, remarks, reading)
        by_film, places = self.by_film, HALF_STARS
        for line in lines:
            cells = line.split(",", 3)
            place = places.get(cells[2].strip()) if len(cells) > 2 else None
            if place is None:
                self.refuse(cells, lines, remarks)
                continue
            counts = by_film.get(cells[1])
            if counts is None:
                counts = by_film[cells[1]] = array("Q", bytes(80))
            counts[place] += 1

    def add_to(self, first_id: str, outside_id: str) -> None:
        """Add the counts of one film to those of another one."""
        counts = self.by_film.pop(outside_id, None)
        first_counts = self.by_film.setdefault(first_id, array("Q", bytes(80))) if counts else None
        for place, count in enumerate(counts or ()):
            if first_counts is not None:
                first_counts[place] += count

    def refuse(self, cells: list[str], lines: Lines, remarks: Remarks) -> None:
        if (lines.number == 1 and tuple(cell.strip() for cell in cells) == COLUMNS) or not "".join(cells).strip():
            return
        remarks.refuse(
            lines.place("rating"),
            ",".join(cells).strip(),
            _("a rating from 0.5 to 5.0 in half stars, after the user and the film"),
            _("Correct the row, or delete it."),
        )
