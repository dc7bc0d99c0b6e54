"""Previews: the public pages of a film as they will look, for people who may see them earlier.

The public views read them in a transaction in which the film is published, and which is rolled back before they are drawn. In
the answer, addresses of the film's own pages and pictures become addresses of the preview. Links to people, companies and
sources stay: those of unpublished films alone have no page yet, and the banner says so.
"""

import re
from http import HTTPStatus
from urllib.parse import unquote

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import error_pages
from catalog.editing.documents import RefusedError
from catalog.editing.working_copies import overlay_working_copy
from catalog.models import Film, Image, PreviewLink, State
from catalog.models.current_site import current_site
from catalog.overlays import draw_page, fetch_context

PAGES = (
    "",
    "credits/",
    "versions/",
    "releases/",
    "sources/",
    "story/",
    "pictures/",
    "questions/",
    "synopses/",
    "synopses/compare/",
)
FORMS = ("rating/", "comments/")
PICTURE = re.compile(r"/images/(?P<pk>[1-9][0-9]{0,17})/(?=[0-9a-f]{32}/)")
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store, private",
    # No other site learns the address. With `no-referrer` browsers would send our own forms without an origin.
    "Referrer-Policy": "same-origin",
}
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")

signer = signing.Signer(sep=".", salt="catalog.previewing")


class NoLinkError(Exception):
    """A link that has no preview. The detail tells nothing about the film."""

    def __init__(self, status, detail):
        super().__init__(detail)
        self.status, self.detail = status, detail


def token_of(link):
    """Return the token of a link, for its address. It is not stored: it is the link's id, signed."""
    return signer.sign(link.pk)


def link_of(token):
    """Return the link of a token. Raise NoLinkError where there is none, or where it has expired or was revoked."""
    try:
        pk = signer.unsign(token)
    except signing.BadSignature as error:
        detail = _(
            "This is no link to a preview, or not the whole of one. Copy all of it, or ask the editor for a new one."
        )
        raise NoLinkError(HTTPStatus.NOT_FOUND, detail) from error
    link = PreviewLink.objects.select_related("film").filter(pk=pk).first()
    if link is None or link.revoked_at or link.expires_at <= timezone.now():
        detail = _("This link to a preview has ended. Ask the editor who sent it for a new one.")
        raise NoLinkError(HTTPStatus.GONE, detail)
    return link


def preview_page(request, film, rest, *, root, expires_at=None, desk=False):
    """Render a preview of one of the film's pages or pictures.

    `root` is the address of its first page, `rest` the part after it, `expires_at` the end of the link, and `desk` says that
    an editor looks at it from the desk.
    """
    if request.method not in {"GET", "HEAD"}:
        detail = _("This is a preview: nothing that is sent from it is saved. Go back to look at the rest of it.")
        response = error_page(request, HTTPStatus.METHOD_NOT_ALLOWED, detail)
        response["Allow"] = "GET, HEAD"
        return response
    if rest in FORMS:
        return set_headers(redirect(root))
    try:
        with overlay_working_copy(film, as_published=True) as copy:
            preview = {
                "film": film,
                "description": describe(film, copy),
                "changed_at": copy.changed_at if copy else film.updated_at,
                "expires_at": expires_at,
                "desk": desk,
            }
            shown_film = Film.objects.get(pk=film.pk)
            pictures = set(Image.objects.filter(film=film).values_list("pk", flat=True))
            # It is drawn when no table can be read.
            current_site()
            response = public_page(request, shown_film, pictures, rest, preview)
            fetch_context(response)
    except (Http404, Film.DoesNotExist):
        return error_page(
            request, HTTPStatus.NOT_FOUND, _("This preview has no such page. Go back to the one that you came from.")
        )
    except RefusedError as error:
        advice = str(error) if desk else _("Tell the editor who sent you the link.")
        trouble = _("The changes of this film can’t be shown, because rows under them were changed meanwhile.")
        return error_page(request, HTTPStatus.CONFLICT, f"{trouble} {advice}")
    draw_page(response)
    lead_to_preview(response, shown_film, pictures, root)
    return set_headers(response)


def public_page(request, film, pictures, rest, preview):
    """Return the answer of the public view, not drawn yet; `pictures` are the keys of the film's pictures."""
    picture = PICTURE.match(f"/{rest}")
    if (int(picture["pk"]) not in pictures) if picture else (rest not in PAGES):
        raise Http404
    path = f"/{rest}" if picture else unquote(film.get_absolute_url()) + rest
    match = resolve(path)
    return match.func(public_request(request, path, match, preview), *match.args, **match.kwargs)


def lead_to_preview(response, film, pictures, root):
    """Turn addresses of the film's pages and pictures in an answer into addresses of the preview."""
    if response["Content-Type"].startswith("text/html"):
        html = response.text.replace(film.get_absolute_url(), root)
        html = PICTURE.sub(lambda match: root.rstrip("/") * (int(match["pk"]) in pictures) + match[0], html)
        response.content = html.encode()


def public_request(request, path, match, preview):
    """Return an anonymous visitor's request for a public page, with the cookies and the query of the given request."""
    public = HttpRequest()
    public.method, public.path, public.path_info, public.resolver_match = request.method, path, path, match
    public.META = {name: value for name, value in request.META.items() if name not in CONDITIONS}
    public.GET, public.COOKIES, public.user, public.preview = request.GET, request.COOKIES, AnonymousUser(), preview
    return public


def describe(film, copy):
    """Say what is previewed; `copy` is the film's working copy or None."""
    if film.state != State.PUBLISHED:
        return {
            State.DRAFT: _("a draft"),
            State.IN_REVIEW: _("a film in review"),
            State.WITHDRAWN: _("a film that was withdrawn"),
        }[film.state]
    if film.is_public and copy:
        return _("a film that visitors see, with changes that are not published")
    if film.is_public:
        return _("a film that visitors see, with nothing changed")
    if copy:
        return _("a film that visitors will see, with changes that are not published")
    return _("a film that visitors will see, with nothing changed")


def error_page(request, status, detail):
    """Render why there is no preview, and what to do."""
    return set_headers(error_pages.error_page(request, status, detail))


def set_headers(response):
    """Keep an answer out of caches and search engines."""
    del response["ETag"], response["Last-Modified"]
    for name, value in HEADERS.items():
        response[name] = value
    return response
