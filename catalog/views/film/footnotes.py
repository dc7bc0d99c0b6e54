"""The footnotes of a film's pages: its sources with their numbers."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from catalog.models import MissingReason, Source
from catalog.models.facts import CITED_ROWS, FIELDS

OF_VERSION = [field.name for field in FIELDS.values() if field.of_version]
MISSING_NAME_WORDS = {
    MissingReason.STRIPPED: _("not named in"),
    MissingReason.UNKNOWN: _("name unknown to"),
    MissingReason.WITHHELD: _("name withheld by"),
    MissingReason.UNCREDITED: _("uncredited in"),
}


@dataclass(frozen=True)
class Mark:
    """The mark of a footnote: the number of the source, and what it says otherwise.

    `gap` says in words that the source lacks the name, and why. `locator` is the page or timecode of the fact in it.
    """

    number: int
    source: Source
    gap: str = ""
    differs: str = ""
    locator: str = ""

    @property
    def title(self):
        """What a reader sees who points at the mark."""
        return ", ".join(filter(None, [self.source.title, self.locator]))


class Footnotes:
    """The sources of each fact of a film. They have the same numbers on all pages of the film.

    With `only`, the list of sources has that one alone, under its number. `works` are the rows of the works that the film is based
    on, whose own fields have sources, too.
    """

    def __init__(self, film, only=None, works=()):
        numbered_sources = list(enumerate(Source.objects.of(film), 1))
        numbers = {source.pk: (number, source) for number, source in numbered_sources}
        self.sources = [source for _, source in numbered_sources if only in (None, source)]
        self.first = numbers[only.pk][0] if only else 1
        self._numbers = {key: number for key, (number, _) in numbers.items()}
        self._marks = defaultdict(list)
        for citation in film.citations.all():
            if numbered_source := numbers.get(citation.source_id):
                gap = MISSING_NAME_WORDS.get(citation.missing_reason, "")
                mark = Mark(*numbered_source, gap, citation.differs, citation.locator)
                for key in keys_of(citation):
                    self._marks[key].append(mark)
        for row in works:
            for citation in row.work.citations.all():
                if numbered_source := numbers.get(citation.source_id):
                    mark = Mark(*numbered_source, differs=citation.differs, locator=citation.locator)
                    self._marks[f"work {citation.work_id}", citation.field].append(mark)
        for marks in self._marks.values():
            marks.sort(key=lambda mark: (bool(mark.gap), mark.number))

    def mark_of(self, source):
        """Return the mark of a source that says a whole text or an answer."""
        return Mark(self._numbers[source.pk], source)

    def of(self, row):
        """Return the marks of a credit, a release or another row."""
        return self._marks.get((row._meta.model_name, row.pk), [])

    def of_field(self, field):
        return self._marks.get(("field", field), [])

    def of_version_field(self, version, field):
        """Return the marks of one field of a version, for which sources are cited that don't say the rest of it."""
        return self._marks.get((f"version {version.pk}", field), [])

    def of_work_field(self, work, field):
        """Return the marks of a field of a work that the film is based on."""
        return self._marks.get((f"work {work.pk}", field), [])


def keys_of(citation):
    """Return what a citation is for: ("credit", its id) and the like, or ("field", its name).

    One for the leading version, or for a field of it, is also for the fields of the film that follow from it.
    """
    if citation.version_id:
        keys = [("version", citation.version_id)] if not citation.field else []
        if citation.version.leads:
            keys += [("field", name) for name in OF_VERSION if citation.field in ("", name)]
        return [*keys, (f"version {citation.version_id}", citation.field)]
    for key, row in CITED_ROWS.items():
        if row_id := getattr(citation, f"{key}_id"):
            return [(row.noun, row_id)]
    return [("field", citation.field)]
