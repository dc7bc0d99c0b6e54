from django.contrib import admin

from catalog.admin.core.base import NounAdmin
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.inlines.cited import CitedTabular
from catalog.admin.inlines.entry_citations import EntryCitationInline
from catalog.models import FilmWork, Work


@admin.register(Work)
class WorkAdmin(NounAdmin):
    list_display = ("title", "kind", "year", "author_names")
    list_filter = ("kind",)
    search_fields = ("search_text",)
    autocomplete_fields = ("authors",)
    inlines = (ExternalIdInline, EntryCitationInline)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("authors")

    def label(self, work):
        return f"{work.title} ({work.get_kind_display()}{f', {work.year.year_in_words}' if work.year else ''})"

    @admin.display(description="authors")
    def author_names(self, work):
        return ", ".join(author.name for author in work.authors.all())


@admin.register(FilmWork)
class FilmWorkAdmin(NounAdmin):
    list_display = ("work", "film", "position")
    list_select_related = ("work", "film")
    search_fields = ("film__search_text", "work__search_text")
    autocomplete_fields = ("film", "work")

    def for_labels(self, queryset):
        return queryset.select_related("work", "film")

    def label(self, part):
        return f"{part.work} · {part.film}"


class FilmWorkInline(CitedTabular):
    model = FilmWork
    fields = ("work", "position", "sources")
    list_select_related = ("work",)
