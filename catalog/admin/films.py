from django.contrib import admin
from django.contrib.admin.views.main import ChangeList

from catalog import completeness
from catalog.admin.awards import AwardInline
from catalog.admin.claims import FieldCitationInline, QuestionInline
from catalog.admin.companies import FilmCompanyInline
from catalog.admin.copies import CopyInline
from catalog.admin.core.base import NounAdmin, PageAdmin
from catalog.admin.core.mergeable import MergeableAdmin, merge_two
from catalog.admin.credits import CreditInline
from catalog.admin.events import EventInline
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.images import ImageInline
from catalog.admin.inlines.cited import CitedTabular
from catalog.admin.inlines.of_version import OfVersionInline
from catalog.admin.inlines.rows import DatedForm
from catalog.admin.pages import publication
from catalog.admin.pages.alignment import alignment_paths
from catalog.admin.pages.disagreements import disagreements_paths
from catalog.admin.pages.preview import preview_paths
from catalog.admin.relations import RelationInline
from catalog.admin.releases import ReleaseFormSet, ReleaseInline, warn_of_doubts
from catalog.admin.synopses import ArticleInline, SynopsisInline
from catalog.admin.versions import VersionInline
from catalog.admin.works import FilmWorkInline
from catalog.editing.documents import RefusedError
from catalog.editing.edit import PUBLISHED_REFUSAL
from catalog.models import Film, State, Title

SEVERAL_REFUSAL = (
    "Nothing was deleted: of the chosen films visitors see {}. Withdraw these first, or choose without them."
)
MOST_NAMED = 5
# The lacks that the list of films names; the form of a film names all.
LISTED_LACKS = ("release", "director", "runtime", "poster", "synopsis")


class LackFilter(admin.SimpleListFilter):
    title = "what it lacks"
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return [(lack.name, lack.label) for lack in completeness.LACKS.values()]

    def queryset(self, request, queryset):
        return completeness.lacking(queryset, self.value()) if self.value() in completeness.LACKS else queryset


class WorkingCopyFilter(admin.SimpleListFilter):
    title = "working copy"
    parameter_name = "copy"

    def lookups(self, request, model_admin):
        return [("any", "has one"), ("in_review", "in review"), ("none", "has none")]

    def queryset(self, request, queryset):
        films = {
            "any": queryset.filter(working_copy__isnull=False),
            "in_review": queryset.filter(working_copy__in_review=True),
            "none": queryset.filter(working_copy__isnull=True),
        }
        return films.get(self.value(), queryset)


class TitleInline(OfVersionInline, CitedTabular):
    model = Title
    verbose_name = "other title"
    fields = ("title", "kind", "language", "script", "country", "version", "note", "sources")


def state_doubt(country, film_date):
    """Return what an editor is asked to look at where a film's date is not in the time of a former state; else ""."""
    if not film_date or not country.missed(film_date):
        return ""
    return (
        f"Look at the countries again. The film's date is {film_date.in_words}, and {country} was {country.years}: "
        "choose the state of that time, or leave it where the film was made before."
    )


class FilmList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        return completeness.with_lacks(super().get_queryset(request, exclude_parameters), LISTED_LACKS)


@admin.register(Film)
class FilmAdmin(MergeableAdmin, PageAdmin):
    form = DatedForm
    actions = (publication.publish, publication.withdraw, publication.send_to_review, merge_two)
    list_display = ("title", "year", "state", "published_from", "working_copy_state", "featured", "lacks", "updated_at")
    list_select_related = ("working_copy",)
    list_filter = ("state", WorkingCopyFilter, "featured", LackFilter, "kind", "status", "genres")
    search_fields = ("search_text",)
    search_help_text = "Any of its titles, with or without accents."
    autocomplete_fields = ("original_title_language", "countries", "genres", "subjects")
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
        ("Where it comes from and what it is", {"fields": ("countries", "genres", "subjects")}),
        ("For editors", {"fields": ("featured", "note"), "classes": ("collapse",)}),
    )

    def with_names(self, queryset):
        return queryset.prefetch_related("titles")

    def other_names_of(self, film):
        titles = [film.original_title, *(title.title for title in film.titles.all())]
        return (("also known as", title) for title in filter(None, titles))

    def get_urls(self):
        return [
            *publication.publication_paths(self),
            *preview_paths(self),
            *alignment_paths(self),
            *disagreements_paths(self),
            *super().get_urls(),
        ]

    def has_publish_permission(self, request):
        return request.user.has_perm("catalog.publish_film")

    def get_changelist(self, request, **kwargs):
        return FilmList

    @admin.display(description="working copy")
    def working_copy_state(self, film):
        copy = getattr(film, "working_copy", None)
        return "" if copy is None else "in review" if copy.in_review else "begun"

    @admin.display(description="lacks")
    def lacks(self, film):
        lacks = [completeness.LACKS[name].label for name in LISTED_LACKS if getattr(film, f"lacks_{name}")]
        return ", ".join(lack.removeprefix("no ") for lack in lacks)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Save the film, then take the step that a button of the form names."""
        step = publication.posted_step(request) if "_step" in request.POST else None
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if step and request.edit and request.edit.is_to_keep and not request.edit.newer_revision:
            return publication.take_step_after_save(self, request, step, request.edit)
        return response

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

    def may_be_deleted(self, request, film):
        return film.state != State.PUBLISHED and super().may_be_deleted(request, film)

    def get_deleted_objects(self, films, request):
        """Describe a deletion. Raise RefusedError where visitors see one of the films, before anybody is asked to confirm it."""
        published_films = [film for film in films if film.state == State.PUBLISHED]
        if published_films:
            names = ", ".join(f"“{film}”" for film in published_films[:MOST_NAMED])
            raise RefusedError(PUBLISHED_REFUSAL if len(films) == 1 else SEVERAL_REFUSAL.format(names))
        return super().get_deleted_objects(films, request)

    def render_change_form(self, request, context, *args, **kwargs):
        film = context.get("original")
        context["lacks"] = completeness.lacks(film) if film else []
        context |= publication.form_context(request, film)
        return super().render_change_form(request, context, *args, **kwargs)


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
