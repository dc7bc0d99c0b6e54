from django.contrib import admin

from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.rows import RowTabular
from catalog.models import OutsideRating
from catalog.models.outside_ratings import HALF_STARS, counter

COUNTERS = tuple(map(counter, HALF_STARS))


@admin.register(OutsideRating)
class OutsideRatingAdmin(NounAdmin):
    list_display = ("film", "source", "average", "count")
    list_select_related = ("film", "source")
    search_fields = ("film__search_text", "source__title")
    autocomplete_fields = ("film", "source")
    fields = ("film", "source", *COUNTERS)

    def for_labels(self, queryset):
        return queryset.select_related("film", "source")

    def label(self, rating):
        return f"{rating} · {rating.film}"


class OutsideRatingInline(RowTabular):
    model = OutsideRating
    part = "sources"
    rare = COUNTERS
    fields = ("source", *COUNTERS)
    list_select_related = ("source",)
