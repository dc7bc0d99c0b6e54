from django.contrib import admin
from django.db.models import F, OuterRef, Prefetch
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NamedAdmin, NounAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.core.uses import BY_FILM, Uses, film_of, first_film, year_of_film
from catalog.admin.core.views import page_address
from catalog.admin.inlines.cited import CitedRowForm, CitedTabular
from catalog.admin.inlines.remarks import RemarksForm
from catalog.admin.inlines.rows import RowFormSet, RowTabular
from catalog.models import Character, Citation, Credit, Department, EventCharacter, Film, Job
from catalog.models.remarks import MARKS

MOST_PLAYERS = 3


def person_or_reason(credit):
    return credit.person or credit.get_missing_reason_display()


def characters_of(credit):
    return " / ".join(character.name for character in credit.characters.all())


class CodedAdmin(NamedAdmin):
    """A term whose code is never changed once it is saved."""

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *(["code"] if obj else []))


@admin.register(Department)
class DepartmentAdmin(CodedAdmin):
    list_display = ("name", "code", "position")
    fields = ("name", "names", "code", "position")


@admin.register(Job)
class JobAdmin(CodedAdmin):
    list_display = ("name", "code", "department", "position")
    fields = ("department", "name", "names", "code", "position")
    list_filter = ("department",)
    list_select_related = ("department",)
    search_fields = ("name", "names", "department__name", "department__names")
    autocomplete_fields = ("department",)

    def for_labels(self, queryset):
        return queryset.select_related("department")

    def label(self, job):
        return f"{job} ({job.department})"


@admin.register(Character)
class CharacterAdmin(MergeableAdmin):
    list_display = ("name", "film", "players", "description")
    search_fields = ("search_text",)
    new_fields = ("name", "description")
    takes_words = True
    uses = (
        Uses(
            Credit,
            "characters",
            {_("Film"): film_of, _("Year"): year_of_film, _("Person"): person_or_reason, _("Job"): "job"},
            joins=("film", "person", "job"),
        ),
        Uses(
            EventCharacter,
            "character",
            {
                _("Film"): lambda part: film_of(part.event),
                _("Event"): "event",
                _("What becomes of them"): lambda part: part.get_fate_display(),
            },
            label=_("events"),
            joins=("event__film",),
            order=("event__film_id", "event__order", "pk"),
            edit_page=lambda part: page_address(part.event._meta, "change", part.event_id),
        ),
    )

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        players = Credit.objects.select_related("person").order_by(*BY_FILM)[: MOST_PLAYERS + 1]
        return rows.annotate(film_title=first_film(Credit.objects.filter(characters=OuterRef("pk")))).prefetch_related(
            Prefetch("credits", players, to_attr="first_credits")
        )

    @admin.display(description=_("first film"))
    def film(self, character):
        return character.film_title

    @admin.display(description=_("played by"))
    def players(self, character):
        names = dict.fromkeys(str(person_or_reason(credit)) for credit in character.first_credits)
        return ", ".join(list(names)[:MOST_PLAYERS]) + (" …" if len(names) > MOST_PLAYERS else "")

    def rows_of(self, owner):
        return Character.objects.filter(credits__film=owner).distinct() if isinstance(owner, Film) else ()


class CreditCitationFormSet(RowFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.instance.film_id = self.instance.film_id


class CreditCitationInline(RowTabular):
    """What each source says of the credit in its own words, and what it says otherwise."""

    model = Citation
    formset = CreditCitationFormSet
    verbose_name = _("source of the credit")
    verbose_name_plural = _("sources of the credit")
    fields = ("source", "quote", "locator", "differs", "missing_reason")
    list_select_related = ("source",)


@admin.register(Credit)
class CreditAdmin(NounAdmin):
    list_display = ("person_or_reason", "job", "film", "character_names", "remarks", "billing_order")
    list_filter = ("missing_reason", "job__department", *MARKS, ("citations", admin.EmptyFieldListFilter))
    list_select_related = ("person", "job", "film")
    search_fields = ("person__search_text", "film__search_text", "credited_as")
    autocomplete_fields = ("film", "person", "job", "characters")
    fieldsets = (
        (None, {"fields": ("film", "person", "missing_reason", "job", "characters", "credited_as", "billing_order")}),
        (_("Remarks"), {"fields": (("voice", "uncredited", "archive_footage"), "segment", "note")}),
    )
    inlines = (CreditCitationInline,)

    def for_labels(self, queryset):
        return queryset.select_related("person", "job", "film")

    def label(self, credit):
        return f"{credit} · {credit.film}"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("characters")

    @admin.display(description=_("characters"))
    def character_names(self, credit):
        return characters_of(credit)

    @admin.display(description=_("remarks"))
    def remarks(self, credit):
        return " ".join(map(str, credit.remarks))

    @admin.display(description=_("person"), ordering="person__sort_key")
    def person_or_reason(self, credit):
        return person_or_reason(credit)


class CreditRowForm(RemarksForm, CitedRowForm):
    pass


class CreditInline(CitedTabular):
    model = Credit
    part = "credits"
    rare = ("missing_reason", "credited_as", "remarks")
    order_field = "billing_order"
    form = CreditRowForm
    fields = (
        "person",
        "missing_reason",
        "job",
        "characters",
        "credited_as",
        "remarks",
        "billing_order",
        "sources",
    )
    list_select_related = ("person", "job")
    prefetch = ("citations", "characters")
    carry, count = "job", "billing_order"
    ordering = ("job__department__position", F("billing_order").asc(nulls_last=True), "id")
