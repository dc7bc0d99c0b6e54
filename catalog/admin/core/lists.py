"""Lists of the desk, and their actions: an action overwrites nothing that was saved after the list was read."""

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Max
from django.http import HttpResponseRedirect
from django.utils.translation import gettext

from catalog.admin.core.comboboxes import possible_keys
from catalog.admin.core.history import is_part
from catalog.admin.core.posted import SEEN_FIELD
from catalog.admin.core.views import announce_working_copy, page_address
from catalog.dates.fields import PartialDateField
from catalog.editing.documents import PARTS, RefusedError, Root
from catalog.editing.edit import Edit
from catalog.editing.history import OvertakenError, newest_revision_ids, refuse_overtaken
from catalog.models import Deed, Revision
from catalog.models.working_copies import OWNER_FIELDS
from catalog.roles import permission_refusal
from catalog.texts.numbers import read_number

MOST_ROWS = 1000


def column_in_words(field):
    """Return a column that says a date of which something may be unknown in words, as forms and pages do."""

    @admin.display(description=field.verbose_name, ordering=field.name)
    def column(row):
        value = getattr(row, field.name)
        return value and value.in_words

    column.__name__ = field.name
    return column


class ListsAdmin(admin.ModelAdmin):
    """The list of a noun; an action on chosen rows is one edit."""

    def get_list_display(self, request):
        fields = {field.name: field for field in self.opts.fields if isinstance(field, PartialDateField)}
        return [column_in_words(fields[name]) if name in fields else name for name in super().get_list_display(request)]

    def for_labels(self, queryset):
        """Fetch what the label of each row needs."""
        return queryset.select_related(*self.list_select_related) if self.list_select_related else queryset

    def label(self, row):
        """Return the text that tells a row from another one of the same name, for selects and for links."""
        return str(row)

    def list_context(self):
        """Return the addresses of the pages that the list leads to."""
        return {"deleted_page": "" if is_part(self.opts.model_name) else page_address(self.opts, "deleted")}

    def changelist_view(self, request, extra_context=None):
        self.refuse_impossible_action(request)
        try:
            response = super().changelist_view(request, self.list_context() | (extra_context or {}))
        except (OvertakenError, RefusedError) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.get_full_path())
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            context["seen_revisions"] = self.format_seen_revisions(context["cl"].result_list)
        elif "deletable_objects" in context:
            context["seen_revisions"] = request.POST.get(SEEN_FIELD, "")
        return response

    def refuse_impossible_action(self, request):
        """Raise PermissionDenied for an action that the list doesn't offer this user; Django would ignore it.

        Raise BadRequest for chosen rows whose keys can't be: no list sends them, and Django would fail on them.
        """
        keys = request.POST.getlist("_selected_action")
        if len(list(possible_keys(self.model, keys))) < len(keys):
            raise BadRequest(gettext("Rows were chosen that can't be."))
        permitted_actions = self.get_actions(request)
        for name in request.POST.getlist("action"):
            action = self.all_actions().get(name)
            if action and name not in permitted_actions:
                verb = next(iter(getattr(action, "allowed_permissions", ())), "change")
                noun = self.opts.model_name
                is_with_film = verb == "publish" and noun not in OWNER_FIELDS
                raise PermissionDenied(permission_refusal(f"{verb}_{'film' if is_with_film else noun}"))

    def all_actions(self):
        """Return {name: function} of the actions of the list, whoever may take them."""
        if self.actions is None:
            return {}
        actions = [action if callable(action) else getattr(self, action) for action in self.actions]
        return dict(self.admin_site.actions) | {action.__name__: action for action in actions}

    def format_seen_revisions(self, rows):
        """Write for the list's form the newest revision of all, then the newest one of each row's root: `7 film-1:3`."""
        newest_ids = newest_revision_ids(self.roots_of([row.pk for row in rows]))
        newest_of_all = Revision.objects.aggregate(newest=Max("id"))["newest"] or 0
        names = sorted(f"{root.noun}-{root.key}:{newest_id}" for root, newest_id in newest_ids.items())
        return " ".join([str(newest_of_all), *names])

    def seen_revisions(self, request, roots):
        """Read {root: revision that the list showed, or None} from a list's form.

        A root that the list did not show counts as seen if it was not saved after the list was read.
        """
        newest_text, *texts = request.POST.get(SEEN_FIELD, "").split() or [""]
        newest = read_number(newest_text)
        if newest is None:
            # No list of ours sent this, so nothing counts as seen.
            return dict.fromkeys(roots)
        sent_ids = dict(text.rpartition(":")[::2] for text in texts)
        seen_revisions = {}
        for root, newest_id in newest_revision_ids(roots).items():
            seen_revisions[root] = read_number(sent_ids.get(f"{root.noun}-{root.key}", ""))
            if seen_revisions[root] is None:
                seen_revisions[root] = newest_id if newest_id <= newest else 0
        return seen_revisions

    def roots_of(self, keys):
        """Return the roots of rows, with one query for each noun that they can belong to."""
        noun = self.opts.model_name
        paths = {root_noun: parts[noun] for root_noun, parts in PARTS.items() if noun in parts}
        if not paths:
            return {Root(noun, key) for key in keys}
        roots = set()
        for root_noun, path in paths.items():
            rows = self.model._base_manager.filter(pk__in=keys).exclude(**{path: None}).order_by()
            roots |= {Root(root_noun, key) for key in rows.values_list(path, flat=True).distinct()}
        return roots

    def chosen_keys(self, queryset):
        """Return the keys of the rows that were chosen in a list. Raise RefusedError for too many."""
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_ROWS + 1])
        if len(keys) > MOST_ROWS:
            raise RefusedError(
                gettext("Choose %(number)s at most, so that the change stays in sight. Nothing was done.")
                % {"number": MOST_ROWS}
            )
        return keys

    def edit_rows(self, request, queryset, change, *, directly=False, deleting=False):
        """Change the chosen rows as one edit, and return what `change(queryset)` returns.

        Raise OvertakenError, and change none, if one of them was saved after the list was read.
        """
        keys = self.chosen_keys(queryset)
        roots = self.roots_of(keys)
        seen_revisions = self.seen_revisions(request, roots)
        is_deletion = deleting and {root.noun for root in roots} == {self.opts.model_name}
        deed = Deed.DELETED if is_deletion else Deed.CHANGED
        with Edit(*roots, editor=request.user, deed=deed, directly=directly) as edit:
            for root in roots:
                refuse_overtaken(root, seen_revisions[root])
            result = change(self.model._default_manager.filter(pk__in=keys))
            if result != 0:
                edit.keep()
        announce_working_copy(request, edit)
        return result
