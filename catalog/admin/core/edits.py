"""Django's forms and deletions as edits, so that no editor overwrites another one: see `catalog.editing.edit`."""

from contextlib import suppress
from functools import partial

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.conflicts import Entry, conflict_page, conflict_paths
from catalog.admin.core.doubts import doubts_of_form, refuse_doubts
from catalog.admin.core.history import history_paths, redirect_missing, revisions_view
from catalog.admin.core.lists import ListsAdmin
from catalog.admin.core.new_rows import NewRows
from catalog.admin.core.posted import find_root, note_text, read_key, read_note, read_seen_revision
from catalog.admin.core.prefetch import fetch_form
from catalog.admin.core.presence import note_presence, presence_context, presence_paths
from catalog.admin.core.restore import restore_paths
from catalog.admin.core.typed import ask_for_files
from catalog.admin.core.views import announce_working_copy, read_with_working_copy, refusal_page
from catalog.admin.pages.suppression import suppression_paths
from catalog.editing.documents import PARTS, RefusedError, Root, model_of
from catalog.editing.edit import Edit
from catalog.editing.history import add_note, newest_revision_id
from catalog.editing.locks import sent_form
from catalog.editing.patches import Patch
from catalog.editing.references import survivors
from catalog.models import Deed
from catalog.overlays import draw_page, fetch_context
from catalog.pictures import encoded_picture

CLASH = _(
    "Somebody else saved something that excludes yours at the same moment, so nothing of yours was saved. "
    "It is all still here: look at what is there now, and save again what still holds."
)
NO_SAVE_AS_NEW = _(
    "The desk has no “Save as new”, so nothing was saved. Save what is here; to enter another one, add it."
)
NOT_SEEN = _(
    "The form didn’t say which revision it was made from, so nothing was saved. Look into the history whether somebody saved "
    "meanwhile; then save what is here."
)
SAVED_BEFORE = _(
    "You saved this form already, and went back and changed it, so nothing was saved now. To correct what you saved, open it from "
    "its list. To enter another one with what stands here, save again."
)


def owner_nouns():
    """Return {noun: {field: noun that it refers to}} of the fields by which rows belong to something."""
    owners = {}
    for root_noun, parts in PARTS.items():
        for noun, path in parts.items():
            name, *further_steps = path.split("__")
            field = model_of(noun)._meta.get_field(name)
            owners.setdefault(noun, {})[name] = field.related_model._meta.model_name if further_steps else root_noun
    return owners


OWNER_NOUNS = owner_nouns()


class MergedRowError(Http404):
    """The row of an address was merged into another one."""


class RefusedForm(forms.ModelForm):
    """A form that keeps all that it holds and is never saved; it says why, if there is a reason."""

    refusal = ""

    def clean(self):
        super().clean()
        if self.refusal:
            raise ValidationError(self.refusal)

    def is_valid(self):
        return super().is_valid() and False


def read_and_undo(read_page):
    """Return the page of a form that is checked as always, and undo what it names as new and so was made."""
    with transaction.atomic():
        response = read_page()
        fetch_context(response)
        transaction.set_rollback(True)
    return response


class EditsAdmin(ListsAdmin):
    """A noun whose saves and deletions are edits: in the history, over nobody else's, in working copies."""

    # Whether deleted rows and earlier revisions can be brought back.
    can_restore = True

    def get_urls(self):
        return [
            *history_paths(self),
            *restore_paths(self),
            *conflict_paths(self),
            *presence_paths(self),
            *suppression_paths(self),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        return revisions_view(request, object_id, model_admin=self)

    # Forms.

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        root = request.edited_root = self.find_edited_root(request, object_id)
        try:
            if request.method != "POST":
                if root and object_id:
                    note_presence(self, request, root)
                # Read this before the rows: the form must not claim to have seen a save in between.
                extra_context = {"seen_revision": newest_revision_id(root) if root else 0} | (extra_context or {})
                read_page = partial(super().changeform_view, request, object_id, form_url, extra_context)
                return read_with_working_copy(self, request, root, read_page)
            read_page = partial(self.save_form_page, request, object_id, form_url, extra_context)
            try:
                if getattr(request, "is_typed_again", False):
                    raise RefusedError
                if "_saveasnew" in request.POST:
                    request.POST = request.POST.copy()
                    del request.POST["_saveasnew"]
                    raise RefusedError(NO_SAVE_AS_NEW)
                return self.save_as_edit(request, root, object_id, read_page, self.has_change_permission)
            except RefusedError as error:
                request.edit, request.refusal = None, str(error)
                request.doubts = getattr(error, "doubts", ())
                return read_with_working_copy(self, request, root, partial(read_and_undo, read_page))
        except MergedRowError:
            return redirect_missing(self, request, object_id)

    def save_form_page(self, request, *arguments):
        """Let Django check and save the form; do both again if somebody else's row was saved in between, so that the form says so."""
        for _attempt in range(2):
            NewRows.of(request).forget()
            try:
                return super().changeform_view(request, *arguments)
            except IntegrityError:
                continue
        request.refusal = CLASH
        return super().changeform_view(request, *arguments)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        root = request.edited_root
        seen_revision = read_seen_revision(request.POST)
        if seen_revision is None:
            seen_revision = newest_revision_id(root) if root and change else 0
        context = {"seen_revision": seen_revision} | context
        context |= {"root": root and f"{root.noun}-{root.key}", "note": note_text(request.POST)}
        if change and root:
            context |= presence_context(self, request, root)
        ask_for_files(request, context)
        fetch_form(context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return form if refusal is None else type(form.__name__, (RefusedForm, form), {"refusal": refusal})

    def get_object(self, request, object_id, from_field=None):
        """Return the row of an address; an empty `_to_field` names no field. Raise MergedRowError if it was merged."""
        if not from_field and read_key(self.opts.model_name, str(object_id)) is None:
            return None
        row = super().get_object(request, object_id, from_field or None)
        if row is None and survivors(self.opts.model_name, [read_key(self.opts.model_name, object_id)]):
            raise MergedRowError
        return row

    def get_readonly_fields(self, request, obj=None):
        """Keep rows from moving to another film: the history of neither film would show it."""
        owner_fields = OWNER_NOUNS.get(self.opts.model_name, ()) if obj else ()
        return [*super().get_readonly_fields(request, obj), *owner_fields]

    def find_edited_root(self, request, object_id):
        """Return the root that a form changes: the film of a row, say; None for a new noun of its own."""
        noun = self.opts.model_name
        if object_id is None:
            return self.find_owner(request.POST if request.method == "POST" else request.GET)
        key = read_key(noun, unquote(object_id))
        if noun not in OWNER_NOUNS or key is None:
            return None if key is None else Root(noun, key)
        return find_root(noun, key) or self.read_posted_root(request) or Root(noun, key)

    def find_owner(self, parameters):
        """Return the root to which a new row will belong, or None."""
        for field, owner_noun in OWNER_NOUNS.get(self.opts.model_name, {}).items():
            key = read_key(owner_noun, parameters.get(field))
            if key is not None and (root := find_root(owner_noun, key)):
                return root
        return None

    def read_posted_root(self, request):
        """Return the root that the form itself names, where its row is deleted."""
        noun, _, text = request.POST.get("_root", "").partition("-")
        if self.opts.model_name not in PARTS.get(noun, ()):
            return None
        key = read_key(noun, text)
        return key and Root(noun, key)

    # Saves and deletions.

    def save_as_edit(self, request, root, object_id, read_page, has_permission, deed=Deed.CHANGED):
        """Keep as an edit what `read_page()` saves; or show two editors' changes side by side."""
        is_known = root is not None and object_id is not None
        seen_revision = read_seen_revision(request.POST)
        if is_known and seen_revision is None and self.needs_seen(request, root, object_id, has_permission):
            raise RefusedError(NOT_SEEN)
        form = sent_form.get()
        if form and form.is_changed and object_id is None:
            raise RefusedError(SAVED_BEFORE)
        seen_revisions = {root: seen_revision} if is_known and seen_revision is not None else {}
        roots, note = [root] if root else [], read_note(request.POST)
        for upload in request.FILES.values():
            # This takes seconds, in which the edit would keep others from writing. The form says what is wrong with a picture.
            with suppress(ValidationError):
                encoded_picture(upload)
        request.unsaved_messages = []
        try:
            with Edit(*roots, editor=request.user, note=note, deed=deed, seen_revisions=seen_revisions) as edit:
                request.edit = edit
                response = read_page()
                if form:
                    form.address = response.get("Location", "")
                    form.popup_data = (getattr(response, "context_data", None) or {}).get("popup_response_data", "")
                if not edit.is_to_keep:
                    fetch_context(response)
        finally:
            unsaved_messages, request.unsaved_messages = request.unsaved_messages, None
        if edit.is_to_keep and edit.newer_revision:
            return conflict_page(self, request, Entry(root, seen_revision, edit.your_patches.get(root, Patch()), note))
        for arguments, options in unsaved_messages:
            super().message_user(request, *arguments, **options)
        if edit.is_to_keep:
            if edit.staged_roots:
                announce_working_copy(request, edit)
            return response
        # The page shows rows as the edit showed them, which the tables no longer do.
        return draw_page(response)

    def needs_seen(self, request, root, object_id, has_permission):
        """Tell whether a form must say which revision it was made from: there is one, and the user may change the row."""
        row = self.model._base_manager.filter(pk=read_key(self.opts.model_name, unquote(object_id))).first()
        return row is not None and has_permission(request, row) and newest_revision_id(root)

    def delete_view(self, request, object_id, extra_context=None):
        root = self.find_edited_root(request, object_id)
        seen_revision = read_seen_revision(request.POST) if request.method == "POST" else None
        if seen_revision is None:
            seen_revision = newest_revision_id(root) if root else 0
        context = {"seen_revision": seen_revision, "can_restore": self.can_restore} | (extra_context or {})
        read_page = partial(super().delete_view, request, object_id, context)
        try:
            if request.method != "POST":
                return read_with_working_copy(self, request, root, read_page)
            deed = Deed.DELETED if root and root.noun == self.opts.model_name else Deed.CHANGED
            return self.save_as_edit(request, root, object_id, read_page, self.has_delete_permission, deed)
        except RefusedError as error:
            return refusal_page(self, request, str(error))
        except MergedRowError:
            return redirect_missing(self, request, object_id)

    def message_user(self, request, *args, **kwargs):
        """Show a message. One of a running edit waits until it is saved: what is refused or in conflict has no success."""
        unsaved_messages = getattr(request, "unsaved_messages", None)
        if unsaved_messages is None:
            super().message_user(request, *args, **kwargs)
        else:
            unsaved_messages.append((args, kwargs))

    def save_related(self, request, form, formsets, change):
        """Save the rows, and ask the editor to look at what is doubtful now: see `doubts`."""
        year_before = getattr(form.instance, "year", None) if change else None
        super().save_related(request, form, formsets, change)
        refuse_doubts(request, doubts_of_form(request, form, formsets, year_before))

    def construct_change_message(self, request, form, formsets, add=False):
        """Compare no form with its rows where an edit will: its patch says what changed."""
        return "" if getattr(request, "edit", None) else super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request, row, message):
        request.edit.add_root(Root.of(row))
        request.edit.keep()

    def log_change(self, request, row, message):
        if getattr(request, "edit", None):
            request.edit.keep()
        else:
            # Django's page of passwords: no document holds a password, so there is no edit.
            add_note(row, str(message), editor=request.user)

    def log_deletions(self, request, queryset):
        """Log nothing: the edit records the deletion."""

    def delete_model(self, request, row):
        super().delete_model(request, row)
        request.edit.keep()

    def delete_queryset(self, request, queryset):
        self.edit_rows(request, queryset, lambda rows: rows.delete(), deleting=True)
