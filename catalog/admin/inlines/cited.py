"""The sources of a row, chosen in the row itself."""

from django.contrib import admin

from catalog.admin.inlines.rows import RowForm, RowTabular
from catalog.admin.inlines.selects import RowChoices, RowSelectMultiple
from catalog.models import Citation, Source


def cite(*, row, sources):
    """Make the row's citations those of the sources. What stays keeps its quote."""
    under = {type(row).citations.field.name: row}
    row.citations.exclude(source__in=sources).delete()
    fresh = [Citation(film_id=row.film_id, source=source, **under) for source in sources]
    Citation.objects.bulk_create(fresh, ignore_conflicts=True)


class CitedRowForm(RowForm):
    sources = RowChoices(
        queryset=Source.objects.all(),
        required=False,
        label="Sources",
        widget=RowSelectMultiple(Citation._meta.get_field("source"), admin.site),
        help_text="Which sources say so. What a source says in its own words goes under “Citations”.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["sources"] = self.initial_of(self.instance, "sources")

    @staticmethod
    def initial_of(row, name):
        return [citation.source_id for citation in row.citations.all()] if name == "sources" else None

    def _save_m2m(self):
        super()._save_m2m()
        if "sources" in self.changed_data:
            cite(row=self.instance, sources=self.cleaned_data["sources"])


class CitedInlineMixin:
    form = CitedRowForm
    prefetch = ("citations",)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.base_fields["sources"].widget.add_url = self.add_url(Source, request)
        return formset


class CitedTabular(CitedInlineMixin, RowTabular):
    pass
