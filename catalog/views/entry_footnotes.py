"""The footnotes of the pages of people and companies: their sources with their numbers."""

from collections import defaultdict

from catalog.views.film.footnotes import Mark


class EntryFootnotes:
    """The sources of each field of a person or a company and of each name of a person, numbered in the order in which they were cited."""

    first = 1

    def __init__(self, entry):
        self.citations = list(entry.citations.public().with_sources())
        numbers = {}
        for citation in self.citations:
            numbers.setdefault(citation.source, len(numbers) + 1)
        self.sources = list(numbers)
        self._marks = defaultdict(list)
        for citation in self.citations:
            mark = Mark(numbers[citation.source], citation.source, differs=citation.differs, locator=citation.locator)
            self._marks[citation.field or citation.person_name].append(mark)

    @property
    def quotes(self):
        """The citations with the source's own words."""
        return [citation for citation in self.citations if citation.quote]

    def of_field(self, field):
        return self._marks.get(field, [])

    def of_row(self, row):
        """Return the marks of one of the person's names."""
        return self._marks.get(row, [])
