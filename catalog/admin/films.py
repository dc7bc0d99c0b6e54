from django import forms
from django.contrib import admin

from catalog import completeness
from catalog.admin.awards import AwardInline
from catalog.admin.claims import FieldCitationInline, QuestionInline
from catalog.admin.companies import FilmCompanyInline
from catalog.admin.core.base import NounAdmin, PageAdmin
from catalog.admin.credits import CreditInline
from catalog.admin.events import EventInline
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.images import ImageInline
from catalog.admin.inlines.cited import CitedTabular
from catalog.admin.inlines.rows import drop_errors
from catalog.admin.pages.alignment import AlignmentMixin
from catalog.admin.pages.disagreements import DisagreementsMixin
from catalog.admin.pages.merging import MergingMixin
from catalog.admin.pages.preview import PreviewMixin
from catalog.admin.pages.publication import PublicationMixin
from catalog.admin.releases import ReleaseInline
from catalog.admin.synopses import ArticleInline, SynopsisInline
from catalog.admin.works import FilmWorkInline
from catalog.models import Film, Title

# What the list of films tells of each; the film's own page tells all.
TOLD = ("release", "director", "runtime", "poster", "synopsis")


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
        chosen = {
            "any": queryset.filter(working_copy__isnull=False),
            "in_review": queryset.filter(working_copy__in_review=True),
            "none": queryset.filter(working_copy__isnull=True),
        }
        return chosen.get(self.value(), queryset)


class TitleInline(CitedTabular):
    model = Title
    verbose_name = "other title"
    fields = ("title", "language", "country", "note", "sources")


class FilmForm(forms.ModelForm):
    def _post_clean(self):
        super()._post_clean()
        # The releases of the same page count, not the saved ones: their formset compares the dates.
        drop_errors(self, "date_conflict")


@admin.register(Film)
class FilmAdmin(MergingMixin, DisagreementsMixin, AlignmentMixin, PreviewMixin, PublicationMixin, PageAdmin):
    form = FilmForm
    list_display = ("title", "year", "state", "published_from", "waiting", "featured", "lacks", "updated_at")
    list_select_related = ("working_copy",)
    list_filter = ("state", WorkingCopyFilter, "featured", LackFilter, "genres")
    search_fields = ("search_text",)
    search_help_text = "Any of its titles, with or without accents."
    autocomplete_fields = ("countries", "languages", "genres")
    inlines = (
        TitleInline,
        ExternalIdInline,
        FilmWorkInline,
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
        (None, {"fields": ("title", "original_title", "logline", ("runtime_minutes", "given_date"))}),
        ("Where it comes from and what it is", {"fields": ("countries", "languages", "genres")}),
        ("For editors", {"fields": ("featured", "note"), "classes": ("collapse",)}),
    )

    def get_queryset(self, request):
        return completeness.with_lacks(super().get_queryset(request), TOLD)

    @admin.display(description="working copy")
    def waiting(self, film):
        copy = getattr(film, "working_copy", None)
        return "" if copy is None else "in review" if copy.in_review else "begun"

    @admin.display(description="lacks")
    def lacks(self, film):
        told = [completeness.LACKS[name].label for name in TOLD if getattr(film, f"lacks_{name}")]
        return ", ".join(what.removeprefix("no ") for what in told)

    def render_change_form(self, request, context, *args, **kwargs):
        film = context.get("original")
        lacking = completeness.lacks(film) if film else []
        return super().render_change_form(request, context | {"lacking": lacking}, *args, **kwargs)


@admin.register(Title)
class TitleAdmin(NounAdmin):
    list_display = ("title", "film", "language", "country", "note")
    list_select_related = ("film", "language", "country")
    search_fields = ("film__search_text", "title")
    autocomplete_fields = ("film", "language", "country")

    def labelled(self, queryset):
        return queryset.select_related("film")

    def label(self, title):
        return f"{title} · {title.film}"
