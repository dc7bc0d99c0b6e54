"""Lists of the desk: what they were read at, so that an action on them overwrites nobody's newer save."""

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponseRedirect

from catalog.admin.core.conflicts import SEEN
from catalog.admin.core.posted import is_number
from catalog.editing.documents import PARTS, RefusedError, Root
from catalog.editing.edit import Edit
from catalog.editing.history import OvertakenError, refuse_overtaken
from catalog.models import Deed, Revision

MOST_ROWS = 1000
HELD = "Visitors go on seeing what was published before, until the film’s working copy is published."


def heads_of(roots):
    """{"film-1": its newest save} of roots, in one query a noun."""
    found = {}
    for noun in {root.noun for root in roots}:
        keys = {root.key for root in roots if root.noun == noun}
        found |= {f"{noun}-{key}": head for key, head in Revision.objects.heads(noun, keys).items()}
    return found


class ListsMixin:
    """The list of a noun, and actions on what is chosen in it as one edit."""

    def changelist_view(self, request, extra_context=None):
        try:
            response = super().changelist_view(request, extra_context)
        except (OvertakenError, RefusedError) as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            context[SEEN[1:]] = self.listed(context["cl"].result_list)
        elif "deletable_objects" in context:
            context[SEEN[1:]] = request.POST.get(SEEN, "")
        return response

    def listed(self, rows):
        """What a list was read at: the newest revision of all, then of each row's noun."""
        heads = heads_of(self.roots([row.pk for row in rows]))
        newest = Revision.objects.aggregate(newest=Max("id"))["newest"] or 0
        return " ".join([str(newest), *(f"{name}:{head}" for name, head in sorted(heads.items()))])

    def roots(self, keys):
        """What rows belong to, in one query a way to belong."""
        noun = self.opts.model_name
        paths = {root: parts[noun] for root, parts in PARTS.items() if noun in parts}
        found = set() if paths else {Root(noun, key) for key in keys}
        for root, path in paths.items():
            held = self.model._base_manager.filter(pk__in=keys).exclude(**{path: None}).values_list(path, flat=True)
            found |= {Root(root, key) for key in held.order_by().distinct()}
        return found

    def read_at(self, request, roots):
        """{root: revision} of what the list showed; what it did not show is held against the newest revision then."""
        newest, *each = request.POST.get(SEEN, "").split() or [""]
        if not is_number(newest):
            # Sent by no list: it claims to have seen nothing.
            return dict.fromkeys(roots)
        told = dict(one.rpartition(":")[::2] for one in each)
        heads, seen = heads_of(roots), {}
        for root in roots:
            name = f"{root.noun}-{root.key}"
            known, head = told.get(name, ""), heads[name]
            seen[root] = int(known) if is_number(known) else head if head <= int(newest) else 0
        return seen

    def chosen(self, queryset):
        """The keys of the rows that were chosen in a list."""
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_ROWS + 1])
        if len(keys) > MOST_ROWS:
            raise RefusedError(f"Choose {MOST_ROWS} at most, so that the change stays in sight. Nothing was done.")
        return keys

    def edit_rows(self, request, queryset, change, *, directly=False, deleting=False):
        """Change the chosen rows of a list as one edit; refuse it all where one was saved after the list was read."""
        keys = self.chosen(queryset)
        roots = self.roots(keys)
        seen = self.read_at(request, roots)
        own = deleting and {root.noun for root in roots} == {self.opts.model_name}
        deed = Deed.DELETED if own else Deed.CHANGED
        with Edit(*roots, editor=request.user, deed=deed, directly=directly) as edit:
            for root in roots:
                refuse_overtaken(root, seen[root])
            done = change(self.model._default_manager.filter(pk__in=keys))
            edit.keep()
        if edit.staged_roots & set(edit.your_patches):
            messages.info(request, HELD)
        return done
