"""A film's pages of the desk on which it is seen before visitors see it, and on which links to that are made."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from catalog import previewing
from catalog.admin.pages.disagreements import back
from catalog.editing.history import add_note
from catalog.models import PreviewLink

# Days that a link may last → what the page calls them.
LIFETIMES = {"1": "1 day", "7": "7 days", "30": "30 days"}
USUAL = "7"
MOST_LINKS = 100


class PreviewMixin:
    """The pages themselves, for the desk of films."""

    def get_urls(self):
        links = self.admin_site.admin_view(self.preview_links_view)
        page = self.admin_site.admin_view(self.preview_view)
        return [
            path("<path:film_id>/preview/links/", links, name="catalog_film_preview_links"),
            path("<path:film_id>/preview/", page, {"rest": ""}, name="catalog_film_preview"),
            path("<path:film_id>/preview/<path:rest>", page, name="catalog_film_preview_page"),
            *super().get_urls(),
        ]

    def film_to_view(self, request, film_id):
        film = self.get_object(request, film_id)
        if film is None:
            raise Http404
        if not self.has_view_permission(request, film):
            raise PermissionDenied
        return film

    def preview_view(self, request, film_id, rest):
        film = self.film_to_view(request, film_id)
        root = reverse("admin:catalog_film_preview", args=[film.pk])
        return previewing.preview_page(request, film, rest, root=root, desk=True)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def preview_links_view(self, request, film_id):
        film = self.film_to_view(request, film_id)
        if request.method == "POST":
            return self.change_links(request, film)
        found = film.preview_links.select_related("made_by")[:MOST_LINKS]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Preview links: {film}",
            "film": film,
            "links": [shown(request, link) for link in found],
            "lifetimes": LIFETIMES.items(),
            "usual": USUAL,
            "may_change": self.has_change_permission(request, film),
        }
        return TemplateResponse(request, "admin/catalog/film/preview_links.html", context)

    def change_links(self, request, film):
        """Make a link or revoke one, as a button says, and come back."""
        if not self.has_change_permission(request, film):
            raise PermissionDenied
        days, revoked = request.POST.get("days"), request.POST.get("revoke", "")
        if days in LIFETIMES:
            expires = timezone.now() + timedelta(days=int(days))
            PreviewLink.objects.create(film=film, made_by=request.user, expires_at=expires)
            add_note(film, f"Made a link to the preview for {LIFETIMES[days]}.", editor=request.user)
            self.message_user(request, f"The link is made. It works for {LIFETIMES[days]}, or until you revoke it.")
        elif revoked:
            self.revoke(request, film, revoked)
        else:
            self.message_user(request, "No link was made: choose how long it is to work.", messages.ERROR)
        return back(reverse("admin:catalog_film_preview_links", args=[film.pk]))

    def revoke(self, request, film, revoked):
        number = int(revoked) if revoked.isascii() and revoked.isdigit() and len(revoked) < 19 else 0
        now = timezone.now()
        live = film.preview_links.filter(pk=number, revoked_at=None, expires_at__gt=now)
        done = live.update(revoked_at=now)
        if done:
            add_note(film, "Revoked a link to the preview.", editor=request.user)
        self.message_user(request, "Revoked: nobody can open it any more." if done else "That link had ended already.")


def shown(request, link):
    """A link as the page lists it; only one that still works has an address."""
    ended = link.revoked_at or (link.expires_at if link.expires_at <= timezone.now() else None)
    address = "" if ended else request.build_absolute_uri(reverse("preview", args=[previewing.token_of(link), ""]))
    return {"link": link, "ended": ended, "address": address}
