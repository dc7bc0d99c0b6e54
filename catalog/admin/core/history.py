"""Pages of the history of a noun: its revisions, one of them, two of them compared."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalog.admin.core.posted import find_root, read_key
from catalog.admin.core.views import (
    ROWS_A_PAGE,
    page_address,
    page_context,
    page_path,
)
from catalog.editing.describe import changes_in_reading_order, describe_patch
from catalog.editing.documents import PARTS, Root
from catalog.editing.history import newest_revision_id
from catalog.editing.patches import Patch
from catalog.editing.references import survivors
from catalog.editing.stored_words import label_in_words
from catalog.models import Revision
from catalog.paging import read_page
from catalog.texts.numbers import excerpt, read_number

CHANGES_A_PAGE = 100
# So many revisions are offered for a comparison, besides the two that are compared.
MOST_OFFERED = 300


class Subject(NamedTuple):
    """What a page of the history is about. `row` is None where it is deleted."""

    root: Root
    row: object
    label: str


def history_paths(model_admin):
    return [
        page_path(model_admin, "<path:object_id>/history/compare/", compare_view, "compare"),
        page_path(model_admin, "<path:object_id>/history/<int:number>/", revision_view, "revision"),
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
    return Subject(root, row, str(row) if row else label_in_words(revision))


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
        may_revert = model_admin.can_restore and model_admin.has_change_permission(request, subject.row)
        may_restore = model_admin.can_restore and model_admin.has_add_permission(request)
        context |= {
            "change_page": "" if is_deleted else page_address(opts, "change", key),
            "history_page": page_address(opts, "history", key),
            "compare_page": page_address(opts, "compare", key),
            "restore_page": page_address(opts, "restore", key) if is_deleted else "",
            "may_revert": may_revert and not is_deleted,
            "may_restore": may_restore and is_deleted,
            "suppress_page": page_address(opts, "suppress", key)
            if request.user.has_perm("catalog.suppress_value")
            else "",
        }
    return TemplateResponse(request, f"admin/history/{template}.html", context, status=status)


def patch_context(request, patch, root):
    """Return a page of a patch in words."""
    paginator_page = read_page(request, changes_in_reading_order(patch), CHANGES_A_PAGE)
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
    paginator_page = read_page(request, Revision.objects.of(*subject.root), ROWS_A_PAGE)
    return history_page(
        model_admin,
        request,
        subject,
        "revisions",
        title=gettext("History: %(subject)s") % {"subject": subject.label},
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
        messages.info(request, gettext("Number %(number)s was merged into this one.") % {"number": key})
        return HttpResponseRedirect(page_address(opts, "change", survivor))
    messages.warning(
        request,
        # In Django's own words, as its other pages say it.
        gettext("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?")
        % {"name": opts.verbose_name, "key": unquote(object_id)},
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
        title=gettext("Revision %(number)s: %(subject)s") % {"number": revision.pk, "subject": subject.label},
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
    context = {
        "title": gettext("Compare: %(subject)s") % {"subject": subject.label},
        "offered_revisions": offered_revisions,
    }
    numbers = [read_number(request.GET.get(side, "")) for side in ("left", "right")]
    if None in numbers:
        texts = [text for side in ("left", "right") if (text := request.GET.get(side)) and read_number(text) is None]
        is_asked = request.GET.get("left") or request.GET.get("right")
        refusal = gettext("Choose two revisions: the address names them by their numbers.") if is_asked else ""
        if texts:
            refusal = gettext("“%(texts)s” is no number of a revision. %(refusal)s") % {
                "texts": excerpt(texts[0]),
                "refusal": refusal,
            }
        status = 400 if refusal else 200
        return history_page(model_admin, request, subject, "compare", refusal=refusal, status=status, **context)
    older, newer = (get_revision(subject, number) for number in sorted(numbers))
    offered_revisions += [revision for revision in (newer, older) if revision not in offered_revisions]
    patches = revisions.filter(pk__gt=older.pk, pk__lte=newer.pk).order_by("id").values_list("patch", flat=True)
    context |= patch_context(request, Patch.combine(patches.iterator(200)), subject.root)
    return history_page(model_admin, request, subject, "compare", older=older, newer=newer, **context)
