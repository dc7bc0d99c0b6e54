from django.contrib import admin, messages
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin, PageAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.core.uses import Uses, film_of, year_of_film
from catalog.admin.credits import characters_of
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.images import PortraitInline, may_publish
from catalog.admin.inlines.entry_citations import EntryCitationInline
from catalog.admin.inlines.rows import RowTabular
from catalog.dates import by_date, contradicts
from catalog.models import Award, Credit, NameOrder, Person, PersonName, State, Work
from catalog.search import matching_rows


def years_of_life(person):
    """Return ` (1944–2020)`, ` (born 1944)` or an empty text."""
    born, died = (day and day.year_in_words for day in (person.born, person.died))
    words = ""
    if born and died:
        words = f"{born}–{died}"
    elif born:
        words = gettext("born %(born)s") % {"born": born}
    elif died:
        words = gettext("died %(died)s") % {"died": died}
    return f" ({words})" if words else ""


class PersonNameInline(RowTabular):
    model = PersonName
    fields = ("name", "kind", "public", "note")


def filing_in_words(person):
    """Say by what lists sort a person: `Lists sort it as “Weir, Peter”, a guess: given name first.`"""
    filing = person.guessed_filing
    is_guess = not (person.sort_name or person.name_order)
    if is_guess:
        words = gettext("Lists sort it as <strong>“{}”</strong>, a guess: {}.")
        return format_html(words, person.filed_name, NameOrder(filing.order).label)
    return format_html(gettext("Lists sort it as <strong>“{}”</strong>."), person.filed_name)


@admin.register(Person)
class PersonAdmin(MergeableAdmin, PageAdmin):
    list_display = ("name", "filed_name", "born", "died", "film")
    list_filter = (("born", admin.EmptyFieldListFilter), ("biography", admin.EmptyFieldListFilter))
    search_fields = ("search_text",)
    search_help_text = _(
        "Name, other name or name in the credits of a film, with or without accents; also names kept from the public."
    )
    new_fields = ("name", "born", "died")
    inlines = (PersonNameInline, ExternalIdInline, PortraitInline, EntryCitationInline)
    uses = (
        Uses(
            Credit,
            "person",
            {_("Film"): film_of, _("Year"): year_of_film, _("Job"): "job", _("Characters"): characters_of},
            joins=("film", "job"),
            prefetch=("characters",),
        ),
        Uses(Award, "recipients", {_("Film"): film_of, _("Year"): year_of_film, _("Award"): str}),
        Uses(
            Work,
            "authors",
            {_("Title"): "title", _("Year"): "year", _("Kind"): lambda work: work.get_kind_display()},
            joins=(),
            order=("title", "pk"),
        ),
    )
    autocomplete_fields = ("nationalities",)
    fields = (
        "name",
        ("name_order", "name_language"),
        "sort_name",
        ("born", "birthplace"),
        ("died", "deathplace"),
        "nationalities",
        "biography",
        "note",
    )

    def may_be_deleted(self, request, person):
        portraits = person.images.filter(state=State.PUBLISHED)
        return (may_publish(request) or not portraits.exists()) and super().may_be_deleted(request, person)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Say beside the sort name by what lists sort the person, and whether that is a guess."""
        form = context["adminform"].form
        if "sort_name" in form.fields and form.instance.name:
            field = form.fields["sort_name"]
            field.help_text = format_html("{} {}", filing_in_words(form.instance), field.help_text)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, person, form, change):
        super().save_model(request, person, form, change)
        if contradicts(person.born, person.died):
            doubt = gettext("Look at the dates again: %(died)s is before %(born)s.") % {
                "died": person.died.in_words,
                "born": person.born.in_words,
            }
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
        named_credits = Prefetch("credits", Credit.objects.with_own_name(), to_attr="named_credits")
        return queryset.prefetch_related("names", named_credits)

    def other_names_of(self, person):
        for row in person.names.all():
            words = row.get_kind_display() or gettext("also known as")
            yield words if row.public else gettext("%(words)s (not public)") % {"words": words}, row.name
        yield from ((gettext("credited as"), credit.credited_as) for credit in person.named_credits)

    def for_labels(self, queryset):
        films = Credit.objects.filter(person=OuterRef("pk")).order_by(*by_date("film__release_date"), "film_id")
        return queryset.annotate(film_title=Subquery(films.values("film__title")[:1]))

    def label(self, person):
        return f"{person.name}{years_of_life(person)}" + (f" · {person.film_title}" if person.film_title else "")

    @admin.display(description=_("sorted as"), ordering="sort_key")
    def filed_name(self, person):
        return person.filed_name

    @admin.display(description=_("first film"))
    def film(self, person):
        return person.film_title


@admin.register(PersonName)
class PersonNameAdmin(NounAdmin):
    list_display = ("name", "person", "kind", "public")
    list_filter = ("kind", "public")
    list_select_related = ("person",)
    search_fields = ("person__search_text", "name")
    autocomplete_fields = ("person",)
    fields = ("person", "name", "kind", "public", "note")
