from django.contrib import admin
from django.db.models import F

from catalog.admin.core.base import NounAdmin, WordsAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.inlines.cited import CitedTabular
from catalog.models import Character, Credit, Department, Job


@admin.register(Department)
class DepartmentAdmin(WordsAdmin):
    list_display = ("name", "position")
    search_fields = ("name",)


@admin.register(Job)
class JobAdmin(WordsAdmin):
    list_display = ("name", "department", "position")
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


@admin.register(Credit)
class CreditAdmin(NounAdmin):
    list_display = ("person_or_reason", "job", "film", "credited_as", "billing_order")
    list_filter = ("missing_reason", "job__department", ("citations", admin.EmptyFieldListFilter))
    list_select_related = ("person", "job", "film")
    search_fields = ("person__search_text", "film__search_text", "credited_as")
    autocomplete_fields = ("film", "person", "job", "characters")

    def for_labels(self, queryset):
        return queryset.select_related("person", "job", "film")

    def label(self, credit):
        return f"{credit} · {credit.film}"

    @admin.display(description="person", ordering="person__sort_key")
    def person_or_reason(self, credit):
        return credit.person or credit.get_missing_reason_display()


class CreditInline(CitedTabular):
    model = Credit
    fields = (
        "person",
        "missing_reason",
        "job",
        "characters",
        "credited_as",
        "billing_order",
        "sources",
    )
    list_select_related = ("person", "job")
    prefetch = ("citations", "characters")
    ordering = ("job__department__position", F("billing_order").asc(nulls_last=True), "id")
