from django.contrib import admin
from django.utils import timezone
from django.utils.text import Truncator

from catalog.admin.core.base import NounAdmin
from catalog.admin.core.views import count_text
from catalog.models import Comment, CommentState

ALL = "all"


class StateFilter(admin.SimpleListFilter):
    """The comments that wait for a decision, unless the address names another state."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*CommentState.choices, (ALL, "all")]

    def choices(self, changelist):
        for state, label in self.lookup_choices:
            yield {
                "selected": (self.value() or CommentState.PENDING) == state,
                "query_string": changelist.get_query_string({self.parameter_name: state}),
                "display": label,
            }

    def queryset(self, request, queryset):
        state = self.value() or CommentState.PENDING
        return queryset if state == ALL else queryset.filter(state=state)


@admin.register(Comment)
class CommentAdmin(NounAdmin):
    list_display = ("excerpt", "name", "film", "spoiler_level", "state", "created_at", "moderated_by")
    list_filter = (StateFilter, "spoiler_level")
    list_select_related = ("film", "moderated_by")
    search_fields = ("film__search_text", "name", "body")
    fields = ("film", "name", "body", "created_at", "spoiler_level", "state", "moderated_by", "moderated_at")
    readonly_fields = ("film", "name", "body", "created_at", "moderated_by", "moderated_at")
    actions = ("approve", "reject", "mark_as_spam")

    def has_add_permission(self, request):
        return False

    @admin.display(description="comment")
    def excerpt(self, comment):
        return Truncator(comment.body).chars(120)

    def save_model(self, request, comment, form, change):
        if "state" in form.changed_data:
            comment.moderated_by, comment.moderated_at = request.user, timezone.now()
        super().save_model(request, comment, form, change)

    def moderate(self, request, queryset, state):
        count = self.edit_rows(request, queryset.exclude(state=state), lambda rows: rows.moderate(state, request.user))
        self.message_user(request, f"{count_text(count, self.opts)}: {CommentState(state).label}.")

    @admin.action(description="Approve the chosen %(verbose_name_plural)s", permissions=["change"])
    def approve(self, request, queryset):
        self.moderate(request, queryset, CommentState.APPROVED)

    @admin.action(description="Reject the chosen %(verbose_name_plural)s", permissions=["change"])
    def reject(self, request, queryset):
        self.moderate(request, queryset, CommentState.REJECTED)

    @admin.action(description="Mark the chosen %(verbose_name_plural)s as spam", permissions=["change"])
    def mark_as_spam(self, request, queryset):
        self.moderate(request, queryset, CommentState.SPAM)
