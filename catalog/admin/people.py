from django.contrib import admin
from django.db.models import OuterRef, Subquery

from catalog.admin.core.base import PageAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.images import PortraitInline, may_publish
from catalog.models import Credit, Person, State


def years_of_life(person):
    """Return ` (1944–2020)`, ` (born 1944)` or an empty text."""
    if person.born and person.died:
        return f" ({person.born.year}–{person.died.year})"
    return f" (born {person.born.year})" if person.born else f" (died {person.died.year})" if person.died else ""


@admin.register(Person)
class PersonAdmin(MergeableAdmin, PageAdmin):
    list_display = ("name", "sort_name", "born", "died", "film")
    list_filter = (("born", admin.EmptyFieldListFilter), ("biography", admin.EmptyFieldListFilter))
    search_fields = ("search_text",)
    search_help_text = "Name or other name, with or without accents."
    inlines = (ExternalIdInline, PortraitInline)
    fields = ("name", "sort_name", "other_names", ("born", "died"), "birthplace", "biography", "note")

    def may_be_deleted(self, request, person):
        portraits = person.images.filter(state=State.PUBLISHED)
        return (may_publish(request) or not portraits.exists()) and super().may_be_deleted(request, person)

    def get_queryset(self, request):
        return self.for_labels(super().get_queryset(request))

    def for_labels(self, queryset):
        films = Credit.objects.filter(person=OuterRef("pk")).order_by("film__release_date", "film_id")
        return queryset.annotate(film_title=Subquery(films.values("film__title")[:1]))

    def label(self, person):
        return f"{person.name}{years_of_life(person)}" + (f" · {person.film_title}" if person.film_title else "")

    @admin.display(description="first film")
    def film(self, person):
        return person.film_title
