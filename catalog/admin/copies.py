"""Copies that are held, as rows of their film's form and in a list of their own: what is held of a film, and where."""

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.languages import RARE_USES, USES, LanguagesForm
from catalog.admin.inlines.of_version import OfVersionInline
from catalog.admin.inlines.rows import RowForm, RowStacked, RowTabular
from catalog.admin.versions import RunningTimeForm
from catalog.editing.documents import RefusedError
from catalog.models import Copy, CopyLanguage, Version

VERSION_DELETED = _(
    "Nothing was saved: a copy is of a version that this save deletes, or that somebody deleted meanwhile. "
    "Choose another version for the copy, or keep the version."
)


class CopyRowForm(RunningTimeForm, LanguagesForm, RowForm):
    def save(self, commit=True):
        """Save the copy. Raise RefusedError where its version is deleted: versions are saved before copies."""
        version = self.cleaned_data["version"]
        if version and not Version.objects.filter(pk=version.pk).exists():
            raise RefusedError(VERSION_DELETED)
        if version:
            # One that was typed in the same form has its key only now.
            self.instance.version = version
        return super().save(commit)


FIELDS = (
    ("version", "inventory_number"),
    ("carrier", "element", "base"),
    ("completeness", "reels", "length_metres", "runtime_minutes"),
    ("colour", "sound"),
)
DESK_FIELDS = (("holding_place", "access"), "condition", ("acquired_from", "acquired_on"), "note")


class CopyInline(OfVersionInline, RowStacked):
    model = Copy
    form = CopyRowForm
    part = "versions"
    rare = ("condition", "acquired_from", "acquired_on", "note", *flatten(RARE_USES))
    prefetch = ("languages",)
    fields = (*FIELDS, USES, *DESK_FIELDS, *RARE_USES)
    show_change_link = True


class CopyLanguageInline(RowTabular):
    model = CopyLanguage
    fields = ("language", "use")


@admin.register(Copy)
class CopyAdmin(NounAdmin):
    form = RunningTimeForm
    list_display = ("inventory_number", "film", "version", "carrier", "element", "base", "holding_place", "access")
    list_display_links = ("inventory_number", "film")
    list_filter = ("carrier", "element", "base", "completeness", "access")
    list_select_related = ("film", "version")
    search_fields = ("film__search_text", "inventory_number", "holding_place")
    search_help_text = _("A title of its film, its inventory number or its place.")
    autocomplete_fields = ("film", "version")
    fields = ("film", *FIELDS, *DESK_FIELDS)
    inlines = (CopyLanguageInline,)

    def for_labels(self, queryset):
        return queryset.select_related("film")

    def label(self, copy):
        return f"{copy} · {copy.film}"
