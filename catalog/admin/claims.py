from django import forms
from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin, PublishableAdmin
from catalog.admin.inlines.of_version import OfVersionInline
from catalog.admin.inlines.readings import ReadingsForm
from catalog.admin.inlines.rows import RowForm, RowTabular
from catalog.admin.readings import ReadingInline
from catalog.editing.documents import RefusedError
from catalog.models import Citation, Question, Source
from catalog.models.claims import ROW_KEYS
from catalog.models.facts import CITED_ROW_RELATIONS, cited_field_choices
from catalog.texts.numbers import read_number

MOST_CITED = 30
VERSION_DELETED = _(
    "Nothing was saved: a source is cited for a field of a version that this save deletes. "
    "Delete the source's row, too, or keep the version."
)


class SourceFilter(admin.SimpleListFilter):
    """The sources that are cited most, and the chosen one: a list of all could be endless."""

    title = _("source")
    parameter_name = "source"

    def lookups(self, request, model_admin):
        most = Source.objects.annotate(times=Count("citations")).filter(times__gt=0).order_by("-times", "id")
        sources = {source.pk: source for source in most[:MOST_CITED]}
        if (key := self.source_key()) and key not in sources:
            sources |= {source.pk: source for source in Source.objects.filter(pk=key)}
        return [(str(pk), source.title) for pk, source in sources.items()]

    def has_output(self):
        return True

    def source_key(self):
        return read_number(self.value() or "")

    def queryset(self, request, queryset):
        return queryset.filter(source=self.source_key()) if self.value() else queryset


class CitedFieldFilter(admin.SimpleListFilter):
    title = _("field")
    parameter_name = "field__exact"

    def lookups(self, request, model_admin):
        return cited_field_choices()

    def queryset(self, request, queryset):
        return queryset.filter(field=self.value()) if self.value() else queryset


def cited_field(*, required):
    """The form field of a citation's field; what can be chosen is in the table of facts, not in the model's column."""
    return forms.TypedChoiceField(
        choices=[("", "---------"), *cited_field_choices()], label=_("Field"), required=required, empty_value=""
    )


@admin.register(Citation)
class CitationAdmin(NounAdmin):
    list_display = ("source", "film", "subject", "quote", "locator", "differs", "missing_reason")
    list_filter = (SourceFilter, CitedFieldFilter, "missing_reason")
    list_select_related = ("source", "film", *CITED_ROW_RELATIONS)
    search_fields = ("film__search_text", "source__search_text")
    autocomplete_fields = ("film", "source", *ROW_KEYS)
    fieldsets = (
        (None, {"fields": ("film", "source", ("quote", "locator"), "differs")}),
        (
            _("What it says this of"),
            {
                "fields": ("field", *ROW_KEYS, "missing_reason"),
                "description": _("One field of the film, or one of its rows."),
            },
        ),
    )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "field":
            return cited_field(required=False)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("under"))
    def subject(self, citation):
        return citation.field_label or citation.row


class FieldCitationForm(RowForm):
    field = cited_field(required=True)

    class Meta:
        widgets = {"quote": forms.Textarea(attrs={"rows": 2, "cols": 30})}

    def save(self, commit=True):
        """Save the citation. Raise RefusedError where the same save deletes its version."""
        if self.cleaned_data["version"] and not self.instance.version:
            raise RefusedError(VERSION_DELETED)
        return super().save(commit)


class FieldCitationInline(OfVersionInline, RowTabular):
    """The citations of the film's own fields, and of single fields of its versions; a row's sources are chosen in the row."""

    model = Citation
    form = FieldCitationForm
    verbose_name = _("source of a field")
    verbose_name_plural = _("sources of the film's fields")
    part = "sources"
    rare = ("version", "differs")
    fields = ("field", "version", "source", "quote", "locator", "differs")
    list_select_related = ("source", "version")
    condition = ~Q(field="")


@admin.register(Question)
class QuestionAdmin(PublishableAdmin):
    list_display = ("question", "film", "status", "spoiler_level", "state")
    list_filter = ("status", "state")
    list_select_related = ("film",)
    search_fields = ("film__search_text", "question")
    autocomplete_fields = ("film",)
    inlines = (ReadingInline,)


class QuestionInline(RowTabular):
    """The questions on a film, each with its readings."""

    model = Question
    form = ReadingsForm
    prefetch = ("readings__source",)
    part = "questions"
    order_field = "position"
    carry = "state spoiler_level"
    rare = ("ruling", "reason")
    fields = ("question", "readings", "status", "spoiler_level", "state", "position", "ruling", "reason")
    show_change_link = True

    @admin.display(description=_("readings"))
    def readings(self, question):
        """Say the readings to those who may only view the question."""
        return "; ".join(map(str, question.readings.all()))
