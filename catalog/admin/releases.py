from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

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

    def for_labels(self, queryset):
        return queryset.select_related("film", "country")

    def label(self, release):
        return f"{release} · {release.film}"


class ReleaseRowForm(CitedRowForm):
    def full_clean(self):
        super().full_clean()
        if self.has_error(NON_FIELD_ERRORS, "date_conflict"):
            drop_errors(self, "date_conflict")


class ReleaseFormSet(RowFormSet):
    def clean(self):
        """Compare the releases with the film's own date, all as they are after the save."""
        super().clean()
        dated_forms = [form for form in self.remaining_forms() if form.instance.date]
        if not (dated_forms and self.instance.given_date):
            return
        earliest = dates.earliest_date(form.instance.date for form in dated_forms)
        try:
            dates.refuse_date_conflict(self.instance.given_date, [earliest])
        except ValidationError as error:
            next(form for form in dated_forms if form.instance.date == earliest).add_error("date", error)


class ReleaseInline(CitedTabular):
    model = Release
    form = ReleaseRowForm
    formset = ReleaseFormSet
    fields = ("date", "country", "type", "event", "certification", "note", "sources")
    list_select_related = ("country",)
