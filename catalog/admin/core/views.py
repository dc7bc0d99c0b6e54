"""What the views of the desk share: pages beside Django's forms and lists, each handed the ModelAdmin of its noun."""

from functools import partial

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.typed import TypedForm
from catalog.editing.documents import RefusedError
from catalog.editing.working_copies import overlay_working_copy, working_copies_of
from catalog.error_pages import ErrorPage
from catalog.models import noun_counts
from catalog.overlays import draw_page, fetch_context
from catalog.texts.numbers import grouped

SEE_OTHER = 303
CONFLICT = 409
ROWS_A_PAGE = 50
MOST_COUNTED = 1000
NO_ACTION = _("Nothing was done: the form named no action. Choose one of those on the page.")
HIDDEN_CHANGE = _("Visitors go on seeing what was published before, until the working copy is published.")


def page_path(model_admin, route, view, page):
    """Return the URL pattern of a page of a noun: `view(request, <arguments of the route>, model_admin=…)`."""
    name = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}_{page}"
    return path(route, model_admin.admin_site.admin_view(partial(view, model_admin=model_admin)), name=name)


def page_address(opts, page, *arguments):
    """Return the address of a page of a noun; `arguments` are its key and whatever else the route names."""
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[quote(value) for value in arguments])


def page_context(model_admin, request, title):
    """Return what the templates of every page of the desk need."""
    return {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "title": title}


def get_visible_row(model_admin, request, key, *permissions):
    """Return the row of a key. Raise Http404 without one, PermissionDenied if the user may not see it."""
    row = model_admin.get_object(request, key)
    if row is None:
        raise Http404
    if not (model_admin.has_view_permission(request, row) and request.user.has_perms(permissions)):
        raise PermissionDenied
    return row


def redirect_after_post(address):
    return HttpResponseRedirect(address, status=SEE_OTHER)


def read_with_working_copy(model_admin, request, root, read_page):
    """Return the page that `read_page()` reads from the tables with the working copy of a root in them."""
    if not (root and working_copies_of([root])):
        return read_page()
    try:
        with overlay_working_copy(root.rows().get()):
            response = read_page()
            fetch_context(response)
    except RefusedError as error:
        return refusal_page(model_admin, request, str(error), page_address(root.model._meta, "publication", root.key))
    return draw_page(response)


def refusal_page(model_admin, request, reason, next_page=""):
    """Say that nothing was done, and why, with a link to `next_page`, and with what was typed, which is lost nowhere else."""
    context = page_context(model_admin, request, gettext("Nothing was saved")) | {
        "reason": reason,
        "next_page": next_page,
    }
    context["typed_form"] = TypedForm.of(request) if request.method == "POST" else None
    return ErrorPage(request, "admin/refused.html", context, status=CONFLICT, detail=reason)


def announce_working_copy(request, edit):
    """Say that visitors don't see the changes of an edit yet, if they wait in a working copy."""
    if edit.staged_roots & set(edit.your_patches):
        messages.info(request, HIDDEN_CHANGE)


def count_text(number, opts):
    """Return a number of rows in words: "1 film", "3 films"."""
    return noun_counts.count_text(opts.model_name, number)


def number_in_words(rows):
    """Return in words how many rows there are, counted no further than needed, or "" for none: `12`, `over 1,000`."""
    number = rows.order_by()[: MOST_COUNTED + 1].count()
    return count_in_words(number) if number else ""


def count_in_words(number):
    """Return a number in words that was counted no further than needed: `12`, `over 1,000`."""
    if number > MOST_COUNTED:
        return gettext("over %(number)s") % {"number": grouped(MOST_COUNTED)}
    return grouped(number)
