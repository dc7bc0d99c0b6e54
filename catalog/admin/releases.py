from django.contrib import admin, messages
from django.core.exceptions import ValidationError

from catalog import dates
from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.cited import CitedRowForm, CitedTabular
from catalog.admin.inlines.of_version import OfVersionFormSet, OfVersionInline
from catalog.admin.inlines.rows import DatedForm
from catalog.models import Release
from catalog.models.releases import dates_in_order

FIELDS = ("date", "country", "type", "version", "event", "certification", "decision", "decision_number", "note")


@admin.register(Release)
class ReleaseAdmin(NounAdmin):
    list_display = ("film", "date", "country", "type", "event", "certification")
    list_filter = ("type", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("film", "country")
    search_fields = ("film__search_text", "event")
    autocomplete_fields = ("film", "country", "version")
    fields = ("film", *FIELDS)

    def for_labels(self, queryset):
        return queryset.select_related("film", "country")

    def label(self, release):
        return f"{release} · {release.film}"

    def save_model(self, request, release, form, change):
        super().save_model(request, release, form, change)
        warn_of_doubts(self, request, [row.doubt for row in release.dates_in_order()])


def warn_of_doubts(model_admin, request, doubts):
    """Ask the editor to look again at dates that are saved but can hardly be in order."""
    for doubt in filter(None, doubts):
        model_admin.message_user(request, doubt, messages.WARNING)


class ReleaseRowForm(CitedRowForm, DatedForm):
    pass


class ReleaseFormSet(OfVersionFormSet):
    doubts = ()

    def clean(self):
        """Compare the dates of the releases, of the film and of its versions, all as they are after the save."""
        super().clean()
        dated_forms = [form for form in self.remaining_forms() if form.instance.date]
        if not dated_forms:
            return
        self.refuse_date_conflict([form for form in dated_forms if form.instance.is_showing])
        forms = {id(form.instance): form for form in dated_forms}
        rows_in_order = list(dates_in_order([form.instance for form in dated_forms]))
        for row in rows_in_order:
            try:
                row.refuse()
            except ValidationError as error:
                forms[id(row.release)].add_error("date", error)
        self.doubts = [row.doubt for row in rows_in_order]

    def refuse_date_conflict(self, dated_forms):
        if not (dated_forms and self.instance.given_date):
            return
        earliest = dates.earliest_date(form.instance.date for form in dated_forms)
        try:
            dates.refuse_date_conflict(self.instance.given_date, [earliest])
        except ValidationError as error:
            next(form for form in dated_forms if form.instance.date == earliest).add_error("date", error)


class ReleaseInline(OfVersionInline, CitedTabular):
    model = Release
    form = ReleaseRowForm
    formset = ReleaseFormSet
    part = "releases"
    rare = ("event", "certification", "decision", "decision_number", "note", "version")
    fields = (*FIELDS, "sources")
    list_select_related = ("country", "version")
