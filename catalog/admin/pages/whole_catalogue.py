"""Page from which an administrator takes the whole catalogue as a file, which the worker makes."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.admin.core.views import NO_ACTION, redirect_after_post
from catalog.editing.locks import atomic_or_refused
from catalog.exchange import export_jobs
from catalog.queue.jobs import is_worker_late

PERMISSION = "catalog.change_site"
NOT_PERMITTED = _("Only an Administrator may take the whole catalogue out. Ask one.")


def refuse_without_permission(request):
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied(NOT_PERMITTED)


@require_http_methods(["GET", "HEAD", "POST"])
def whole_catalogue_view(request):
    """Show the newest export and how far the next one is; a button makes one, another deletes what is there."""
    refuse_without_permission(request)
    if request.method == "POST":
        act(request)
        return redirect_after_post(reverse("admin:export"))
    values, is_running = export_jobs.progress(), export_jobs.is_being_exported()
    newest = export_jobs.newest_export()
    context = admin.site.each_context(request) | {
        "title": gettext("The whole catalogue as a file"),
        "is_running": is_running,
        "percent": 100 * values.get("step", 0) // values.get("steps", 1),
        "fault": "" if is_running else values.get("fault", ""),
        "is_worker_late": is_running and is_worker_late(),
        "file_name": newest and newest.name,
        "file_bytes": newest and newest.stat().st_size,
    }
    return TemplateResponse(request, "admin/export_all.html", context)


def act(request):
    action = request.POST.get("do")
    if action == "export":
        with atomic_or_refused():
            if not export_jobs.is_being_exported():
                export_jobs.queue_export()
        messages.success(request, gettext("The export waits for the worker. This page tells how far it is."))
    elif action == "delete":
        export_jobs.delete_exports()
        messages.success(request, gettext("The export is deleted."))
    else:
        messages.error(request, NO_ACTION)


@require_safe
def export_file_view(request):
    """Answer the newest export."""
    refuse_without_permission(request)
    path = export_jobs.newest_export()
    if path is None:
        raise Http404(gettext("There is no export. Make one first."))
    response = FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type="application/zip")
    response["Cache-Control"] = "no-store, private"
    return response
