"""The sources of a row, chosen in the row itself."""

from django.contrib import admin

from catalog.admin.inlines.rows import RowForm, RowTabular
from catalog.admin.inlines.selects import RowChoices, RowSelectMultiple
from catalog.models import Citation, Source


def cite(*, row, sources):
    """Make the row's citations those of the sources. A source that stays keeps its quote."""
    row_field = {type(row).citations.field.name: row}
    row.citations.filter(field="").exclude(source__in=sources).delete()
    citations = [Citation(film_id=row.film_id, source=source, **row_field) for source in sources]
    Citation.objects.bulk_create(citations, ignore_conflicts=True)


class SourceChoices(RowChoices):
    def keys_of(self, row, name):
        """Return the keys of the sources of the whole row: of a version, some may be cited for one field alone."""
        return [citation.source_id for citation in row.citations.all() if not citation.field]


class CitedRowForm(RowForm):
    sources = SourceChoices(
        Source.objects.all(),
        required=False,
        label="Sources",
        widget=RowSelectMultiple(Citation._meta.get_field("source"), admin.site),
        help_text="Which sources say so. What a source says in its own words goes under “Citations”.",
    )

    def save(self, commit=True):
        row = super().save(commit)
        if commit and "sources" in self.changed_data:
            cite(row=row, sources=self.cleaned_data["sources"])
        return row


class CitedTabular(RowTabular):
    form = CitedRowForm
    prefetch = ("citations",)
