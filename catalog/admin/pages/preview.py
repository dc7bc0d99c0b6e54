"""Pages of a film: its preview, and the links that show the preview to people without an account."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from catalog import previewing
from catalog.admin.core.views import get_visible_row, page_address, page_context, page_path, redirect_after_post
from catalog.editing import stored_words
from catalog.editing.history import add_note
from catalog.editing.locks import atomic_or_refused
from catalog.models import PreviewLink
from catalog.site_address import absolute
from catalog.texts.numbers import read_number

# Days that a link may last → their label.
LIFETIMES = ("1", "7", "30")
DEFAULT_LIFETIME = "7"
MOST_LINKS = 100


def preview_paths(model_admin):
    return [
        page_path(model_admin, "<path:film_id>/preview/links/", links_view, "preview_links"),
        page_path(model_admin, "<path:film_id>/preview/", preview_view, "preview"),
        page_path(model_admin, "<path:film_id>/preview/<path:rest>", preview_view, "preview_page"),
    ]


def preview_view(request, film_id, rest="", *, model_admin):
    """Show a public page of the film as it will look; `rest` is the address of the page below the film's own."""
    film = get_visible_row(model_admin, request, film_id)
    first_page = page_address(model_admin.opts, "preview", film.pk)
    return previewing.preview_page(request, film, rest, root=first_page, desk=True)


@require_http_methods(["GET", "HEAD", "POST"])
def links_view(request, film_id, model_admin):
    """List the links to the preview. A button makes a new one or revokes one."""
    film = get_visible_row(model_admin, request, film_id)
    if request.method == "POST":
        return change_links(model_admin, request, film)
    links = film.preview_links.select_related("made_by")[:MOST_LINKS]
    context = page_context(model_admin, request, gettext("Preview links: %(film)s") % {"film": film}) | {
        "film": film,
        "lines": [describe_link(link) for link in links],
        "lifetimes": [(days, lifetime(days)) for days in LIFETIMES],
        "default_lifetime": DEFAULT_LIFETIME,
        "may_change": model_admin.has_change_permission(request, film),
    }
    return TemplateResponse(request, "admin/catalog/film/preview_links.html", context)


def describe_link(link):
    """Return a line of the list; only a link that still works has an address."""
    ended_at = link.revoked_at or (link.expires_at if link.expires_at <= timezone.now() else None)
    address = "" if ended_at else absolute(reverse("preview", args=[previewing.token_of(link), ""]))
    return {"link": link, "ended_at": ended_at, "address": address}


def change_links(model_admin, request, film):
    if not model_admin.has_change_permission(request, film):
        raise PermissionDenied
    days, revoked_key = request.POST.get("days"), request.POST.get("revoke", "")
    if days in LIFETIMES:
        make_link(request, film, days)
    elif revoked_key:
        revoke_link(request, film, read_number(revoked_key))
    else:
        messages.error(request, gettext("No link was made: choose how long it is to work."))
    return redirect_after_post(page_address(model_admin.opts, "preview_links", film.pk))


def lifetime(days):
    """Return in words how long a link works."""
    return ngettext("%(number)s day", "%(number)s days", int(days)) % {"number": days}


def make_link(request, film, days):
    expires_at = timezone.now() + timedelta(days=int(days))
    with atomic_or_refused():
        PreviewLink.objects.create(film=film, made_by=request.user, expires_at=expires_at)
        add_note(film, stored_words.store(stored_words.LINKED, days=days), editor=request.user)
    messages.info(
        request, gettext("The link is made. It works for %(time)s, or until you revoke it.") % {"time": lifetime(days)}
    )


def revoke_link(request, film, key):
    now = timezone.now()
    live_links = film.preview_links.filter(pk=key, revoked_at=None, expires_at__gt=now)
    with atomic_or_refused():
        is_revoked = bool(live_links.update(revoked_at=now))
        if is_revoked:
            add_note(film, stored_words.REVOKED, editor=request.user)
        transaction.set_rollback(not is_revoked)
    messages.info(
        request,
        gettext("Revoked: nobody can open it any more.") if is_revoked else gettext("That link had ended already."),
    )
