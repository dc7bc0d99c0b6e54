from functools import partial

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog import completeness
from catalog.admin.awards import AwardInline
from catalog.admin.claims import FieldCitationInline, QuestionInline
from catalog.admin.companies import FilmCompanyInline
from catalog.admin.copies import CopyInline
from catalog.admin.core.base import NounAdmin, PageAdmin
from catalog.admin.core.mergeable import MergeableAdmin, merge_two
from catalog.admin.core.steps import SteppedAdmin, WorkingCopyFilter
from catalog.admin.credits import CreditInline
from catalog.admin.curated_lists import LISTS_WITH_FILM
from catalog.admin.events import EventInline
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.images import ImageInline
from catalog.admin.inlines.cited import CitedTabular
from catalog.admin.inlines.of_version import OfVersionInline
from catalog.admin.inlines.rows import DatedForm
from catalog.admin.lacks import group_lacks, lacks_of_form, lacks_with_places
from catalog.admin.pages.alignment import alignment_paths
from catalog.admin.pages.disagreements import disagreements_paths
from catalog.admin.pages.downloads import download_context, download_paths
from catalog.admin.pages.pasting import paste_paths
from catalog.admin.pages.preview import preview_paths
from catalog.admin.relations import RelationInline
from catalog.admin.releases import ReleaseFormSet, ReleaseInline, warn_of_doubts
from catalog.admin.synopses import ArticleInline, SynopsisInline
from catalog.admin.versions import VersionInline
from catalog.admin.works import FilmWorkInline
from catalog.editing.documents import RefusedError
from catalog.editing.working_copies import overlay_working_copy
from catalog.models import Film, Title, WorkingCopy

# What the list of films names in its column of lacks, by the names of the lacks; the form of a film names all.
LISTED_LACKS = {
    "release": _("release"),
    "director": _("director"),
    "runtime": _("running time"),
    "poster": _("published poster"),
    "synopsis": _("published synopsis"),
}


class LackFilter(admin.SimpleListFilter):
    title = _("what it lacks")
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return [(lack.name, lack.label) for lack in completeness.LACKS.values()]

    def queryset(self, request, queryset):
        return completeness.lacking(queryset, self.value()) if self.value() in completeness.LACKS else queryset


class TitleInline(OfVersionInline, CitedTabular):
    model = Title
    verbose_name = _("other title")
    rare = ("script", "country", "version", "note")
    fields = ("title", "kind", "language", "script", "country", "version", "note", "sources")


def state_doubt(country, film_date):
    """Return what an editor is asked to look at where a film's date is not in the time of a former state; else ""."""
    if not film_date or not country.missed(film_date):
        return ""
    return gettext(
        "Look at the countries again. The film's date is %(film_date)s, and %(country)s was %(years)s: "
        "choose the state of that time, or leave it where the film was made before."
    ) % {"film_date": film_date.in_words, "country": country, "years": country.years}


class FilmList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        return completeness.with_lacks(super().get_queryset(request, exclude_parameters))

    def get_ordering(self, request, queryset):
        """Keep to the index by which films are found that lack something, where no column is chosen to sort by."""
        by_lack = self.params.get(LackFilter.parameter_name) in completeness.LACKS and ORDER_VAR not in self.params
        return [completeness.BY_LACK] if by_lack else super().get_ordering(request, queryset)


@admin.register(Film)
class FilmAdmin(MergeableAdmin, SteppedAdmin, PageAdmin):
    form = DatedForm
    first_part = _("Title")
    actions = (*SteppedAdmin.actions, merge_two)
    list_display = (
        "title",
        "year",
        "state",
        "published_from",
        "working_copy_state",
        "featured",
        "completeness",
        "lacks",
        "updated_at",
    )
    list_filter = ("state", WorkingCopyFilter, "featured", LackFilter, "kind", "status", "genres")
    search_fields = ("search_text",)
    search_help_text = _("Any of its titles, with or without accents.")
    autocomplete_fields = ("original_title_language", "countries", "genres", "subjects")
    uses = (LISTS_WITH_FILM,)
    inlines = (
        VersionInline,
        CopyInline,
        TitleInline,
        ExternalIdInline,
        FilmWorkInline,
        RelationInline,
        FilmCompanyInline,
        CreditInline,
        ReleaseInline,
        AwardInline,
        SynopsisInline,
        ArticleInline,
        EventInline,
        QuestionInline,
        ImageInline,
        FieldCitationInline,
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("original_title", "original_title_language"),
                    "sort_title",
                    "logline",
                    ("kind", "status", "given_date"),
                )
            },
        ),
        (_("Where it comes from and what it is"), {"fields": ("countries", "genres", "subjects")}),
        (_("For editors"), {"fields": ("featured", "note"), "classes": ("collapse",)}),
    )

    def with_names(self, queryset):
        return queryset.prefetch_related("titles")

    def other_names_of(self, film):
        titles = [film.original_title, *(title.title for title in film.titles.all())]
        return ((gettext("also known as"), title) for title in filter(None, titles))

    def get_urls(self):
        return [
            *preview_paths(self),
            *alignment_paths(self),
            *disagreements_paths(self),
            *paste_paths(self),
            *download_paths(self),
            *super().get_urls(),
        ]

    def get_changelist(self, request, **kwargs):
        return FilmList

    @admin.display(description=_("lacks"))
    def lacks(self, film):
        names = {row.name for row in film.stored_lacks}
        return ", ".join(str(words) for name, words in LISTED_LACKS.items() if name in names)

    def save_related(self, request, form, formsets, change):
        """Save the rows, and warn of dates that can hardly be in order, where one of them changed."""
        super().save_related(request, form, formsets, change)
        releases = next((formset for formset in formsets if isinstance(formset, ReleaseFormSet)), None)
        changed_releases = releases is not None and releases.has_changed()
        if changed_releases:
            warn_of_doubts(self, request, releases.doubts)
        if changed_releases or not {"countries", "given_date"}.isdisjoint(form.changed_data):
            film = Film.objects.get(pk=form.instance.pk)
            warn_of_doubts(self, request, [state_doubt(state, film.release_date) for state in film.countries.all()])

    def find_lacks(self, context):
        film = context["original"]
        if not film:
            return []
        lacks = lacks_of_form(film, context["adminform"], context["inline_admin_formsets"])
        context["lacks"] = group_lacks(lacks)
        return lacks

    def render_change_form(self, request, context, *args, **kwargs):
        context["film"] = context.get("original")
        context |= download_context(self, context["film"])
        return super().render_change_form(request, context, *args, **kwargs)

    def lacks_on_page(self, request, film):
        """Return what a film lacks as it will be published, with links into its form."""
        fields = flatten_fieldsets(self.get_fieldsets(request, film))
        read_lacks = partial(lacks_with_places, film, self.inlines, fields)
        if not WorkingCopy.objects.filter(film=film).exists():
            return group_lacks(read_lacks())
        try:
            with overlay_working_copy(film):
                return group_lacks(read_lacks())
        except RefusedError:
            # The page itself says why the working copy can't be put into the tables.
            return None


@admin.register(Title)
class TitleAdmin(NounAdmin):
    list_display = ("title", "film", "kind", "language", "script", "country", "note")
    list_select_related = ("film", "language", "country")
    search_fields = ("film__search_text", "title")
    autocomplete_fields = ("film", "language", "country", "version")

    def for_labels(self, queryset):
        return queryset.select_related("film")

    def label(self, title):
        return f"{title} · {title.film}"
