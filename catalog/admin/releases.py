from django.contrib import admin
from django.core.exceptions import ValidationError

from catalog import dates
from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.cited import CitedRowForm, CitedTabular
from catalog.admin.inlines.rows import RowFormSet, drop_errors
from catalog.models import Release


@admin.register(Release)
class ReleaseAdmin(NounAdmin):
    list_display = ("film", "date", "country", "type", "event", "certification")
    list_filter = ("type", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("film", "country")
    search_fields = ("film__search_text", "event")
    autocomplete_fields = ("film", "country")

    def labelled(self, queryset):
        return queryset.select_related("film", "country")

    def label(self, release):
        return f"{release} · {release.film}"


class ReleaseRowForm(CitedRowForm):
    def _post_clean(self):
        super()._post_clean()
        drop_errors(self, "date_conflict")


class ReleaseFormSet(RowFormSet):
    def clean(self):
        """Hold the releases, as they will be, against the film's given date, as it will be."""
        super().clean()
        live = [form for form in self.forms if self.stays(form) and not form.errors and form.instance.date]
        if not live:
            return
        earliest = dates.earliest_date(form.instance.date for form in live)
        try:
            dates.refuse_date_conflict(self.instance.given_date, [earliest])
        except ValidationError as error:
            next(form for form in live if form.instance.date == earliest).add_error("date", error)


class ReleaseInline(CitedTabular):
    model = Release
    form = ReleaseRowForm
    formset = ReleaseFormSet
    fields = ("date", "country", "type", "event", "certification", "note", "sources")
    list_select_related = ("country",)
