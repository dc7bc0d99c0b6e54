"""Page of an import: how far it is, what it does or did, line by line, and the buttons that bring it in, stop it or take it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.admin.core.views import (
    NO_ACTION,
    ROWS_A_PAGE,
    get_visible_row,
    page_address,
    page_context,
    redirect_after_post,
    refusal_page,
)
from catalog.admin.pages.importing.decisions import open_decisions
from catalog.admin.pages.importing.progress import progress_of
from catalog.editing.documents import RefusedError, model_of
from catalog.editing.locks import atomic_or_refused
from catalog.editing.row_names import model_exists, noun_label
from catalog.exchange import import_jobs
from catalog.exchange.bringing_in.run import NotPermittedError, refuse_not_permitted
from catalog.exchange.bringing_in.undo import preview_undo
from catalog.exchange.sheets.cells import cell
from catalog.exchange.sheets.writing import CSV_TYPE, csv_pieces
from catalog.exchange.uploaded_files import has_files
from catalog.models import Import, ImportFormat, ImportProposal, ImportProposalState, ImportStatus, Outcome, Revision
from catalog.paging import read_page
from catalog.roles import permission_refusal

COLUMNS = (
    (_("outcome"), lambda line: line.get_outcome_display()),
    (_("what"), lambda line: noun_label(line.noun) if line.noun else ""),
    (_("called"), lambda line: line.label),
    (_("file"), lambda line: line.file),
    (_("line"), lambda line: line.line or ""),
    (_("column"), lambda line: line.column),
    (_("field"), lambda line: line.field),
    (_("value"), lambda line: line.value),
    (_("expected, or what is there now"), lambda line: line.expected),
    (_("how to mend it"), lambda line: line.remedy),
)
CHUNK = 500
MOST_KEPT = 100
OVERTAKEN = _("This import is no longer where the page showed it: %(status)s. Nothing was done; look at it now.")


def visible_import(model_admin, request, object_id):
    return get_visible_row(model_admin, request, object_id)


@require_http_methods(["GET", "HEAD", "POST"])
def import_view(request, object_id, model_admin):
    """Show an import; a button brings it in, checks it again or stops it."""
    of_import = visible_import(model_admin, request, object_id)
    if request.method == "POST":
        if not model_admin.has_change_permission(request, of_import):
            raise PermissionDenied(permission_refusal("change_import"))
        try:
            act(request, of_import)
        except (RefusedError, NotPermittedError) as error:
            return refusal_page(model_admin, request, str(error), request.path)
        return redirect_after_post(page_address(model_admin.opts, "change", of_import.pk))
    return TemplateResponse(
        request, "admin/catalog/import/report.html", report_context(model_admin, request, of_import)
    )


def act(request, of_import):
    """Do what a button says. Raise RefusedError where the import has moved on meanwhile."""
    steps = {
        "bring_in": import_jobs.queue_bringing_in,
        "check": import_jobs.queue_check,
        "cancel": import_jobs.cancel,
    }
    step = steps.get(request.POST.get("do", ""))
    if step is None:
        messages.error(request, NO_ACTION)
        return
    if request.POST["do"] != "cancel":
        refuse_not_permitted(request.user, of_import.state)
    with atomic_or_refused():
        locked_import = Import.objects.select_for_update().get(pk=of_import.pk)
        if request.POST["do"] not in possible_steps(locked_import):
            raise RefusedError(OVERTAKEN % {"status": locked_import.get_status_display()})
        step(locked_import)


def possible_steps(of_import):
    """Return what can be done with an import where it is now."""
    if import_jobs.is_being_undone(of_import):
        return ()
    if of_import.status in import_jobs.MOVING:
        return ("cancel",)
    if of_import.status == ImportStatus.CHECKED:
        return ("bring_in", "cancel") if has_files(of_import) else ("cancel",)
    if of_import.status == ImportStatus.UPLOADED:
        return ("cancel",)
    if of_import.status in import_jobs.UNDOABLE:
        if Revision.objects.filter(of_import=of_import).exists():
            return ("undo",)
        return ("check",) if has_files(of_import) and of_import.status != ImportStatus.DONE else ()
    return ()


def report_context(model_admin, request, of_import):
    outcome = request.GET.get("outcome", "")
    lines = of_import.lines.filter(outcome=outcome) if outcome in Outcome.values else of_import.lines.all()
    paginator_page = read_page(request, lines.order_by("id"), ROWS_A_PAGE)
    may_change = model_admin.has_change_permission(request, of_import)
    steps = possible_steps(of_import) if may_change else ()
    proposals = ImportProposal.objects.filter(of_import=of_import, state=ImportProposalState.OPEN)
    return page_context(model_admin, request, gettext("Import %(number)s") % {"number": of_import.pk}) | {
        "import": of_import,
        "progress": progress_of(of_import),
        "is_dry": of_import.status in (ImportStatus.CHECKING, ImportStatus.CHECKED),
        "is_being_undone": import_jobs.is_being_undone(of_import),
        "counts": counts_of(of_import.counts),
        "noun_counts": [
            (noun_words(noun), counts_of(counts)) for noun, counts in sorted(of_import.noun_counts.items())
        ],
        "outcome": outcome,
        "outcomes": Outcome.choices,
        "paginator_page": paginator_page,
        "lines": [line_with_page(line) for line in paginator_page],
        "steps": steps,
        "mapping_page": mapping_page(of_import) if may_change else "",
        "open_names": open_decisions(of_import).count() if of_import.options.get("scope") else 0,
        "decisions_page": page_address(model_admin.opts, "decisions", of_import.pk),
        "open_proposals": proposals.count(),
        "list_page": page_address(model_admin.opts, "changelist"),
        "csv_page": page_address(model_admin.opts, "report", of_import.pk),
        "undo_page": page_address(model_admin.opts, "undo", of_import.pk),
        "progress_page": page_address(model_admin.opts, "progress", of_import.pk),
    }


def mapping_page(of_import):
    """Return the page on which the columns of a table are mapped; "" where there is nothing to map."""
    mappable = (ImportStatus.UPLOADED, ImportStatus.CHECKED, ImportStatus.FAILED)
    if of_import.format != ImportFormat.TABLE or of_import.status not in mappable or not has_files(of_import):
        return ""
    return page_address(Import._meta, "mapping", of_import.pk)


def noun_words(noun):
    """Return what the desk calls a kind of rows; what is no noun is told as it is."""
    if model_exists(noun):
        return str(model_of(noun)._meta.verbose_name_plural)
    return gettext("values") if noun == "value" else noun


def counts_of(counts):
    """Return [(outcome in words, number)] in the order of the outcomes."""
    return [(label, counts[name]) for name, label in Outcome.choices if counts.get(name)]


def line_with_page(line):
    """Return a line, and the page of the row that it is about: "" before it is there."""
    page = ""
    if line.noun and line.key and model_exists(line.noun):
        page = page_address(model_of(line.noun)._meta, "change", line.key)
    return line, page


@require_safe
def progress_view(request, object_id, model_admin):
    """Answer the part of the page that tells how far an import is, for the script that asks again and again."""
    of_import = visible_import(model_admin, request, object_id)
    context = {"progress": progress_of(of_import), "import": of_import}
    return TemplateResponse(request, "admin/catalog/import/_progress.html", context)


@require_safe
def report_view(request, object_id, model_admin):
    """Answer all lines of the report as a sheet."""
    of_import = visible_import(model_admin, request, object_id)
    outcome = request.GET.get("outcome", "")
    lines = of_import.lines.filter(outcome=outcome) if outcome in Outcome.values else of_import.lines.all()
    rows = ([cell(value_of(line)) for _, value_of in COLUMNS] for line in lines.order_by("id").iterator(CHUNK))
    response = StreamingHttpResponse(csv_pieces([str(label) for label, _ in COLUMNS], rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="import-{of_import.pk}.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def undo_view(request, object_id, model_admin):
    """Say what an undo would keep and why; a button lets the worker undo the import."""
    of_import = visible_import(model_admin, request, object_id)
    if not model_admin.has_change_permission(request, of_import):
        raise PermissionDenied(permission_refusal("change_import"))
    own_page = page_address(model_admin.opts, "change", of_import.pk)
    if "undo" not in possible_steps(of_import):
        words = gettext("There is nothing of this import to take back: %(status)s.")
        return refusal_page(model_admin, request, words % {"status": of_import.get_status_display()}, own_page)
    if request.method == "POST":
        with atomic_or_refused():
            import_jobs.queue_undo(of_import, request.user)
        messages.success(request, gettext("It is being taken back. What is kept will stand on this page."))
        return redirect_after_post(own_page)
    kept_roots = preview_undo(of_import, request.user, MOST_KEPT + 1)
    context = page_context(model_admin, request, gettext("Take the import back?")) | {
        "import": of_import,
        "kept_roots": [(root, line_page(root)) for root in kept_roots[:MOST_KEPT]],
        "are_more_kept": len(kept_roots) > MOST_KEPT,
        "import_page": own_page,
        "list_page": page_address(model_admin.opts, "changelist"),
    }
    return TemplateResponse(request, "admin/catalog/import/undo.html", context)


def line_page(root):
    return page_address(model_of(root.noun)._meta, "change", root.key)
