"""Page on which whoever saved second chooses, field by field, between two editors' changes."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core import signing
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from catalog.admin.core.posted import note_text, read_note
from catalog.admin.core.views import CONFLICT, page_address, page_context, page_path
from catalog.editing.conflicts import choice_name, choice_names, deleted_but_referenced, find_conflicts, remaining_patch
from catalog.editing.describe import describe_patch
from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import apply_change
from catalog.editing.history import OvertakenError, newest_revision_id, patch_since
from catalog.editing.patches import Patch
from catalog.editing.revert import restore_and_change
from catalog.editing.stored_words import label_in_words
from catalog.models import Deed, Revision

MINE, THEIRS = "mine", "theirs"
# Begins the form's names of all choices.
CHOICE = "take-"
# The form's name of the choice whether a row that was deleted meanwhile is restored.
RESTORE_CHOICE = f"{CHOICE}whole"
NOT_YOURS = _(
    "What was entered did not come back whole, or another account entered it, so nothing was saved. It is still in the page "
    "before: log in with that account in another tab, then use Back in this one, and send it again."
)
SAVED_AGAIN = _("It was saved once more meanwhile. Look at both again.")


class Entry(NamedTuple):
    """What an editor entered: a patch of a document as it was at `seen_revision`, and a note."""

    root: Root
    seen_revision: int
    patch: Patch
    note: str

    @property
    def is_deleted(self):
        """Tell whether the row was deleted meanwhile."""
        return not self.root.model._base_manager.filter(pk=self.root.key).exists()


def conflict_paths(model_admin):
    return [page_path(model_admin, "<path:object_id>/conflict/", conflict_view, "conflict")]


def conflict_page(model_admin, request, entry, choices=()):
    """Show what others did since the editor opened the form beside what was entered; save nothing.

    `choices` maps names of choices to the sides that the editor chose before.
    """
    root = entry.root
    revisions = list(Revision.objects.of(*root).filter(id__gt=entry.seen_revision).exclude(deed=Deed.NOTED))
    is_own = revisions and {revision.editor_id for revision in revisions} == {request.user.pk}
    label = label_in_words(revisions[0]) if revisions else root.key
    words = (
        gettext("You saved this meanwhile: %(label)s")
        if is_own
        else gettext("Somebody else saved this meanwhile: %(label)s")
    )
    title = words % {"label": label}
    context = page_context(model_admin, request, title) | {
        "root": root,
        "revisions": revisions,
        "is_deleted": entry.is_deleted,
        "signed_entry": sign_entry(entry, request.user),
        "newest_id": newest_revision_id(root),
        "note": entry.note,
        "conflict_page": page_address(root.model._meta, "conflict", root.key),
        "change_page": page_address(root.model._meta, "change", root.key),
    }
    if context["is_deleted"]:
        context |= {"choices": [], "your_rows": describe_patch(entry.patch, root=root), "their_rows": []}
    else:
        context |= describe_both(root, patch_since(root, entry.seen_revision), entry.patch)
    for choice in context["choices"]:
        choice["side"] = dict(choices).get(choice["name"])
    return TemplateResponse(request, "admin/conflict.html", context, status=CONFLICT)


def describe_both(root, their_patch, your_patch):
    """Return the choices that two patches leave to the editor, and all rows of both in words."""
    rows = {
        side: {(row.noun, row.key): row for row in describe_patch(patch, root=root)}
        for side, patch in ((THEIRS, their_patch), (MINE, your_patch))
    }
    choices = [
        describe_conflict(root, conflict, *(rows[side][conflict.noun, conflict.key] for side in (THEIRS, MINE)))
        for conflict in find_conflicts(their_patch, your_patch)
    ]
    for sides, places in zip(
        ((THEIRS, MINE), (MINE, THEIRS)), deleted_but_referenced(their_patch, your_patch), strict=True
    ):
        for place in places:
            row = rows[sides[0]][place]
            values = dict(zip(sides, (gettext("deleted"), gettext("kept, with what was entered of it")), strict=True))
            label = f"{row.kind} {row.label}"
            choices.append({"name": CHOICE + choice_name(*place), "label": label, "was": "", **values})
    return {"choices": choices, "their_rows": list(rows[THEIRS].values()), "your_rows": list(rows[MINE].values())}


def describe_conflict(root, conflict, their_row, your_row):
    """Return the choice between two changes of one field, or between a change and a deletion of one row."""
    choice = {"name": CHOICE + conflict.name, "label": f"{your_row.kind} {your_row.label}", "was": ""}
    if not conflict.field:
        values = [
            gettext("deleted") if row.deed == "removed" else gettext("kept and changed")
            for row in (their_row, your_row)
        ]
        return choice | dict(zip((THEIRS, MINE), values, strict=True))
    their_field, your_field = (
        next(field for field in row.fields if field.name == conflict.field) for row in (their_row, your_row)
    )
    label = your_field.label if conflict.noun == root.noun else f"{choice['label']}: {your_field.label}"
    return choice | {"label": label, "was": your_field.before, THEIRS: their_field.after, MINE: your_field.after}


@require_POST
def conflict_view(request, object_id, model_admin):
    """Save what was entered, as the editor chose; ask again where a choice is missing or somebody saved once more."""
    entry = read_entry(request)
    root = entry.root
    if str(root.key) != unquote(object_id) or root.noun != model_admin.opts.model_name:
        raise BadRequest(
            gettext(
                "What was entered belongs to another page, so nothing was saved. It is still in the page before: use Back."
            )
        )
    if not model_admin.has_change_permission(request, root.model._base_manager.filter(pk=root.key).first()):
        raise PermissionDenied
    newest_id = newest_revision_id(root)
    choices = {name: side for name, side in request.POST.items() if side in (MINE, THEIRS)}
    try:
        read_note(request.POST)
        if request.POST.get("head") != str(newest_id):
            raise RefusedError(SAVED_AGAIN)
        if entry.is_deleted:
            return restore_or_drop(model_admin, request, entry, choices, newest_id)
        return save_as_chosen(request, entry, choices, newest_id)
    except (RefusedError, OvertakenError) as error:
        messages.warning(request, str(error))
        return conflict_page(model_admin, request, entry, choices)


def save_as_chosen(request, entry, choices, newest_id):
    their_patch = patch_since(entry.root, entry.seen_revision)
    names = choice_names(their_patch, entry.patch)
    if not {CHOICE + name for name in names} <= choices.keys():
        raise RefusedError(gettext("Choose one side of each."))
    own_choices = {name for name in names if choices[CHOICE + name] == MINE}
    patch = remaining_patch(their_patch, entry.patch, own_choices)
    revision = (
        apply_change(entry.root, patch, editor=request.user, note=entry.note, seen_revision=newest_id)
        if patch
        else None
    )
    messages.success(
        request, gettext("Saved, as you chose.") if revision else gettext("Nothing of yours was left to save.")
    )
    return HttpResponseRedirect(page_address(entry.root.model._meta, "change", entry.root.key))


def restore_or_drop(model_admin, request, entry, choices, newest_id):
    """Restore a row that was deleted meanwhile, with what was entered, or leave it deleted."""
    if choices.get(RESTORE_CHOICE) == THEIRS:
        messages.warning(request, gettext("It stays deleted. Nothing was saved."))
        return HttpResponseRedirect(page_address(model_admin.opts, "changelist"))
    if not (model_admin.has_add_permission(request) and model_admin.can_restore):
        raise PermissionDenied
    restore_and_change(entry.root, entry.patch, editor=request.user, note=entry.note, seen_revision=newest_id)
    messages.success(request, gettext("Brought back, with what you changed."))
    return HttpResponseRedirect(page_address(model_admin.opts, "change", entry.root.key))


def sign_entry(entry, user):
    """Sign what was entered, for a hidden field of the form: only this editor can send it back, unchanged."""
    content = {"root": list(entry.root), "seen": entry.seen_revision, "patch": entry.patch}
    return signing.dumps(content, salt=f"catalog.conflict.{user.pk}", compress=True)


def read_entry(request):
    try:
        content = signing.loads(request.POST.get("held", ""), salt=f"catalog.conflict.{request.user.pk}")
    except signing.BadSignature as error:
        raise BadRequest(NOT_YOURS) from error
    return Entry(Root(*content["root"]), content["seen"], Patch(content["patch"]), note_text(request.POST))
