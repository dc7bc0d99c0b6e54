"""What stands around each of Django's forms: see `catalog.editing.edit`, which keeps one editor from overwriting another."""

from functools import partial

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.template.response import TemplateResponse
from django.urls import reverse

from catalog.admin.core.conflicts import CONFLICT, SEEN, ConflictMixin
from catalog.admin.core.lists import HELD, ListsMixin
from catalog.admin.core.posted import is_number, noted
from catalog.admin.core.presence import PresenceMixin
from catalog.editing.documents import PARTS, RefusedError, Root, model_of
from catalog.editing.edit import Edit
from catalog.editing.history import add_note, newest_revision_id
from catalog.editing.patches import Patch
from catalog.editing.working_copies import film_of_staged_row, overlay_working_copy
from catalog.models import Deed, Film, State, WorkingCopy

CLASH = (
    "Somebody else saved something that excludes yours at the same moment, so nothing of yours was saved. "
    "It is all still here: look at what is there now, and save again what still holds."
)
NOT_ANEW = "The desk has no “Save as new”, so nothing was saved. Open the page again; to enter another one, add it."


def owners(noun):
    """{field: noun it leads to} of the fields by which a row belongs to something."""
    found = {}
    for root, parts in PARTS.items():
        if noun in parts:
            first, *more = parts[noun].split("__")
            found[first] = model_of(noun)._meta.get_field(first).related_model._meta.model_name if more else root
    return found


def key_of(noun, text):
    """A primary key of a noun as text gives it, or None where it can't be one."""
    try:
        return model_of(noun)._meta.pk.clean(text, None) if text and "\0" not in text else None
    except ValidationError:
        return None


def root_at(noun, key):
    """What a row of a noun belongs to, also one that only a working copy holds; None where there is no such row."""
    row = model_of(noun)._base_manager.filter(pk=key).first()
    if row is not None:
        return Root.of(row)
    film = film_of_staged_row(noun, key)
    return Root("film", film.pk) if film else None


def guarded(root):
    """Whether a change of it waits in a working copy."""
    return root is not None and root.noun == "film" and Film.objects.filter(pk=root.key, state=State.PUBLISHED).exists()


class RefusedForm:
    """A form that says why what it holds can't be saved, and keeps all of it."""

    def clean(self):
        super().clean()
        raise ValidationError(self.refused)


class EditsMixin(ListsMixin, ConflictMixin, PresenceMixin):
    """Saves, deletions and actions of a noun as edits: in the history, over nobody else's, in working copies."""

    def root_of(self, request, object_id):
        """What a form changes: the film of a row, say; None for a new noun of its own."""
        noun, asked = self.opts.model_name, request.POST if request.method == "POST" else request.GET
        if object_id is None:
            for field, owner in owners(noun).items():
                key = key_of(owner, asked.get(field))
                if key is not None and (root := root_at(owner, key)):
                    return root
            return None
        key = self.key_in(object_id)
        if key is None:
            return None
        return root_at(noun, key) or self.root_named(request) or Root(noun, key)

    def key_in(self, object_id):
        """The primary key that an address names, or None where it can't be one."""
        return key_of(self.opts.model_name, unquote(object_id))

    def root_named(self, request):
        """What the form itself says it changes, where its row is gone."""
        named, _, key = request.POST.get("_root", "").partition("-")
        if named not in PARTS or self.opts.model_name not in PARTS[named]:
            return None
        key = key_of(named, key)
        return key and Root(named, key)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        root = self.root_of(request, object_id)
        context = self.around(request, root, object_id) | (extra_context or {})

        def form():
            return self.form_page(request, object_id, form_url, context)

        if request.method != "POST":
            return self.seen_by_editors(request, root, form)
        if "_saveasnew" in request.POST:
            return self.refuse(request, NOT_ANEW)
        try:
            return self.edited(request, root, object_id, form, self.has_change_permission)
        except RefusedError as error:
            request.refused = str(error)
            return self.seen_by_editors(request, root, form)

    def form_page(self, request, *args):
        """Where a row of somebody else came in between check and save, check again: the form then says so."""
        for _ in range(2):
            try:
                return super().changeform_view(request, *args)
            except IntegrityError:
                continue
        request.refused = CLASH
        return super().changeform_view(request, *args)

    def get_object(self, request, object_id, from_field=None):
        """What an address names; an empty `_to_field` is none."""
        return super().get_object(request, object_id, from_field or None)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if getattr(request, "refused", None):
            return type(form.__name__, (RefusedForm, form), {"refused": request.refused})
        return form

    def delete_view(self, request, object_id, extra_context=None):
        root = self.root_of(request, object_id)
        page = super().delete_view
        context = {SEEN[1:]: self.seen(request, root), "comes_back": self.comes_back} | (extra_context or {})
        if request.method != "POST":
            return self.seen_by_editors(request, root, lambda: page(request, object_id, context))
        deed = Deed.DELETED if root and root.noun == self.opts.model_name else Deed.CHANGED
        try:
            sure = partial(page, request, object_id, context)
            return self.edited(request, root, object_id, sure, self.has_delete_permission, deed)
        except RefusedError as error:
            return self.refuse(request, str(error))

    def around(self, request, root, object_id):
        """What the form shows beside its fields."""
        context = {
            "seen": self.seen(request, root),
            "root": root and f"{root.noun}-{root.key}",
            "note_typed": request.POST.get("_note", ""),
        }
        return context | (self.presence(request, root) if object_id is not None and root else {})

    def seen(self, request, root):
        """The revision that the form was made from."""
        told = request.POST.get(SEEN, "")
        if request.method == "POST" and is_number(told):
            return int(told)
        return newest_revision_id(root) if root else 0

    def seen_by_editors(self, request, root, page):
        """Draw a page on what editors see: the film with its working copy."""
        film = root and root.noun == "film" and WorkingCopy.objects.filter(film=root.key).exists()
        if not film:
            return page()
        try:
            with overlay_working_copy(Film.objects.get(pk=root.key)):
                return drawn(page())
        except RefusedError as error:
            return self.refuse(request, str(error), reverse("admin:catalog_film_publication", args=[root.key]))

    def edited(self, request, root, object_id, page, may, deed=Deed.CHANGED):
        """Let Django's view save, and keep what it saved; or show two editors' changes side by side."""
        row = object_id is not None and self.model._base_manager.filter(pk=self.key_in(object_id)).first()
        if root and row and SEEN not in request.POST and may(request, row) and newest_revision_id(root):
            return self.refuse(
                request,
                "This form doesn’t say which revision it was made from. Open the page again, and enter it there.",
            )
        seen = {root: self.seen(request, root)} if root and object_id is not None else {}
        note = noted(request.POST)
        try:
            with Edit(*filter(None, [root]), editor=request.user, note=note, deed=deed, seen_revisions=seen) as edit:
                request.edit = edit
                response = drawn(page())
        finally:
            request.edit = None
        if not edit.newer_revision:
            return self.saved(request, edit, response) if edit.is_to_keep else response
        if not edit.is_to_keep:
            return response
        return self.conflict(request, root, seen[root], edit.your_patches.get(root, Patch()), note)

    def saved(self, request, edit, response):
        """Say of what was saved that visitors don't see it yet."""
        if edit.staged_roots & set(edit.your_patches):
            messages.info(request, HELD)
        return response

    def refuse(self, request, why, back=""):
        """Answer that nothing was done, and why."""
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": "Nothing was saved"}
        context |= {"why": why, "back": back}
        return TemplateResponse(request, "admin/refused.html", context, status=CONFLICT)

    def message_user(self, request, *args, **kwargs):
        """Say nothing of a save that is about to be held against another's."""
        edit = getattr(request, "edit", None)
        if not (edit and edit.newer_revision):
            super().message_user(request, *args, **kwargs)

    def log_addition(self, request, row, message):
        request.edit.add_root(Root.of(row))
        request.edit.keep()

    def log_change(self, request, row, message):
        if getattr(request, "edit", None):
            request.edit.keep()
        else:
            # A page of Django's beside the form: a new password, which no document holds.
            add_note(row, str(message), editor=request.user)

    def log_deletions(self, request, queryset):
        """Nothing: the deletion itself is written into the history."""

    def delete_model(self, request, row):
        super().delete_model(request, row)
        request.edit.keep()

    def delete_queryset(self, request, queryset):
        self.edit_rows(request, queryset, lambda rows: rows.delete(), deleting=True)

    def get_readonly_fields(self, request, obj=None):
        """A row stays where it is: moved to another film it would be a row of that film, with a history of its own."""
        fixed = [name for name in owners(self.opts.model_name) if obj is not None]
        return [*super().get_readonly_fields(request, obj), *fixed]


def drawn(response):
    """The response with its page drawn, while what it shows is there."""
    return response.render() if isinstance(response, TemplateResponse) else response
