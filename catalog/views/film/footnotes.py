"""A film's sources, numbered as its pages' footnotes number them."""

from collections import defaultdict
from dataclasses import dataclass

from catalog.models import MissingReason, Source
from catalog.models.facts import CITED_ROWS

LOST = {
    MissingReason.STRIPPED: "name stripped in",
    MissingReason.UNKNOWN: "name unknown to",
    MissingReason.WITHHELD: "name withheld by",
    MissingReason.UNCREDITED: "uncredited in",
}


@dataclass(frozen=True)
class Mark:
    """A footnote's mark: the source's number, and what of the fact the source lost."""

    number: int
    source: Source
    lost: str = ""


class Footnotes:
    """Which of a film's sources say which of its facts. The numbers are the same on all pages of the film.

    With `only`, a page's list names that source alone, under its number.
    """

    def __init__(self, film, only=None):
        numbered = list(enumerate(Source.objects.of(film), 1))
        numbers = {source.pk: (number, source) for number, source in numbered}
        self.sources = [source for _, source in numbered if only in (None, source)]
        self.first = numbers[only.pk][0] if only else 1
        self._marks = defaultdict(list)
        for citation in film.citations.all():
            if found := numbers.get(citation.source_id):
                self._marks[under(citation)].append(Mark(*found, LOST.get(citation.missing_reason, "")))
        for marks in self._marks.values():
            marks.sort(key=lambda mark: (bool(mark.lost), mark.number))

    def of(self, row):
        """The marks of a credit, a release or another row."""
        return self._marks.get((row._meta.model_name, row.pk), [])

    def of_field(self, field):
        return self._marks.get(("field", field), [])


def under(citation):
    """What a citation stands under: (`credit`, its id), or (`field`, its name)."""
    for key, row in CITED_ROWS.items():
        if row_id := getattr(citation, f"{key}_id"):
            return row.noun, row_id
    return "field", citation.field
