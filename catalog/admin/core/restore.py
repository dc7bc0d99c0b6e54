"""Pages that bring back an earlier revision or a deleted row, and the list of what is deleted."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.admin.core.history import get_revision, get_subject, history_page, is_part, patch_context
from catalog.admin.core.posted import note_text, read_note, read_seen_revision
from catalog.admin.core.views import CONFLICT, ROWS_A_PAGE, page_address, page_path, redirect_after_post
from catalog.editing.documents import RefusedError
from catalog.editing.history import OvertakenError, newest_revision_id
from catalog.editing.patches import Patch
from catalog.editing.revert import deleting_revision, patch_back_to, restore, revert
from catalog.editing.working_copies import published_roots
from catalog.models import Deed, Revision, State
from catalog.models.working_copies import OWNER_FIELDS
from catalog.paging import read_page

NOT_SEEN = _("This form doesn’t say which revision you looked at, so nothing was done. Look at it now, and decide.")
NOT_RESTORABLE = _("Nobody may bring this back as it was, deleted or changed. Enter by hand what is to hold again.")


def restore_paths(model_admin):
    return [
        page_path(model_admin, "deleted/", deleted_view, "deleted"),
        page_path(model_admin, "<path:object_id>/history/<int:number>/revert/", revert_view, "revert"),
        page_path(model_admin, "<path:object_id>/restore/", restore_view, "restore"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def revert_view(request, object_id, number, model_admin):
    """Show what would change if a revision were brought back. A button does it."""
    subject = get_subject(model_admin, request, object_id)
    refuse_if_not_permitted(model_admin, model_admin.has_change_permission(request, subject.row))
    revision = get_revision(subject, number)

    def read_patch():
        return patch_back_to(subject.root, revision.pk)

    def act(note, seen_revision):
        refuse_publishing(request, subject.root, read_patch())
        result = revert(subject.root, revision.pk, editor=request.user, note=note, seen_revision=seen_revision)
        if result is None:
            raise RefusedError(gettext("Nothing differs from what it was then, so there is nothing to set back."))
        outcome = (
            gettext(
                "“%(label)s” is again as it was after revision %(number)s, in its working copy, which visitors don’t see until it "
                "is published."
            )
            if result.waiting
            else gettext("“%(label)s” is again as it was after revision %(number)s.")
        )
        messages.success(request, outcome % {"label": subject.label, "number": revision.pk})
        return page_address(model_admin.opts, "history", subject.root.key)

    title = gettext("Bring back revision %(number)s: %(subject)s") % {"number": revision.pk, "subject": subject.label}
    return confirm(model_admin, request, subject, read_patch, act, title=title, revision=revision)


@require_http_methods(["GET", "HEAD", "POST"])
def restore_view(request, object_id, model_admin):
    """Show all that comes back with a deleted row. A button brings it back."""
    subject = get_subject(model_admin, request, object_id)
    refuse_if_not_permitted(model_admin, model_admin.has_add_permission(request))

    def read_patch():
        return Patch(deleting_revision(subject.root).patch).inverse()

    def act(note, seen_revision):
        refuse_publishing(request, subject.root, read_patch())
        restore(subject.root, editor=request.user, note=note, seen_revision=seen_revision)
        messages.success(
            request, gettext("“%(subject)s” is here again, as it was when it was deleted.") % {"subject": subject.label}
        )
        return page_address(model_admin.opts, "change", subject.root.key)

    title = gettext("Bring back: %(subject)s") % {"subject": subject.label}
    return confirm(model_admin, request, subject, read_patch, act, title=title, is_restoring=True)


def refuse_if_not_permitted(model_admin, has_permission):
    if not model_admin.can_restore:
        raise PermissionDenied(NOT_RESTORABLE)
    if not has_permission:
        raise PermissionDenied


def confirm(model_admin, request, subject, read_patch, act, **context):
    """Show what a patch would change; once confirmed, redirect to the address that `act(note, seen_revision)` returns."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            seen_revision = read_seen_revision(request.POST)
            if seen_revision is None:
                raise RefusedError(NOT_SEEN)
            return redirect_after_post(act(read_note(request.POST), seen_revision))
        except (OvertakenError, RefusedError) as error:
            refusal, status = str(error), CONFLICT
    # The editor decides anew about what is there now.
    context["seen_revision"] = newest_revision_id(subject.root)
    try:
        context |= patch_context(request, read_patch(), subject.root)
    except RefusedError as error:
        refusal, status = refusal or str(error), CONFLICT
    note = note_text(request.POST)
    return history_page(model_admin, request, subject, "confirm", refusal=refusal, status=status, note=note, **context)


def refuse_publishing(request, root, patch):
    """Raise RefusedError if a patch would publish something at once and the user may not publish."""
    has_states = root.noun in OWNER_FIELDS
    if published_roots([root]) or request.user.has_perm(f"catalog.publish_{root.noun if has_states else 'film'}"):
        return
    changes = [change for change in patch.changes() if change.noun == root.noun or not has_states]
    if any((change.after or {}).get("state") == State.PUBLISHED for change in changes):
        raise RefusedError(
            gettext(
                "It would bring something before the public at once that was published then, and you may not publish. "
                "Nothing was done. Ask a reviewer to bring it back."
            )
        )


@require_safe
def deleted_view(request, model_admin):
    """List the deleted rows of a noun, the last deleted first."""
    opts = model_admin.opts
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    if is_part(opts.model_name):
        raise Http404
    paginator_page = read_page(request, deletions(opts.model_name), ROWS_A_PAGE)
    return history_page(
        model_admin,
        request,
        None,
        "deleted",
        title=gettext("Deleted (%(nouns)s)") % {"nouns": opts.verbose_name_plural},
        paginator_page=paginator_page,
        lines=[
            {
                "revision": revision,
                "restore_page": page_address(opts, "restore", revision.key),
                "history_page": page_address(opts, "history", revision.key),
            }
            for revision in paginator_page
        ],
        may_restore=model_admin.can_restore and model_admin.has_add_permission(request),
    )


def deletions(noun):
    """Return the revisions that deleted rows which nobody has restored since, newest first."""
    later = Revision.objects.filter(noun=noun, key=OuterRef("key"), id__gt=OuterRef("id")).exclude(deed=Deed.NOTED)
    return Revision.objects.filter(~Exists(later), noun=noun, deed=Deed.DELETED).order_by("-id").defer("patch")
