from django.contrib import admin

from catalog.admin.core.base import NounAdmin
from catalog.models import OutsideRating
from catalog.models.outside_ratings import HALF_STARS, counter

COUNTERS = tuple(map(counter, HALF_STARS))


@admin.register(OutsideRating)
class OutsideRatingAdmin(NounAdmin):
    list_display = ("film", "scheme", "average", "count")
    list_select_related = ("film", "scheme")
    search_fields = ("film__search_text", "scheme__name")
    autocomplete_fields = ("film", "scheme")
    fields = ("film", "scheme", *COUNTERS)

    def for_labels(self, queryset):
        return queryset.select_related("film", "scheme")

    def label(self, rating):
        return f"{rating} · {rating.film}"
