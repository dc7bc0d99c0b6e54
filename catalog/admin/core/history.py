"""The history of a noun on the desk: its revisions, any two compared, any one brought back, and what is deleted."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe

from catalog.admin.core.conflicts import CONFLICT, SEEN
from catalog.admin.core.edits import guarded, key_of, root_at
from catalog.admin.core.posted import is_number, noted
from catalog.editing.describe import changes_in_reading_order, describe_patch
from catalog.editing.documents import PARTS, RefusedError, Root
from catalog.editing.history import OvertakenError, newest_revision_id
from catalog.editing.patches import Patch
from catalog.editing.revert import deleting_revision, patch_back_to, restore, revert
from catalog.models import Deed, Revision, State

A_PAGE = 50
# So many revisions can be chosen from to be compared, besides the two that are.
MOST_OFFERED = 300
NOT_SEEN = "This form doesn’t say which revision you looked at, so nothing was done. Look at it now, and decide."
NOTHING_BACK = "Nobody may bring this back as it was, deleted or changed. Enter by hand what is to hold again."


class Place(NamedTuple):
    """What a page of the history is on. `row` is None where it is deleted, or only a working copy has it."""

    root: Root
    row: object
    label: str


class HistoryMixin:
    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = (
            ("deleted/", self.deleted_view, "deleted"),
            ("<path:object_id>/history/compare/", self.compare_view, "compare"),
            ("<path:object_id>/history/<int:number>/", self.revision_view, "revision"),
            ("<path:object_id>/history/<int:number>/revert/", self.revert_view, "revert"),
            ("<path:object_id>/restore/", self.restore_view, "restore"),
        )
        own = [path(route, self.admin_site.admin_view(view), name=f"{name}_{page}") for route, view, page in pages]
        return [*own, *super().get_urls()]

    def address(self, page, *args):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def place(self, request, object_id):
        """What an address names, where this user may see it; 404 for what never was."""
        key = key_of(self.opts.model_name, unquote(object_id))
        row = None if key is None else self.model._base_manager.filter(pk=key).first()
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        if key is None or self.is_part:
            raise Http404
        root = Root(self.opts.model_name, key)
        last = None if row else Revision.objects.of(*root).defer("patch").first()
        if row is None and last is None:
            raise Http404
        return Place(root, row, str(row or last.label))

    @property
    def is_part(self):
        """Whether the noun's rows have no history but that of what they belong to."""
        return any(self.opts.model_name in parts for parts in PARTS.values())

    def page(self, request, place, template, *, status=200, **context):
        opts = self.opts
        context = {**self.admin_site.each_context(request), "opts": opts, "place": place, **context}
        context["nouns_page"] = self.address("changelist")
        if place:
            key = quote(place.root.key)
            context |= {
                "noun_page": self.address("change", key) if place.row else None,
                "history_page": self.address("history", key),
                "compare_page": self.address("compare", key),
                "restore_page": None if place.row else self.address("restore", key),
                "may_revert": self.comes_back
                and place.row is not None
                and self.has_change_permission(request, place.row),
                "may_restore": self.comes_back and place.row is None and self.has_add_permission(request),
            }
        return TemplateResponse(request, f"admin/history/{template}.html", context, status=status)

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        """The revisions, newest first; of a row of a film, the film's."""
        try:
            if self.is_part:
                return self.to_owner(request, object_id)
            place = self.place(request, object_id)
        except Http404:
            # As Django's own page has it.
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        found = Paginator(Revision.objects.of(*place.root), A_PAGE).get_page(request.GET.get("page"))
        return self.page(
            request,
            place,
            "revisions",
            title=f"History: {place.label}",
            found=found,
            lines=self.lines(place, found),
            head=newest_revision_id(place.root),
        )

    def to_owner(self, request, object_id):
        key = key_of(self.opts.model_name, unquote(object_id))
        row = None if key is None else self.model._base_manager.filter(pk=key).first()
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        root = None if key is None else root_at(self.opts.model_name, key)
        if root is None or root.noun == self.opts.model_name:
            raise Http404
        return HttpResponseRedirect(reverse(f"admin:catalog_{root.noun}_history", args=[quote(root.key)]))

    def lines(self, place, revisions):
        """Each revision with its pages and the number of rows that it changed."""
        return [
            {
                "revision": one,
                "count": sum(len(changes) for changes in one.patch.values()),
                "page": self.address("revision", quote(place.root.key), one.pk),
                "revert_page": self.address("revert", quote(place.root.key), one.pk),
            }
            for one in revisions
        ]

    def revision(self, place, number):
        """A revision of this noun, by its number."""
        found = Revision.objects.of(*place.root).filter(pk=number).first()
        if found is None:
            raise Http404
        return found

    @method_decorator(require_safe)
    def revision_view(self, request, object_id, number):
        """One revision with all that it changed."""
        place = self.place(request, object_id)
        revision = self.revision(place, number)
        others = Revision.objects.of(*place.root).defer("patch")
        around = (others.filter(pk__lt=number).first(), others.filter(pk__gt=number).order_by("id").first())
        older, newer = (
            {"page": self.address("revision", quote(place.root.key), one.pk)} if one else None for one in around
        )
        return self.page(
            request,
            place,
            "revision",
            title=f"Revision {revision.pk}: {place.label}",
            revision=revision,
            older=older,
            newer=newer,
            head=newest_revision_id(place.root),
            revert_page=self.address("revert", quote(place.root.key), revision.pk),
            **self.shown(request, Patch(revision.patch), place.root),
        )

    def shown(self, request, patch, root):
        """A page of a patch in words."""
        found = Paginator(changes_in_reading_order(patch), A_PAGE * 2).get_page(request.GET.get("page"))
        return {"found": found, "changes": describe_patch(patch, root=root, changes=found.object_list)}

    @method_decorator(require_safe)
    def compare_view(self, request, object_id):
        """What lies between two revisions, whichever of them is named first."""
        place = self.place(request, object_id)
        asked = [request.GET.get(side, "") for side in ("left", "right")]
        offered = list(Revision.objects.of(*place.root).defer("patch")[:MOST_OFFERED])
        context = {"title": f"Compare: {place.label}", "offered": offered}
        if not all(is_number(one) for one in asked):
            why = "Choose two revisions: the address names them by their numbers." if any(asked) else ""
            return self.page(request, place, "compare", why=why, status=400 if why else 200, **context)
        left, right = sorted((self.revision(place, int(one)) for one in asked), key=lambda one: one.pk)
        context["offered"] += [one for one in (right, left) if one not in offered]
        patches = Revision.objects.of(*place.root).filter(pk__gt=left.pk, pk__lte=right.pk).order_by("id")
        patch = Patch.combine(patches.values_list("patch", flat=True).iterator(200))
        shown = self.shown(request, patch, place.root)
        return self.page(request, place, "compare", left=left, right=right, **shown, **context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def revert_view(self, request, object_id, number):
        """Ask whether to bring a revision back, with all that this would change; then do it."""
        place = self.place(request, object_id)
        if not (self.comes_back and self.has_change_permission(request, place.row)):
            raise PermissionDenied("" if self.comes_back else NOTHING_BACK)
        revision = self.revision(place, number)

        def patch():
            return patch_back_to(place.root, revision.pk)

        def act(note, seen):
            refuse_publishing(request, place.root, patch())
            made = revert(place.root, revision.pk, editor=request.user, note=note, seen_revision=seen)
            if made is None:
                raise RefusedError("Nothing differs from what it was then, so there is nothing to set back.")
            where = " in its working copy, which visitors don’t see until it is published" if made.waiting else ""
            messages.success(request, f"“{place.label}” is again as it was after revision {revision.pk}{where}.")
            return self.address("history", quote(place.root.key))

        return self.confirm(
            request, place, patch, act, title=f"Bring back revision {revision.pk}: {place.label}", revision=revision
        )

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def restore_view(self, request, object_id):
        """Ask whether to bring back what was deleted, with all that comes with it; then do it."""
        place = self.place(request, object_id)
        if not (self.comes_back and self.has_add_permission(request)):
            raise PermissionDenied("" if self.comes_back else NOTHING_BACK)

        def patch():
            return Patch(deleting_revision(place.root).patch).inverse()

        def act(note, seen):
            refuse_publishing(request, place.root, patch())
            restore(place.root, editor=request.user, note=note, seen_revision=seen)
            messages.success(request, f"“{place.label}” is here again, as it was when it was deleted.")
            return self.address("change", quote(place.root.key))

        return self.confirm(request, place, patch, act, title=f"Bring back: {place.label}", restoring=True)

    def confirm(self, request, place, patch, act, **context):
        """The page that asks, or what comes of its form: `act(note, seen)` answers where to go on."""
        why, status = "", 200
        note, seen = request.POST.get("_note", "").replace("\0", ""), request.POST.get(SEEN, "")
        if request.method == "POST":
            try:
                if not is_number(seen):
                    raise RefusedError(NOT_SEEN)
                return HttpResponseRedirect(act(noted(request.POST), int(seen)), status=303)
            except (OvertakenError, RefusedError) as error:
                why, status = str(error), CONFLICT
        # What is asked now is asked of what is there now: a second try is of that.
        head = newest_revision_id(place.root)
        try:
            shown = self.shown(request, patch(), place.root)
        except RefusedError as error:
            shown, why, status = {}, why or str(error), CONFLICT
        return self.page(
            request, place, "confirm", why=why, status=status, seen=head, note_typed=note, **shown, **context
        )

    @method_decorator(require_safe)
    def deleted_view(self, request):
        """What of this noun is deleted, and by whom; the newest first."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if self.is_part:
            raise Http404
        found = Paginator(deleted(self.opts.model_name), A_PAGE).get_page(request.GET.get("page"))
        lines = [
            {
                "revision": one,
                "restore_page": self.address("restore", quote(one.key)),
                "history_page": self.address("history", quote(one.key)),
            }
            for one in found
        ]
        return self.page(
            request,
            None,
            "deleted",
            title=f"Deleted {self.opts.verbose_name_plural}",
            found=found,
            lines=lines,
            may_restore=self.comes_back and self.has_add_permission(request),
        )

    def changelist_view(self, request, extra_context=None):
        page = None if self.is_part else self.address("deleted")
        return super().changelist_view(request, {"deleted_page": page} | (extra_context or {}))


def deleted(noun):
    """The revisions that deleted nouns which nobody has brought back since, newest first."""
    later = Revision.objects.filter(noun=noun, key=OuterRef("key"), id__gt=OuterRef("id")).exclude(deed=Deed.NOTED)
    return Revision.objects.filter(~Exists(later), noun=noun, deed=Deed.DELETED).order_by("-id").defer("patch")


def refuse_publishing(request, root, patch):
    """Refuse to bring something before the public's eyes to who may not publish."""
    if guarded(root) or request.user.has_perm("catalog.publish_film"):
        return
    changes = [change for change in patch.changes() if change.noun == root.noun or root.noun != "film"]
    if any((change.after or {}).get("state") == State.PUBLISHED for change in changes):
        raise RefusedError(
            "It would bring something before the public at once that was published then, and you may not publish. "
            "Nothing was done. Ask a reviewer to bring it back."
        )
