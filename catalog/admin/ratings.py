from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin
from catalog.models import RatingSummary, Vote


class ReadOnlyAdmin(NounAdmin):
    """Rows that visitors make: no editor may add, change or delete them."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Vote)
class VoteAdmin(ReadOnlyAdmin):
    """Votes. Nobody may add or change a vote for a visitor; a moderator may delete votes cast in bad faith."""

    list_display = ("film", "stars", "visitor", "cast_at", "changed_at")
    list_filter = ("stars",)
    list_select_related = ("film",)
    search_fields = ("film__search_text",)
    fields = ("film", "stars", "visitor", "cast_at", "changed_at")
    readonly_fields = fields

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("catalog.delete_vote")

    def delete_model(self, request, vote):
        Vote.objects.filter(pk=vote.pk).void()
        request.edit.keep()

    def delete_queryset(self, request, queryset):
        self.edit_rows(request, queryset, lambda rows: rows.void(), deleting=True)

    @admin.display(description=_("visitor"))
    def visitor(self, vote):
        """Show enough to see which votes are one visitor's, too little to vote in their name."""
        return f"{vote.voter[:8]}…"


@admin.register(RatingSummary)
class RatingSummaryAdmin(ReadOnlyAdmin):
    list_display = ("film", "average", "count", "weighted", "updated_at")
    list_select_related = ("film",)
    search_fields = ("film__search_text",)
    ordering = ("-weighted", "-count", "film_id")
    fields = ("film", "average", "count", "weighted", *(f"stars_{stars}" for stars in range(1, 6)), "updated_at")
    readonly_fields = fields
