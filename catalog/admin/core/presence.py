"""Who else has a form open."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from catalog.admin.core.views import page_address, page_path
from catalog.editing.documents import Root
from catalog.models import Presence
from catalog.models.presence import LASTS, LASTS_WITHOUT_SCRIPT


def presence_paths(model_admin):
    return [page_path(model_admin, "<root>/presence/", presence_view, "presence")]


@require_POST
def presence_view(request, root, model_admin):
    """Tell a script of the form who else has it open; or note that the form is left."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    # A key may have a dash, too: zh-Hant.
    noun, _, key = root.partition("-")
    root = Root(noun[:20], key[:40])
    here = request.POST.get("here")
    if here == "no":
        Presence.objects.leave(root.noun, root.key, request.user)
        return HttpResponse(status=204)
    note_presence(model_admin, request, root, LASTS.get(here, LASTS_WITHOUT_SCRIPT))
    return render(request, "admin/_presence.html", presence_context(model_admin, request, root))


def note_presence(model_admin, request, root, lasts=LASTS_WITHOUT_SCRIPT):
    """Note that the editor has the form open."""
    if model_admin.has_change_permission(request):
        Presence.objects.note(root.noun, root.key, request.user, lasts)


def presence_context(model_admin, request, root):
    """Return who else has the form open; nobody for those who may not change the row."""
    if not model_admin.has_change_permission(request):
        return {}
    return {
        "presence_page": page_address(model_admin.opts, "presence", f"{root.noun}-{root.key}"),
        "presences": Presence.objects.other_editors(root.noun, root.key, request.user),
    }
