"""A film as its public pages will look, for those who may see it before it is there.

The public views themselves answer, on tables that show the film as if it were published and that are rolled back at once.
In their answer, addresses of the film's own pages and pictures become addresses of the preview. Links to people,
companies and sources stay as they are: whoever is known from unpublished films alone has no page yet, and the banner
says so.
"""

import re
from http import HTTPStatus
from urllib.parse import unquote

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import Http404, HttpRequest
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils import timezone

from catalog.editing.documents import RefusedError
from catalog.editing.working_copies import overlay_working_copy
from catalog.models import Film, Image, PreviewLink, State

PAGES = ("", "credits/", "releases/", "sources/", "questions/", "synopses/", "synopses/compare/")
FORMS = ("rating/", "comments/")
PICTURE = re.compile(r"/images/(?P<pk>[1-9]\d{0,17})/(?=[0-9a-f]{32}/)")
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store, private",
    # Nobody else learns the address; with `no-referrer`, browsers would send our own forms as from nowhere.
    "Referrer-Policy": "same-origin",
}
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")

signer = signing.Signer(sep=".", salt="catalog.previewing")


class NoLinkError(Exception):
    """A link that leads to no preview, for whatever reason; it tells nothing of the film."""

    def __init__(self, status, detail):
        super().__init__(detail)
        self.status, self.detail = status, detail


def token(link):
    """What stands for a link in its address. It is never kept: our key makes it from the link's number."""
    return signer.sign(link.pk)


def opened(said):
    """The link of a token. Raise NoLinkError where there is none, or where it has ended or was revoked."""
    try:
        pk = signer.unsign(said)
    except signing.BadSignature as error:
        detail = (
            "This is no link to a preview, or not the whole of one. Copy all of it, or ask the editor for a new one."
        )
        raise NoLinkError(HTTPStatus.NOT_FOUND, detail) from error
    link = PreviewLink.objects.select_related("film").filter(pk=pk).first()
    if link is None or link.revoked_at or link.expires_at <= timezone.now():
        detail = "This link to a preview has ended. Ask the editor who sent it for a new one."
        raise NoLinkError(HTTPStatus.GONE, detail)
    return link


def answer(request, film, rest, *, root, until=None, desk=False):
    """A preview of one of the film's pages or pictures; `root` is the address of the first, `until` when a link ends."""
    if request.method not in {"GET", "HEAD"}:
        detail = "This is a preview: nothing that is sent from it is kept. Go back to look at the rest of it."
        response = refuse(request, HTTPStatus.METHOD_NOT_ALLOWED, detail)
        response["Allow"] = "GET, HEAD"
        return response
    if rest in FORMS:
        return marked(redirect(root))
    try:
        with overlay_working_copy(film, as_published=True) as copy:
            preview = {
                "of": film,
                "what": what(film, copy),
                "changed": changed(film, copy),
                "until": until,
                "desk": desk,
            }
            response = show(request, film.pk, rest, root, preview)
    except (Http404, Film.DoesNotExist):
        return refuse(
            request, HTTPStatus.NOT_FOUND, "This preview has no such page. Go back to the one that you came from."
        )
    except RefusedError as error:
        why = str(error) if desk else "Tell the editor who sent you the link."
        detail = f"The changes of this film can’t be shown, because something under them was changed meanwhile. {why}"
        return refuse(request, HTTPStatus.CONFLICT, detail)
    return marked(response)


def show(request, pk, rest, root, preview):
    """What the public view answers, with its addresses led to the preview."""
    film = Film.objects.get(pk=pk)
    pictures = set(Image.objects.filter(film=film).values_list("pk", flat=True))
    picture = PICTURE.match(f"/{rest}")
    if (int(picture["pk"]) not in pictures) if picture else (rest not in PAGES):
        raise Http404
    path = f"/{rest}" if picture else unquote(film.get_absolute_url()) + rest
    match = resolve(path)
    response = match.func(asked(request, path, match, preview), *match.args, **match.kwargs)
    if response["Content-Type"].startswith("text/html"):
        html = response.text.replace(film.get_absolute_url(), root)
        here = PICTURE.sub(lambda found: root.rstrip("/") * (int(found["pk"]) in pictures) + found[0], html)
        response.content = here.encode()
    return response


def asked(request, path, match, preview):
    """A visitor's request for a public page, with the cookies and the query of the one for its preview."""
    visit = HttpRequest()
    visit.method, visit.path, visit.path_info, visit.resolver_match = request.method, path, path, match
    # The same, not a copy: what the page's forms need of it is there for the middlewares, too.
    visit.META = request.META
    for condition in CONDITIONS:
        visit.META.pop(condition, None)
    visit.GET, visit.COOKIES, visit.user, visit.preview = request.GET, request.COOKIES, AnonymousUser(), preview
    return visit


def what(film, copy):
    """What is previewed, in words."""
    if film.state != State.PUBLISHED:
        return {
            State.DRAFT: "a draft",
            State.IN_REVIEW: "a film in review",
            State.WITHDRAWN: "a film that was withdrawn",
        }[film.state]
    of = "a film that visitors see" if film.is_public else "a film that visitors will see"
    return f"{of}, with changes that are not published" if copy else f"{of}, with nothing changed"


def changed(film, copy):
    return copy.changed_at if copy else film.updated_at


def refuse(request, status, detail):
    """A page that says why there is no preview, and what to do."""
    return marked(render(request, "error.html", {"status": HTTPStatus(status), "detail": detail}, status=status))


def marked(response):
    """Keep an answer out of caches and search engines."""
    del response["ETag"], response["Last-Modified"]
    for name, value in HEADERS.items():
        response[name] = value
    return response
