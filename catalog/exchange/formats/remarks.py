"""What a reader tells of the values of one record while it reads them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from catalog.exchange.records import Place, Remark

# So much of a value stands in a report.
MOST_QUOTED = 300


# So many remarks wait at most: those on rows of which no record comes.
MOST_WAITING = 10_000


class Remarks:
    """Remarks that wait for the record that they are on. `drain` hands them on."""

    def __init__(self) -> None:
        self.waiting: list[Remark] = []
        self.surplus = 0
        self.told_once: set[tuple[str, str, str]] = set()

    def refuse(
        self, place: Place, value: object, expected: str, remedy: str = "", *, takes_record: bool = False
    ) -> None:
        """Tell that a value is refused, and with it perhaps the whole record."""
        self.add(Remark(place, one_line(value), expected, remedy, True, takes_record))

    def mend(self, place: Place, value: object, rule: str) -> None:
        """Tell that a value is taken as something else, by a rule of docs/importing.md."""
        self.add(Remark(place, one_line(value), rule, is_refused=False))

    def mend_once(self, place: Place, value: object, rule: str) -> None:
        """Tell it for the first place of a column alone: a code that stands for another one does so everywhere."""
        key = place.file, place.column, one_line(value)
        if key not in self.told_once:
            self.told_once.add(key)
            self.mend(place, value, rule)

    def add(self, remark: Remark) -> None:
        if len(self.waiting) < MOST_WAITING:
            self.waiting.append(remark)
        else:
            self.surplus += 1

    def drain(self) -> Iterator[Remark]:
        if self.waiting:
            remarks, self.waiting = self.waiting, []
            yield from remarks
        if self.surplus:
            expected = _("So many further values before this place are refused or mended, and not told one by one.")
            yield Remark(remarks[-1].place, str(self.surplus), expected)
            self.surplus = 0


class NoRemarks(Remarks):
    """Remarks of a reading that is done again: they are told then."""

    def add(self, remark: Remark) -> None:
        pass


def one_line(value: object) -> str:
    """Return a value as a report shows it: on one line, without NUL, and not longer than a report takes."""
    text = value if isinstance(value, str) else repr(value)
    return " ".join(text[: 2 * MOST_QUOTED].replace("\0", "").split())[:MOST_QUOTED]
