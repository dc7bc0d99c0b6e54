from django import forms
from django.contrib import admin
from django.db import models

from catalog.admin.core.base import NounAdmin
from catalog.admin.core.fields import LinesField
from catalog.admin.inlines.cited import CitedTabular
from catalog.admin.inlines.rows import RowTabular
from catalog.models import Event, EventCharacter


class EventCharacterInline(RowTabular):
    model = EventCharacter
    fields = ("character", "fate", "spoiler_level")


@admin.register(Event)
class EventAdmin(NounAdmin):
    list_display = ("order", "film", "place", "time", "spoiler_level")
    list_display_links = ("order", "place")
    list_filter = ("spoiler_level",)
    list_select_related = ("film",)
    search_fields = ("film__search_text", "place", "happens")
    autocomplete_fields = ("film",)
    fields = ("film", ("order", "spoiler_level"), ("place", "time"), ("latitude", "longitude"), "happens")
    inlines = (EventCharacterInline,)

    def for_labels(self, queryset):
        return queryset.select_related("film")

    def label(self, event):
        return f"{event} · {event.film}"


class EventInline(CitedTabular):
    """The events of a film's story. Their characters are entered on the page of each event."""

    model = Event
    fields = ("order", "place", "time", "happens", "spoiler_level", "sources", "latitude", "longitude")
    ordering = ("order", "id")
    show_change_link = True
    formfield_overrides = CitedTabular.formfield_overrides | {
        models.FloatField: {"widget": forms.TextInput(attrs={"size": 6, "inputmode": "decimal"})},
        models.TextField: {
            "form_class": LinesField,
            "strip": False,
            "widget": forms.Textarea(attrs={"rows": 4, "cols": 32}),
        },
    }
