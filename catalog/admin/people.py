from django.contrib import admin, messages
from django.db.models import OuterRef, Subquery

from catalog.admin.core.base import PageAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.images import PortraitInline, may_publish
from catalog.dates import by_date, contradicts
from catalog.models import Credit, Person, State


def years_of_life(person):
    """Return ` (1944–2020)`, ` (born 1944)` or an empty text."""
    born, died = (day and day.year_in_words for day in (person.born, person.died))
    if born and died:
        return f" ({born}–{died})"
    return f" (born {born})" if born else f" (died {died})" if died else ""


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

    def save_model(self, request, person, form, change):
        super().save_model(request, person, form, change)
        if contradicts(person.born, person.died):
            doubt = f"Look at the dates again: {person.died.in_words} is before {person.born.in_words}."
            self.message_user(request, doubt, messages.WARNING)

    def get_queryset(self, request):
        return self.for_labels(super().get_queryset(request))

    def for_labels(self, queryset):
        films = Credit.objects.filter(person=OuterRef("pk")).order_by(*by_date("film__release_date"), "film_id")
        return queryset.annotate(film_title=Subquery(films.values("film__title")[:1]))

    def label(self, person):
        return f"{person.name}{years_of_life(person)}" + (f" · {person.film_title}" if person.film_title else "")

    @admin.display(description="first film")
    def film(self, person):
        return person.film_title
