from django.contrib import admin
from django.db.models import F

from catalog.admin.core.base import NounAdmin, WordsAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.inlines.cited import CitedRowForm, CitedTabular
from catalog.admin.inlines.remarks import RemarksForm
from catalog.admin.inlines.rows import RowFormSet, RowTabular
from catalog.models import Character, Citation, Credit, Department, Job
from catalog.models.remarks import MARKS


class CodedAdmin(WordsAdmin):
    """A term whose code is never changed once it is saved."""

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *(["code"] if obj else []))


@admin.register(Department)
class DepartmentAdmin(CodedAdmin):
    list_display = ("name", "code", "position")
    search_fields = ("name",)
    fields = ("name", "code", "position")


@admin.register(Job)
class JobAdmin(CodedAdmin):
    list_display = ("name", "code", "department", "position")
    fields = ("department", "name", "code", "position")
    list_filter = ("department",)
    list_select_related = ("department",)
    search_fields = ("name", "department__name")
    autocomplete_fields = ("department",)

    def for_labels(self, queryset):
        return queryset.select_related("department")

    def label(self, job):
        return f"{job.name} ({job.department})"


@admin.register(Character)
class CharacterAdmin(MergeableAdmin):
    list_display = ("name", "description")
    search_fields = ("search_text",)


class CreditCitationFormSet(RowFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.instance.film_id = self.instance.film_id


class CreditCitationInline(RowTabular):
    """What each source says of the credit in its own words, and what it says otherwise."""

    model = Citation
    formset = CreditCitationFormSet
    verbose_name = "source of the credit"
    verbose_name_plural = "sources of the credit"
    fields = ("source", "quote", "locator", "differs", "missing_reason")
    list_select_related = ("source",)


@admin.register(Credit)
class CreditAdmin(NounAdmin):
    list_display = ("person_or_reason", "job", "film", "remarks", "billing_order")
    list_filter = ("missing_reason", "job__department", *MARKS, ("citations", admin.EmptyFieldListFilter))
    list_select_related = ("person", "job", "film")
    search_fields = ("person__search_text", "film__search_text", "credited_as")
    autocomplete_fields = ("film", "person", "job", "characters")
    fieldsets = (
        (None, {"fields": ("film", "person", "missing_reason", "job", "characters", "credited_as", "billing_order")}),
        ("Remarks", {"fields": (("voice", "uncredited", "archive_footage"), "segment", "note")}),
    )
    inlines = (CreditCitationInline,)

    def for_labels(self, queryset):
        return queryset.select_related("person", "job", "film")

    def label(self, credit):
        return f"{credit} · {credit.film}"

    @admin.display(description="remarks")
    def remarks(self, credit):
        return " ".join(map(str, credit.remarks))

    @admin.display(description="person", ordering="person__sort_key")
    def person_or_reason(self, credit):
        return credit.person or credit.get_missing_reason_display()


class CreditRowForm(RemarksForm, CitedRowForm):
    pass


class CreditInline(CitedTabular):
    model = Credit
    form = CreditRowForm
    fields = (
        "person",
        "missing_reason",
        "job",
        "characters",
        "credited_as",
        "remarks",
        "billing_order",
        "sources",
    )
    list_select_related = ("person", "job")
    prefetch = ("citations", "characters")
    ordering = ("job__department__position", F("billing_order").asc(nulls_last=True), "id")
