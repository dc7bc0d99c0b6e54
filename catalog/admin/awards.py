from django.contrib import admin

from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.cited import CitedTabular
from catalog.models import Award


@admin.register(Award)
class AwardAdmin(NounAdmin):
    list_display = ("__str__", "film", "year", "outcome", "place")
    list_filter = ("outcome",)
    list_select_related = ("film",)
    search_fields = ("film__search_text", "organisation", "ceremony", "category")
    autocomplete_fields = ("film", "recipients")


class AwardInline(CitedTabular):
    model = Award
    part = "releases"
    rare = ("ceremony", "place", "shared_with", "note")
    fields = (
        "organisation",
        "ceremony",
        "year",
        "category",
        "outcome",
        "place",
        "recipients",
        "shared_with",
        "note",
        "sources",
    )
    prefetch = ("citations", "recipients")
