from django.contrib import admin

from catalog.admin.base import NounAdmin
from catalog.models import Event, EventCharacter


class EventCharacterInline(admin.TabularInline):
    model = EventCharacter
    autocomplete_fields = ("character",)
    extra = 0


@admin.register(Event)
class EventAdmin(NounAdmin):
    list_display = ("order", "film", "place", "time", "spoiler_level")
    list_display_links = ("order", "place")
    list_select_related = ("film",)
    list_filter = ("spoiler_level",)
    search_fields = ("film__search_text", "place", "happens")
    autocomplete_fields = ("film",)
    inlines = (EventCharacterInline,)

    def labelled(self, queryset):
        return queryset.select_related("film")

    def label(self, event):
        return f"{event} · {event.film}"
