"""Nouns whose rows can be merged."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin
from catalog.admin.core.views import page_address, page_path
from catalog.admin.pages.duplicates import duplicates_view
from catalog.admin.pages.merging import merge_view, merges_view


@admin.action(description=_("Merge the chosen two…"), permissions=["merge"])
def merge_two(model_admin, request, queryset):
    keys = sorted(queryset.order_by("pk").values_list("pk", flat=True)[:3])
    if len(keys) != 2:
        too_few = gettext("Two can be merged at a time, and you chose only one. Choose exactly two.")
        too_many = gettext("Two can be merged at a time, and you chose more. Choose exactly two.")
        messages.error(request, too_few if len(keys) == 1 else too_many)
        return None
    return HttpResponseRedirect(f"{page_address(model_admin.opts, 'merge')}?left={keys[0]}&right={keys[1]}")


class MergeableAdmin(NounAdmin):
    actions = (merge_two,)

    def get_urls(self):
        return [
            page_path(self, "merge/", merge_view, "merge"),
            page_path(self, "merges/", merges_view, "merges"),
            page_path(self, "duplicates/", duplicates_view, "duplicates"),
            *super().get_urls(),
        ]

    def has_merge_permission(self, request):
        return request.user.has_perm(f"catalog.merge_{self.opts.model_name}")

    def list_context(self):
        return super().list_context() | {
            "merges_page": page_address(self.opts, "merges"),
            "duplicates_page": page_address(self.opts, "duplicates"),
        }
