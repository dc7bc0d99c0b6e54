"""What the desk has for nouns with steps of a publication and a working copy: films, lists and pages."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin
from catalog.admin.pages import publication
from catalog.editing.documents import RefusedError
from catalog.editing.edit import PUBLISHED_REFUSAL
from catalog.models import State

SEVERAL_REFUSAL = _(
    "Nothing was deleted: of the chosen ones visitors see {}. Withdraw these first, or choose without them."
)
MOST_NAMED = 5


class WorkingCopyFilter(admin.SimpleListFilter):
    title = _("working copy")
    parameter_name = "copy"

    def lookups(self, request, model_admin):
        return [("any", gettext("has one")), ("in_review", gettext("in review")), ("none", gettext("has none"))]

    def queryset(self, request, queryset):
        rows = {
            "any": queryset.filter(working_copy__isnull=False),
            "in_review": queryset.filter(working_copy__in_review=True),
            "none": queryset.filter(working_copy__isnull=True),
        }
        return rows.get(self.value(), queryset)


class SteppedAdmin(NounAdmin):
    """A noun that goes from draft to public by steps. What visitors see is changed in its working copy."""

    actions = (publication.publish, publication.withdraw, publication.send_to_review)
    list_select_related = ("working_copy",)

    def get_urls(self):
        return [*publication.publication_paths(self), *super().get_urls()]

    def has_publish_permission(self, request):
        return request.user.has_perm(f"catalog.publish_{self.opts.model_name}")

    @admin.display(description=_("working copy"))
    def working_copy_state(self, row):
        copy = getattr(row, "working_copy", None)
        return "" if copy is None else gettext("in review") if copy.in_review else gettext("begun")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Save the form, then take the step that a button of it names."""
        step = publication.posted_step(request, self.opts.model_name) if "_step" in request.POST else None
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if step and request.edit and request.edit.is_to_keep and not request.edit.newer_revision:
            return publication.take_step_after_save(self, request, step, request.edit)
        return response

    def render_change_form(self, request, context, *args, **kwargs):
        context |= publication.form_context(request, context.get("original"), self.opts.model_name)
        return super().render_change_form(request, context, *args, **kwargs)

    def lacks_on_page(self, request, row):
        """Return what a row lacks as it will be published, with links into its form; None where nothing is looked for."""
        return

    def may_be_deleted(self, request, row):
        return row.state != State.PUBLISHED and super().may_be_deleted(request, row)

    def get_deleted_objects(self, rows, request):
        """Describe a deletion. Raise RefusedError where visitors see one of the rows, before anybody is asked to confirm it."""
        published_rows = [row for row in rows if row.state == State.PUBLISHED]
        if published_rows:
            names = ", ".join(f"“{row}”" for row in published_rows[:MOST_NAMED])
            raise RefusedError(PUBLISHED_REFUSAL if len(rows) == 1 else SEVERAL_REFUSAL.format(names))
        return super().get_deleted_objects(rows, request)
