"""Pages of the history of a noun: its revisions, two of them compared, one brought back; what is deleted, and restored."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from catalog.admin.core.posted import find_root, read_key, read_note, read_seen, typed_note
from catalog.admin.core.views import (
    CONFLICT,
    ROWS_A_PAGE,
    page_address,
    page_context,
    page_path,
    redirect_after_post,
)
from catalog.editing.describe import changes_in_reading_order, describe_patch
from catalog.editing.documents import PARTS, RefusedError, Root
from catalog.editing.history import OvertakenError, newest_revision_id
from catalog.editing.patches import Patch
from catalog.editing.references import survivors
from catalog.editing.revert import deleting_revision, patch_back_to, restore, revert
from catalog.models import Deed, Film, Revision, State
from catalog.texts.numbers import read_number

CHANGES_A_PAGE = 100
# So many revisions are offered for a comparison, besides the two that are compared.
MOST_OFFERED = 300
NOT_SEEN = "This form doesn’t say which revision you looked at, so nothing was done. Look at it now, and decide."
NOTHING_COMES_BACK = "Nobody may bring this back as it was, deleted or changed. Enter by hand what is to hold again."


class Subject(NamedTuple):
    """What a page of the history is about. `row` is None where it is deleted."""

    root: Root
    row: object
    label: str


def history_paths(model_admin):
    return [
        page_path(model_admin, "deleted/", deleted_view, "deleted"),
        page_path(model_admin, "<path:object_id>/history/compare/", compare_view, "compare"),
        page_path(model_admin, "<path:object_id>/history/<int:number>/", revision_view, "revision"),
        page_path(model_admin, "<path:object_id>/history/<int:number>/revert/", revert_view, "revert"),
        page_path(model_admin, "<path:object_id>/restore/", restore_view, "restore"),
    ]


def is_part(noun):
    """Tell whether the rows of a noun have no history but that of what they belong to."""
    return any(noun in parts for parts in PARTS.values())


def get_subject(model_admin, request, object_id):
    """Return what an address is about. Raise Http404 for what never was, PermissionDenied if the user may not see it."""
    noun = model_admin.opts.model_name
    key = read_key(noun, unquote(object_id))
    row = None if key is None else model_admin.model._base_manager.filter(pk=key).first()
    if not model_admin.has_view_or_change_permission(request, row):
        raise PermissionDenied
    if key is None or is_part(noun):
        raise Http404
    root = Root(noun, key)
    revision = None if row else Revision.objects.of(*root).defer("patch").first()
    if row is None and revision is None:
        raise Http404
    return Subject(root, row, str(row or revision.label))


def get_revision(subject, number):
    revision = Revision.objects.of(*subject.root).filter(pk=number).first()
    if revision is None:
        raise Http404
    return revision


def history_page(model_admin, request, subject, template, *, title, status=200, **context):
    opts = model_admin.opts
    context |= page_context(model_admin, request, title)
    context |= {"subject": subject, "list_page": page_address(opts, "changelist")}
    if subject:
        key, is_deleted = subject.root.key, subject.row is None
        may_revert = model_admin.comes_back and model_admin.has_change_permission(request, subject.row)
        may_restore = model_admin.comes_back and model_admin.has_add_permission(request)
        context |= {
            "change_page": "" if is_deleted else page_address(opts, "change", key),
            "history_page": page_address(opts, "history", key),
            "compare_page": page_address(opts, "compare", key),
            "restore_page": page_address(opts, "restore", key) if is_deleted else "",
            "may_revert": may_revert and not is_deleted,
            "may_restore": may_restore and is_deleted,
        }
    return TemplateResponse(request, f"admin/history/{template}.html", context, status=status)


def patch_context(request, patch, root):
    """Return a page of a patch in words."""
    paginator_page = Paginator(changes_in_reading_order(patch), CHANGES_A_PAGE).get_page(request.GET.get("page"))
    changes = describe_patch(patch, root=root, changes=paginator_page.object_list)
    return {"paginator_page": paginator_page, "changes": changes}


@require_safe
def revisions_view(request, object_id, model_admin):
    """List the revisions, newest first. The history of a row of a film is the film's."""
    opts = model_admin.opts
    try:
        if is_part(opts.model_name):
            return redirect_to_history_of_root(model_admin, request, object_id)
        subject = get_subject(model_admin, request, object_id)
    except Http404:
        return redirect_missing(model_admin, request, object_id)
    key = subject.root.key
    paginator_page = Paginator(Revision.objects.of(*subject.root), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return history_page(
        model_admin,
        request,
        subject,
        "revisions",
        title=f"History: {subject.label}",
        paginator_page=paginator_page,
        lines=[
            {
                "revision": revision,
                "count": sum(len(changes) for changes in revision.patch.values()),
                "revision_page": page_address(opts, "revision", key, revision.pk),
                "revert_page": page_address(opts, "revert", key, revision.pk),
            }
            for revision in paginator_page
        ],
        newest_id=newest_revision_id(subject.root),
    )


def redirect_to_history_of_root(model_admin, request, object_id):
    noun = model_admin.opts.model_name
    key = read_key(noun, unquote(object_id))
    row = None if key is None else model_admin.model._base_manager.filter(pk=key).first()
    if not model_admin.has_view_or_change_permission(request, row):
        raise PermissionDenied
    root = None if key is None else find_root(noun, key)
    if root is None or root.noun == noun:
        raise Http404
    return HttpResponseRedirect(page_address(root.model._meta, "history", root.key))


def redirect_missing(model_admin, request, object_id):
    """Redirect from an address without a row: to what it was merged into, else to the desk's first page."""
    opts = model_admin.opts
    key = read_key(opts.model_name, unquote(object_id))
    survivor = survivors(opts.model_name, [key]).get(key)
    if survivor:
        messages.info(request, f"The {opts.verbose_name} {key} was merged into this one.")
        return HttpResponseRedirect(page_address(opts, "change", survivor))
    messages.warning(
        request, f"{opts.verbose_name} with ID “{unquote(object_id)}” doesn’t exist. Perhaps it was deleted?"
    )
    return HttpResponseRedirect(reverse("admin:index"))


@require_safe
def revision_view(request, object_id, number, model_admin):
    """Show one revision with all that it changed."""
    opts = model_admin.opts
    subject = get_subject(model_admin, request, object_id)
    revision = get_revision(subject, number)
    revisions = Revision.objects.of(*subject.root).defer("patch")
    neighbours = (revisions.filter(pk__lt=number).first(), revisions.filter(pk__gt=number).order_by("id").first())
    older_page, newer_page = (
        page_address(opts, "revision", subject.root.key, neighbour.pk) if neighbour else "" for neighbour in neighbours
    )
    return history_page(
        model_admin,
        request,
        subject,
        "revision",
        title=f"Revision {revision.pk}: {subject.label}",
        revision=revision,
        older_page=older_page,
        newer_page=newer_page,
        newest_id=newest_revision_id(subject.root),
        revert_page=page_address(opts, "revert", subject.root.key, revision.pk),
        **patch_context(request, Patch(revision.patch), subject.root),
    )


@require_safe
def compare_view(request, object_id, model_admin):
    """Show what lies between two revisions, whichever of them is named first."""
    subject = get_subject(model_admin, request, object_id)
    revisions = Revision.objects.of(*subject.root)
    offered_revisions = list(revisions.defer("patch")[:MOST_OFFERED])
    context = {"title": f"Compare: {subject.label}", "offered_revisions": offered_revisions}
    numbers = [read_number(request.GET.get(side, "")) for side in ("left", "right")]
    if None in numbers:
        is_asked = request.GET.get("left") or request.GET.get("right")
        refusal = "Choose two revisions: the address names them by their numbers." if is_asked else ""
        status = 400 if refusal else 200
        return history_page(model_admin, request, subject, "compare", refusal=refusal, status=status, **context)
    older, newer = (get_revision(subject, number) for number in sorted(numbers))
    offered_revisions += [revision for revision in (newer, older) if revision not in offered_revisions]
    patches = revisions.filter(pk__gt=older.pk, pk__lte=newer.pk).order_by("id").values_list("patch", flat=True)
    context |= patch_context(request, Patch.combine(patches.iterator(200)), subject.root)
    return history_page(model_admin, request, subject, "compare", older=older, newer=newer, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def revert_view(request, object_id, number, model_admin):
    """Show what it would change to bring a revision back. A button does it."""
    subject = get_subject(model_admin, request, object_id)
    refuse_if_not_permitted(model_admin, model_admin.has_change_permission(request, subject.row))
    revision = get_revision(subject, number)

    def read_patch():
        return patch_back_to(subject.root, revision.pk)

    def act(note, seen):
        refuse_publishing(request, subject.root, read_patch())
        result = revert(subject.root, revision.pk, editor=request.user, note=note, seen_revision=seen)
        if result is None:
            raise RefusedError("Nothing differs from what it was then, so there is nothing to set back.")
        where = " in its working copy, which visitors don’t see until it is published" if result.waiting else ""
        messages.success(request, f"“{subject.label}” is again as it was after revision {revision.pk}{where}.")
        return page_address(model_admin.opts, "history", subject.root.key)

    title = f"Bring back revision {revision.pk}: {subject.label}"
    return confirm(model_admin, request, subject, read_patch, act, title=title, revision=revision)


@require_http_methods(["GET", "HEAD", "POST"])
def restore_view(request, object_id, model_admin):
    """Show all that comes back with a deleted row. A button brings it back."""
    subject = get_subject(model_admin, request, object_id)
    refuse_if_not_permitted(model_admin, model_admin.has_add_permission(request))

    def read_patch():
        return Patch(deleting_revision(subject.root).patch).inverse()

    def act(note, seen):
        refuse_publishing(request, subject.root, read_patch())
        restore(subject.root, editor=request.user, note=note, seen_revision=seen)
        messages.success(request, f"“{subject.label}” is here again, as it was when it was deleted.")
        return page_address(model_admin.opts, "change", subject.root.key)

    title = f"Bring back: {subject.label}"
    return confirm(model_admin, request, subject, read_patch, act, title=title, is_restoring=True)


def refuse_if_not_permitted(model_admin, has_permission):
    if not model_admin.comes_back:
        raise PermissionDenied(NOTHING_COMES_BACK)
    if not has_permission:
        raise PermissionDenied


def confirm(model_admin, request, subject, read_patch, act, **context):
    """Show what a patch would change; once confirmed, redirect to the address that `act(note, seen)` returns."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            seen = read_seen(request.POST)
            if seen is None:
                raise RefusedError(NOT_SEEN)
            return redirect_after_post(act(read_note(request.POST), seen))
        except (OvertakenError, RefusedError) as error:
            refusal, status = str(error), CONFLICT
    # A second try is of what is there now.
    context["seen_revision"] = newest_revision_id(subject.root)
    try:
        context |= patch_context(request, read_patch(), subject.root)
    except RefusedError as error:
        refusal, status = refusal or str(error), CONFLICT
    note = typed_note(request.POST)
    return history_page(model_admin, request, subject, "confirm", refusal=refusal, status=status, note=note, **context)


def refuse_publishing(request, root, patch):
    """Raise RefusedError if a patch would publish something at once and the user may not publish."""
    is_staged = root.noun == "film" and Film.objects.filter(pk=root.key, state=State.PUBLISHED).exists()
    if is_staged or request.user.has_perm("catalog.publish_film"):
        return
    changes = [change for change in patch.changes() if change.noun == root.noun or root.noun != "film"]
    if any((change.after or {}).get("state") == State.PUBLISHED for change in changes):
        raise RefusedError(
            "It would bring something before the public at once that was published then, and you may not publish. "
            "Nothing was done. Ask a reviewer to bring it back."
        )


@require_safe
def deleted_view(request, model_admin):
    """List the deleted rows of a noun, the last deleted first."""
    opts = model_admin.opts
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    if is_part(opts.model_name):
        raise Http404
    paginator_page = Paginator(deletions(opts.model_name), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return history_page(
        model_admin,
        request,
        None,
        "deleted",
        title=f"Deleted {opts.verbose_name_plural}",
        paginator_page=paginator_page,
        lines=[
            {
                "revision": revision,
                "restore_page": page_address(opts, "restore", revision.key),
                "history_page": page_address(opts, "history", revision.key),
            }
            for revision in paginator_page
        ],
        may_restore=model_admin.comes_back and model_admin.has_add_permission(request),
    )


def deletions(noun):
    """Return the revisions that deleted rows which nobody has restored since, newest first."""
    later = Revision.objects.filter(noun=noun, key=OuterRef("key"), id__gt=OuterRef("id")).exclude(deed=Deed.NOTED)
    return Revision.objects.filter(~Exists(later), noun=noun, deed=Deed.DELETED).order_by("-id").defer("patch")
