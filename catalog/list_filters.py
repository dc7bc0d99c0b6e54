"""Filters and orders of curated lists, for pages and the API alike."""

import django_filters as filters
from django.db.models import Exists, OuterRef
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalog.error_words import use_our_words
from catalog.filter_values import InstantFilter, IntegerFilter, invalid_choice
from catalog.filters import NameFilter, in_order, survivor_keys
from catalog.models import CuratedList, ListEntry
from catalog.texts.numbers import MAX_NUMBER

# Value of the parameter `ordering` → (column, label).
LIST_ORDERINGS = {
    "newest": ("-published_from", _("newly published first")),
    "title": ("sort_key", _("title, A to Z")),
    "-title": ("-sort_key", _("title, Z to A")),
    "-updated_at": ("-updated_at", _("last changed first")),
    "updated_at": ("updated_at", _("longest unchanged first")),
}


class CuratedListFilter(NameFilter):
    film = IntegerFilter(method="filter_film", label=_("Id of a film in the list"), minimum=1, maximum=MAX_NUMBER)
    ordering = filters.ChoiceFilter(
        method="sort",
        label=_("Sort by"),
        empty_label=None,
        choices=[(value, label) for value, (_, label) in LIST_ORDERINGS.items()],
        error_messages=invalid_choice(
            format_lazy(_("There is no such order. Choose one of: {names}."), names=", ".join(LIST_ORDERINGS))
        ),
    )

    class Meta:
        model = CuratedList
        fields = []

    @property
    def form(self):
        form = super().form
        use_our_words(form.fields.values())
        return form

    def filter_film(self, queryset, name, value):
        """Find the lists in which visitors see a film."""
        entries = ListEntry.objects.public().filter(
            curated_list=OuterRef("pk"), film__in=survivor_keys("film", [value])
        )
        return queryset.filter(Exists(entries))

    def sort(self, queryset, name, value):
        return in_order(queryset, LIST_ORDERINGS[value][0])


class CuratedListApiFilter(CuratedListFilter):
    """The filters that only the API has."""

    updated_since = InstantFilter(field_name="updated_at", lookup_expr="gte", label=_("Changed at or after"))
