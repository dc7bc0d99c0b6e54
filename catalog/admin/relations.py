from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.cited import CitedTabular
from catalog.models import Relation


@admin.register(Relation)
class RelationAdmin(NounAdmin):
    list_display = ("film", "kind", "other_film", "number")
    list_filter = ("kind",)
    list_select_related = ("film", "other_film")
    search_fields = ("film__search_text", "other_film__search_text")
    autocomplete_fields = ("film", "other_film")

    def for_labels(self, queryset):
        return queryset.select_related("film", "other_film")

    def label(self, relation):
        return f"{relation.film} · {relation}"


class RelationInline(CitedTabular):
    """Relations entered in the film; those entered in other films are changed there."""

    model = Relation
    fk_name = "film"
    verbose_name_plural = _("relations to other films")
    rare = ("number", "note")
    order_field = "position"
    fields = ("kind", "other_film", "number", "note", "position", "sources")
    list_select_related = ("other_film",)
