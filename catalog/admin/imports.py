"""Imports and what they propose: lists of the desk, and their pages."""

from functools import partial

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.views import page_path
from catalog.admin.pages.importing.decisions import decisions_view
from catalog.admin.pages.importing.mapping import mapping_view, template_view
from catalog.admin.pages.importing.proposals import proposals_view
from catalog.admin.pages.importing.report import import_view, progress_view, report_view, undo_view
from catalog.admin.pages.importing.upload import upload_view
from catalog.models import Import, ImportProposal, Outcome
from catalog.texts.numbers import grouped


def count_column(outcome, label):
    """Return a column with the number of records of an outcome."""

    @admin.display(description=label)
    def column(of_import):
        return grouped(of_import.counts.get(outcome, 0))

    column.__name__ = f"records_{outcome}"
    return column


@admin.register(Import)
class ImportAdmin(admin.ModelAdmin):
    """Imports have no form: one is added by an upload, and its page shows what it does."""

    list_display = (
        "id",
        "__str__",
        "status",
        "by_name",
        "made_at",
        count_column(Outcome.CREATED, _("created")),
        count_column(Outcome.CHANGED, _("changed")),
        count_column(Outcome.REFUSED, _("refused")),
    )
    list_display_links = ("id", "__str__")
    list_filter = ("status", "format")
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def get_urls(self):
        list_view = self.admin_site.admin_view(self.changelist_view)
        return [
            path("", list_view, name="catalog_import_changelist"),
            page_path(self, "add/", upload_view, "add"),
            page_path(self, "<int:object_id>/change/", import_view, "change"),
            page_path(self, "<int:object_id>/progress/", progress_view, "progress"),
            page_path(self, "<int:object_id>/report.csv", report_view, "report"),
            page_path(self, "<int:object_id>/undo/", undo_view, "undo"),
            page_path(self, "<int:object_id>/mapping/", mapping_view, "mapping"),
            page_path(self, "<int:object_id>/decisions/", decisions_view, "decisions"),
            page_path(self, "templates/<str:noun>.<str:kind>", template_view, "template"),
        ]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ImportProposal)
class ImportProposalAdmin(admin.ModelAdmin):
    """Proposals are decided on in their list; they have no form."""

    def get_urls(self):
        view = self.admin_site.admin_view(partial(proposals_view, model_admin=self))
        return [path("", view, name="catalog_importproposal_changelist")]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
