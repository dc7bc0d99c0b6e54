from django.contrib import admin
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin
from catalog.admin.core.uses import Uses, film_of, first_film, year_of_film
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.inlines.cited import CitedTabular
from catalog.admin.inlines.entry_citations import EntryCitationInline
from catalog.models import FilmWork, Work


@admin.register(Work)
class WorkAdmin(NounAdmin):
    list_display = ("title", "kind", "year", "author_names", "film")
    list_filter = ("kind",)
    search_fields = ("search_text",)
    autocomplete_fields = ("authors",)
    new_fields = ("title", "kind", "year", "authors")
    inlines = (ExternalIdInline, EntryCitationInline)
    uses = (Uses(FilmWork, "work", {_("Film"): film_of, _("Year"): year_of_film}),)

    def get_queryset(self, request):
        parts = FilmWork.objects.filter(work=OuterRef("pk"))
        return super().get_queryset(request).annotate(film_title=first_film(parts)).prefetch_related("authors")

    @admin.display(description=_("first film"))
    def film(self, work):
        return work.film_title

    def label(self, work):
        return f"{work.title} ({work.get_kind_display()}{f', {work.year.year_in_words}' if work.year else ''})"

    @admin.display(description=_("authors"))
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
    order_field = "position"
    fields = ("work", "position", "sources")
    list_select_related = ("work",)
