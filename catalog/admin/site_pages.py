from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.steps import SteppedAdmin, WorkingCopyFilter
from catalog.admin.sites import InPageLanguage
from catalog.models import Page, PageText


class PageTextInline(InPageLanguage):
    model = PageText
    fields = ("language", "title", "body")


@admin.register(Page)
class SitePageAdmin(SteppedAdmin):
    list_display = (
        "slug",
        "titles",
        "place",
        "position",
        "state",
        "published_from",
        "working_copy_state",
        "updated_at",
    )
    list_filter = ("state", WorkingCopyFilter, "place")
    search_fields = ("slug",)
    fields = ("slug", ("place", "position"))
    inlines = (PageTextInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("texts")

    @admin.display(description=_("texts"))
    def titles(self, page):
        return ", ".join(map(str, page.texts.all()))

    def view_on_site(self, page):
        return page.get_absolute_url() if page.is_public else None
