from typing import ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin
from catalog.admin.core.bulk import bulk_page, is_confirmed
from catalog.admin.core.views import count_text, redirect_after_post
from catalog.editing.documents import RefusedError
from catalog.editing.history import OvertakenError
from catalog.models import Comment, CommentState
from catalog.roles import permission_refusal
from catalog.texts.numbers import read_number

ALL = "all"
# So much of a comment stands in the page of an action.
MOST_LETTERS = 80
# The buttons of a comment: a decision, what its button says, and its key.
DECISIONS = (
    (CommentState.APPROVED, _("Approve"), "a"),
    (CommentState.REJECTED, _("Reject"), "r"),
    (CommentState.SPAM, _("Spam"), "s"),
)
# The field of the buttons in the list, and where a session keeps what the last of them did: the comment and its state before.
DECISION_FIELD, LAST_DECISION = "_decide", "last_decision"
EFFECTS = {
    CommentState.APPROVED: _("Visitors read them at once."),
    CommentState.REJECTED: _("Visitors don’t read them. They stay among the rejected ones."),
    CommentState.SPAM: _("Visitors don’t read them. They stay among the spam."),
}
NO_DECISION = _("Nothing was decided: the button named no comment that is there.")


class StateFilter(admin.SimpleListFilter):
    """The comments that wait for a decision, unless the address names another state."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*CommentState.choices, (ALL, gettext("all"))]

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
    list_display = ("whole_comment", "film", "spoiler_level", "state", "created_at", "moderated_by", "decisions")
    list_display_links = None
    list_filter = (StateFilter, "spoiler_level")
    list_select_related = ("film", "moderated_by")
    search_fields = ("film__search_text", "name", "body")
    fields = ("film", "name", "body", "created_at", "spoiler_level", "state", "moderated_by", "moderated_at")
    readonly_fields = ("film", "name", "body", "created_at", "moderated_by", "moderated_at")
    actions = ("approve", "reject", "mark_as_spam")

    def has_add_permission(self, request):
        return False

    class Media:
        css: ClassVar = {"all": ("css/admin-comments.css",)}
        js = ("js/admin-comments.js",)

    @admin.display(description=_("comment"))
    def whole_comment(self, comment):
        return render_to_string("admin/catalog/comment/_comment.html", {"comment": comment})

    @admin.display(description=_("decide"))
    def decisions(self, comment):
        decisions = [decision for decision in DECISIONS if decision[0] != comment.state]
        context = {"comment": comment, "decisions": decisions, "field": DECISION_FIELD}
        return render_to_string("admin/catalog/comment/_decisions.html", context)

    def get_list_display(self, request):
        """Offer buttons to those who may decide."""
        columns = super().get_list_display(request)
        return columns if self.has_change_permission(request) else columns[:-1]

    def changelist_view(self, request, extra_context=None):
        """List the comments; or decide on the one that a button names, or take the last decision back."""
        if request.method == "POST" and DECISION_FIELD in request.POST:
            if not self.has_change_permission(request):
                raise PermissionDenied(permission_refusal("change_comment"))
            try:
                self.decide(request, request.POST[DECISION_FIELD])
            except (OvertakenError, RefusedError) as error:
                messages.error(request, str(error))
            return redirect_after_post(request.get_full_path())
        key, state = request.session.get(LAST_DECISION, (None, ""))
        decided_comment = Comment.objects.select_related("film").filter(pk=key).first() if key else None
        context = {
            "may_decide": self.has_change_permission(request),
            "decided_comment": decided_comment,
            "field": DECISION_FIELD,
            "may_undo": bool(state),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def decide(self, request, words):
        """Do what a button says: `approved 12` approves comment 12, `undo` gives the last comment the state that it had."""
        state, _, text = words.partition(" ")
        key = read_number(text)
        if words == "undo":
            key, state = request.session.pop(LAST_DECISION, (None, ""))
        comment = Comment.objects.filter(pk=key).first() if key and state in CommentState.values else None
        if comment is None:
            messages.error(request, NO_DECISION)
            return
        state_before = comment.state
        self.moderate(request, Comment.objects.filter(pk=key), state)
        if words != "undo":
            request.session[LAST_DECISION] = [key, state_before]

    def save_model(self, request, comment, form, change):
        if "state" in form.changed_data:
            comment.moderated_by, comment.moderated_at = request.user, timezone.now()
        super().save_model(request, comment, form, change)

    def ask_or_moderate(self, request, queryset, action, button, state):
        """Ask first; then decide on the comments."""
        if is_confirmed(request):
            self.moderate(request, queryset, state)
            return None
        return bulk_page(
            self,
            request,
            queryset,
            action=action,
            button=button,
            effect=EFFECTS[state],
            refusal=lambda comment: (
                gettext("it is %(state)s already") % {"state": comment.get_state_display()}
                if comment.state == state
                else ""
            ),
        )

    def for_labels(self, queryset):
        return queryset.select_related("film")

    def label(self, comment):
        return gettext("%(name)s on %(film)s: %(text)s") % {
            "name": comment.name,
            "film": comment.film,
            "text": Truncator(comment.body).chars(MOST_LETTERS),
        }

    def moderate(self, request, queryset, state):
        count = self.edit_rows(request, queryset.exclude(state=state), lambda rows: rows.moderate(state, request.user))
        self.message_user(request, f"{count_text(count, self.opts)}: {CommentState(state).label}.")

    @admin.action(description=_("Approve the chosen %(verbose_name_plural)s…"), permissions=["change"])
    def approve(self, request, queryset):
        return self.ask_or_moderate(request, queryset, "approve", gettext("Approve %(rows)s"), CommentState.APPROVED)

    @admin.action(description=_("Reject the chosen %(verbose_name_plural)s…"), permissions=["change"])
    def reject(self, request, queryset):
        return self.ask_or_moderate(request, queryset, "reject", gettext("Reject %(rows)s"), CommentState.REJECTED)

    @admin.action(description=_("Mark the chosen %(verbose_name_plural)s as spam…"), permissions=["change"])
    def mark_as_spam(self, request, queryset):
        return self.ask_or_moderate(
            request, queryset, "mark_as_spam", gettext("Mark as spam: %(rows)s"), CommentState.SPAM
        )
