"""Two editors' changes of one thing side by side: whoever saves second chooses, field by field, and loses nothing."""

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core import signing
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from catalog.admin.core.posted import noted
from catalog.editing.conflicts import choice_name, choice_names, deleted_but_referenced, find_conflicts, remaining_patch
from catalog.editing.describe import describe_patch
from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import apply_change
from catalog.editing.history import OvertakenError, newest_revision_id, patch_since
from catalog.editing.patches import Patch
from catalog.editing.revert import restore_and_change
from catalog.models import Deed, Revision

SEEN = "_seen"
CONFLICT = 409
MINE, THEIRS = "mine", "theirs"
# Names the choice whether what is deleted meanwhile comes back.
WHOLE = "whole"


def page_of(root, page):
    """The address of a page of the desk on a noun."""
    return reverse(f"admin:{root.model._meta.app_label}_{root.noun}_{page}", args=[quote(root.key)])


def salt(user):
    return f"catalog.conflict.{user.pk}"


def describe(root, theirs, yours):
    """What both changed: each with its name, a label and the two values; and what only one of them did."""
    both = {
        side: {(row.noun, row.key): row for row in describe_patch(patch, root=root)}
        for side, patch in ((THEIRS, theirs), (MINE, yours))
    }
    chosen = []
    for one in find_conflicts(theirs, yours):
        their_row, my_row = (both[side][(one.noun, one.key)] for side in (THEIRS, MINE))
        if one.field:
            their_field, my_field = (
                next(field for field in row.fields if field.name == one.field) for row in (their_row, my_row)
            )
            label = my_field.label if one.noun == root.noun else f"{my_row.kind} {my_row.label}: {my_field.label}"
            was = my_field.before
            values = {THEIRS: their_field.after, MINE: my_field.after}
        else:
            label, was = f"{my_row.kind} {my_row.label}", ""
            values = {
                side: "deleted" if row.deed == "removed" else "kept and changed"
                for side, row in ((THEIRS, their_row), (MINE, my_row))
            }
        chosen.append(
            {"name": f"take-{one.name}", "label": label, "was": was, "theirs": values[THEIRS], "mine": values[MINE]}
        )
    for sides, rows in zip(((THEIRS, MINE), (MINE, THEIRS)), deleted_but_referenced(theirs, yours), strict=True):
        for place in rows:
            row = both[sides[0]][place]
            values = dict(zip(sides, ("deleted", "kept, with what was entered of it"), strict=True))
            chosen.append(
                {"name": f"take-{choice_name(*place)}", "label": f"{row.kind} {row.label}", "was": "", **values}
            )
    return {"choices": chosen, "their_rows": list(both[THEIRS].values()), "your_rows": list(both[MINE].values())}


class ConflictMixin:
    # Whether what is deleted can be brought back, and an earlier revision.
    comes_back = True

    def get_urls(self):
        page = self.admin_site.admin_view(self.conflict_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_conflict"
        return [path("<path:object_id>/conflict/", page, name=name), *super().get_urls()]

    def conflict(self, request, root, seen, patch, note, chosen=()):
        """Show what the other did since `seen` beside `patch`, which is what was entered; save nothing."""
        theirs = patch_since(root, seen)
        others = list(Revision.objects.of(*root).filter(id__gt=seen).exclude(deed=Deed.NOTED))
        gone = not root.model._base_manager.filter(pk=root.key).exists()
        held = {"root": [root.noun, root.key], "seen": seen, "patch": patch}
        both = {"choices": [], "your_rows": describe_patch(patch, root=root), "their_rows": []}
        if not gone:
            both = describe(root, theirs, patch)
        for one in both["choices"]:
            one["taken"] = dict(chosen).get(one["name"])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Somebody else saved {others[0].label if others else 'it'} meanwhile",
            "root": root,
            "others": others,
            "gone": gone,
            "held": signing.dumps(held, salt=salt(request.user), compress=True),
            "head": newest_revision_id(root),
            "note": note,
            "address": page_of(root, "conflict"),
            "back": page_of(root, "change"),
            **both,
        }
        return TemplateResponse(request, "admin/conflict.html", context, status=CONFLICT)

    def conflict_view(self, request, object_id):
        """Save what was entered as it was chosen."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            held = signing.loads(request.POST.get("held", ""), salt=salt(request.user))
        except signing.BadSignature as error:
            raise BadRequest("What was entered did not come back whole. Open the page again.") from error
        root, seen, patch = Root(*held["root"]), held["seen"], Patch(held["patch"])
        if str(root.key) != unquote(object_id) or root.noun != self.opts.model_name:
            raise BadRequest("What was entered belongs to another page. Open the page again.")
        if not self.has_change_permission(request, root.model._base_manager.filter(pk=root.key).first()):
            raise PermissionDenied
        note, head = request.POST.get("note", "").replace("\0", ""), request.POST.get("head", "")
        chosen = {name: value for name, value in request.POST.items() if value in (MINE, THEIRS)}
        try:
            noted(request.POST, "note")
            if head != str(newest_revision_id(root)):
                return self.ask_again(
                    request, root, seen, patch, note, "It was saved once more meanwhile. Look at both again.", chosen
                )
            return self.settle(request, root, seen, patch, note, chosen, int(head))
        except (RefusedError, OvertakenError) as error:
            return self.ask_again(request, root, seen, patch, note, str(error), chosen)

    def ask_again(self, request, root, seen, patch, note, why, chosen):
        messages.warning(request, why)
        return self.conflict(request, root, seen, patch, note, chosen)

    def settle(self, request, root, seen, patch, note, chosen, head):
        gone = not root.model._base_manager.filter(pk=root.key).exists()
        if gone:
            return self.bring_back(request, root, patch, note, chosen, head)
        theirs = patch_since(root, seen)
        names = choice_names(theirs, patch)
        missing = [name for name in names if f"take-{name}" not in chosen]
        if missing:
            return self.ask_again(request, root, seen, patch, note, "Choose one side of each.", chosen)
        mine = {name for name in names if chosen[f"take-{name}"] == MINE}
        held = remaining_patch(theirs, patch, mine)
        done = apply_change(root, held, editor=request.user, note=note, seen_revision=head) if held else None
        self.message_user(
            request, "Saved, as you chose." if done else "Nothing of yours was left to save.", messages.SUCCESS
        )
        return HttpResponseRedirect(page_of(root, "change"))

    def bring_back(self, request, root, patch, note, chosen, head):
        """Restore what was deleted meanwhile, and put the changes on it; or let it go."""
        if chosen.get(f"take-{WHOLE}") == THEIRS:
            self.message_user(request, "It stays deleted. Nothing was saved.", messages.WARNING)
            return HttpResponseRedirect(self.address("changelist"))
        if not (self.has_add_permission(request) and self.comes_back):
            raise PermissionDenied
        restore_and_change(root, patch, editor=request.user, note=note, seen_revision=head)
        self.message_user(request, "Brought back, with what you changed.", messages.SUCCESS)
        return HttpResponseRedirect(page_of(root, "change"))
