from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Count
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin, PageAdmin
from catalog.admin.core.fields import LinesField
from catalog.admin.core.steps import SteppedAdmin, WorkingCopyFilter
from catalog.admin.core.uses import Uses
from catalog.admin.core.views import page_address
from catalog.admin.images import FIELDS as IMAGE_FIELDS
from catalog.admin.images import picture
from catalog.admin.inlines.rows import RowStacked, RowTabular
from catalog.admin.pages.downloads import download_context, download_paths
from catalog.models import CuratedList, Image, ListEntry


def list_of(entry):
    """Link the list of an entry to its form."""
    page = page_address(entry.curated_list._meta, "change", entry.curated_list_id)
    return format_html('<a href="{}">{}</a>', page, entry.curated_list.title)


def state_of_list(entry):
    return entry.curated_list.get_state_display()


# In a film's form: the lists that have it.
LISTS_WITH_FILM = Uses(
    ListEntry,
    "film",
    {_("List"): list_of, _("State"): state_of_list},
    label=_("in lists"),
    joins=("curated_list",),
    order=("curated_list__sort_key", "curated_list_id"),
)


def note_field():
    """Return the field of a note in a row of a table, low enough for a list of hundreds."""
    widget = AdminTextareaWidget({"rows": 2})
    return ListEntry._meta.get_field("note").formfield(form_class=LinesField, strip=False, widget=widget)


class ListEntryInline(RowTabular):
    model = ListEntry
    verbose_name = _("film")
    verbose_name_plural = _("films")
    order_field = "position"
    count = "position"
    fields = ("film", "note", "position")
    list_select_related = ("film",)
    own_fields: ClassVar = {"note": note_field}


class ListPictureInline(RowStacked):
    """The pictures of a list, of which its page shows the first that is published."""

    model = Image
    readonly_fields = (picture,)
    part = "pictures"
    order_field = "position"
    fields = IMAGE_FIELDS
    list_select_related = ("source",)


@admin.register(CuratedList)
class CuratedListAdmin(SteppedAdmin, PageAdmin):
    list_display = ("title", "language", "film_count", "state", "published_from", "working_copy_state", "updated_at")
    list_select_related = ("working_copy", "language")
    list_filter = ("state", WorkingCopyFilter)
    search_fields = ("search_text",)
    search_help_text = _("Its title, with or without accents.")
    autocomplete_fields = ("language",)
    fields = ("title", "language", "text")
    inlines = (ListEntryInline, ListPictureInline)

    def get_urls(self):
        return [*download_paths(self), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_films=Count("entries"))

    def render_change_form(self, request, context, *args, **kwargs):
        context |= download_context(self, context.get("original"))
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("films"))
    def film_count(self, curated_list):
        return curated_list.number_of_films


@admin.register(ListEntry)
class ListEntryAdmin(NounAdmin):
    list_display = ("film", "curated_list", "position")
    list_select_related = ("film", "curated_list")
    search_fields = ("film__search_text", "curated_list__search_text")
    autocomplete_fields = ("curated_list", "film")
    fields = ("curated_list", "film", "note", "position")

    def for_labels(self, queryset):
        return queryset.select_related("film", "curated_list")

    def label(self, entry):
        return f"{entry.film} · {entry.curated_list}"
