from django.contrib import admin, messages
from django.db.models import OuterRef, Prefetch, Q, Subquery

from catalog.admin.core.base import PageAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.images import PortraitInline, may_publish
from catalog.dates import by_date, contradicts
from catalog.models import Credit, Person, State
from catalog.search import matching_rows


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
    search_help_text = "Name, other name or name in the credits of a film, with or without accents."
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

    def get_search_results(self, request, queryset, search_term):
        """Find also who was credited under a name. Only the desk does: a film that visitors don't see may say it."""
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return rows, may_repeat
        named_credits = matching_rows(Credit.objects.with_own_name(), search_term.replace("\0", ""))
        people = Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=named_credits.order_by().values("person"))
        return queryset.filter(people), False

    def with_names(self, queryset):
        return queryset.prefetch_related(Prefetch("credits", Credit.objects.with_own_name(), to_attr="named_credits"))

    def other_names_of(self, person):
        yield from (("also known as", name) for name in person.other_names.splitlines())
        yield from (("credited as", credit.credited_as) for credit in person.named_credits)

    def for_labels(self, queryset):
        films = Credit.objects.filter(person=OuterRef("pk")).order_by(*by_date("film__release_date"), "film_id")
        return queryset.annotate(film_title=Subquery(films.values("film__title")[:1]))

    def label(self, person):
        return f"{person.name}{years_of_life(person)}" + (f" · {person.film_title}" if person.film_title else "")

    @admin.display(description="first film")
    def film(self, person):
        return person.film_title
