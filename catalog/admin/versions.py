"""Versions of a film, as rows of its form and on pages of their own."""

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin
from catalog.admin.core.running_times import RunningTimeField
from catalog.admin.inlines.cited import CitedRowForm
from catalog.admin.inlines.languages import RARE_USES, USES, LanguagesForm
from catalog.admin.inlines.rows import DatedForm, RowFormSet, RowStacked, RowTabular
from catalog.models import Copy, Version, VersionLanguage

SEVERAL_LEAD = _("Only one version leads: clear “leading version” in the others.")
NONE_LEADS = _(
    "One version leads, and the film has its running time and languages: tick “leading version” in one of them."
)
HELD = _(
    "A version of which copies are held is not deleted. First delete these copies, or choose another version for them, "
    "and save: {}."
)


class RunningTimeForm(forms.ModelForm):
    """A form with the running time in one field: 153, 2:33 or 2:33:20."""

    runtime_minutes = RunningTimeField(label=_("Running time"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if minutes := self.instance.runtime_minutes:
            self.initial["runtime_minutes"] = (minutes, self.instance.runtime_seconds)

    def clean_runtime_minutes(self):
        minutes, self.instance.runtime_seconds = self.cleaned_data["runtime_minutes"] or (None, None)
        return minutes


class VersionRowForm(RunningTimeForm, LanguagesForm, CitedRowForm, DatedForm):
    pass


class VersionFormSet(RowFormSet):
    # The first version of a film needs no click for it to lead.
    first_values: ClassVar = {"leads": True}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The rows below it may be of versions that are typed here.
        self.instance.version_forms = self

    def clean(self):
        deleted_versions = [form.instance for form in self.initial_forms if self._should_delete_form(form)]
        copies = Copy.objects.filter(version__in=deleted_versions) if deleted_versions else []
        if copies:
            raise ValidationError(HELD.format(", ".join(f"“{copy}”" for copy in copies)))
        super().clean()
        versions = [form.instance for form in self.remaining_forms()]
        # The rows below that are of a version are checked with these, not with the saved ones.
        self.instance.versions_after_save = {version.pk: version for version in versions if version.pk}
        if len(versions) == 1:
            versions[0].leads = True
        if sum(version.leads for version in versions) > 1:
            raise ValidationError(SEVERAL_LEAD)
        if versions and not any(version.leads for version in versions):
            raise ValidationError(NONE_LEADS)

    def save_existing(self, form, obj, commit=True):
        """Clear the lead of the other changed rows before this one is saved with it."""
        if commit and obj.leads:
            changed_keys = {row_form.instance.pk for row_form in self.initial_forms if row_form.has_changed()}
            saved_keys = {row.pk for row, _ in self.changed_objects}
            Version.objects.filter(pk__in=changed_keys - saved_keys).update(leads=False)
        return super().save_existing(form, obj, commit)


FIELDS = (
    ("name", "leads"),
    ("date", "publication", "countries"),
    "kinds",
    ("runtime_minutes", "length_metres", "frames_per_second", "gauge"),
    ("sound", "colour", "aspect_ratio"),
)
ROW_FIELDS = ("note", ("state", "published_from", "position"))


class VersionInline(RowStacked):
    model = Version
    form = VersionRowForm
    formset = VersionFormSet
    prefetch = ("citations", "languages", "countries")
    fields = (*FIELDS, USES, *ROW_FIELDS, "sources", *RARE_USES)
    ordering = ("-leads", "position", "id")
    show_change_link = True
    part = "versions"
    order_field = "position"
    rare = ("state", "published_from", "position", *flatten(RARE_USES))

    def get_formset(self, request, obj=None, **kwargs):
        """Offer a first version of a film that has none."""
        is_first = obj is None or not obj.versions.exists()
        return super().get_formset(request, obj, extra=int(is_first), **kwargs)


class VersionLanguageInline(RowTabular):
    model = VersionLanguage
    fields = ("language", "use")


class VersionForm(RunningTimeForm):
    pass


@admin.register(Version)
class VersionAdmin(NounAdmin):
    form = VersionForm
    list_display = ("__str__", "film", "date", "runtime_minutes", "length_metres", "leads", "state")
    list_filter = ("leads", "publication", "gauge", "sound", "colour", "state")
    list_select_related = ("film",)
    search_fields = ("film__search_text", "name")
    autocomplete_fields = ("film", "countries")
    fields = ("film", *FIELDS, *ROW_FIELDS)
    inlines = (VersionLanguageInline,)

    def for_labels(self, queryset):
        return queryset.select_related("film")

    def label(self, version):
        return f"{version} · {version.film}"
