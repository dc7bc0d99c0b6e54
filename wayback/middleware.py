"""Compress pages, answer 304 where the browser has the current content, refuse what no view can use, save a form once."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render, resolve_url
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.editing.locks import SentAgainError, sent_form
from catalog.models import DeskLanguage, SentForm
from catalog.models.current_site import reading_once
from catalog.models.sent_forms import KEY
from catalog.page_languages import speaking_as
from catalog.side_writes import side_write
from catalog.texts.numbers import MOST_DIGITS, read_number
from wayback.bodies import DESK_BYTES, IMPORT_PATH, PUBLIC_BYTES
from wayback.errors import error_response
from wayback.known_browsers import is_known
from wayback.typed import is_ours
from wayback.uploads import NO_FILES, FileNames, FileRefusedError, FilesInMemory, FilesOnDisk

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
NO_LENGTH = _("The request does not say how long its body is. Send it with a Content-Length.")
WRONG_LENGTH = _("The Content-Length of the request is no number. Send the number of bytes in its body.")
CUT_OFF = _(
    "The connection broke before the request had arrived whole, so nothing was saved. Use Back, and send it again."
)
TOO_LARGE = _("The request has more than {most}, so nothing was saved. {advice}")
SHORTEN = _("Shorten what you wrote, and send it again.")
LOG_IN = _("You are not logged in: log in in another tab, then use Back in this one, and send it again.")
WITHOUT_FILES = _("Shorten what you wrote, leave out files, and send it again.")
SAVED_ALREADY = _("This was saved already: nothing was saved twice.")
# What may differ although the same is to be saved: the token, and where to go on afterwards.
FIELDS_BESIDE = {"csrfmiddlewaretoken", "_save", "_continue", "_addanother"}
# Pages of a noun that have nothing to show once their form is saved → the page to show instead.
NEXT_PAGES = {
    "add": "changelist",
    "delete": "changelist",
    "merge": "merges",
    "conflict": "change",
    "restore": "change",
    "revert": "history",
}
# Tells a script of the desk which form was saved, by its key, so that it drops the draft.
SAVED_COOKIE = "wayback_saved"
SAVED_COOKIE_SECONDS = 600
FEWER_FILES = _("Use Back, choose smaller pictures or save them one at a time, and send it again.")


class LanguageMiddleware:
    """Speaks the language that an address says; no answer varies by a header or a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with speaking_as(request.path_info):
            return self.get_response(request)


class SiteMiddleware:
    """Reads what pages show of the site once a request at most."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading_once():
            return self.get_response(request)


class DeskLanguageMiddleware:
    """Speaks at the desk what the account chose; to whoever is not logged in, and else, the site's first language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (request.path.startswith("/admin/") and request.user.is_authenticated):
            return self.get_response(request)
        with translation.override(DeskLanguage.objects.of(request.user)):
            return self.get_response(request)


class CompressedPagesMiddleware(GZipMiddleware):
    """Compresses pages, but not answers of the API: their ETags are strong. A proxy may compress those."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = response.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response


class ConditionalGetMiddleware:
    """Gives each 200 answer to GET or HEAD an ETag of its content, and answers If-None-Match. Pages of the desk have none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in {"GET", "HEAD"} or response.status_code != 200 or response.streaming:
            return response
        if "no-store" in response.get("Cache-Control", ""):
            return response
        if not response.has_header("ETag"):
            response["ETag"] = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
        last_modified = parse_http_date_safe(response.get("Last-Modified", ""))
        conditional = get_conditional_response(
            request, etag=response["ETag"], last_modified=last_modified, response=response
        )
        return conditional or response


class RequestCheckMiddleware:
    """Refuses what no view can use, before anything else looks at it.

    That is a null character in an address of the desk (no text contains one, and PostgreSQL accepts none), a body that is
    too large, cut off or of unknown length, and files from whoever is not logged in to the desk: of a form that is sent
    to the desk without a log-in, only their names are kept, to ask for them by.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_desk = request.path.startswith("/admin/")
        if is_desk and ("\0" in request.path or "%00" in request.META["QUERY_STRING"]):
            raise BadRequest("A null character in the address.")
        length = read_number((request.META.get("CONTENT_LENGTH") or "0").lstrip("0")[:MOST_DIGITS] or "0")
        if "HTTP_TRANSFER_ENCODING" in request.META:
            return error_response(request, 411, NO_LENGTH)
        if length is None:
            return error_response(request, 400, WRONG_LENGTH)
        if length == 0:
            return self.get_response(request)
        is_editor = is_desk and request.user.is_authenticated
        is_form = is_desk and request.path != resolve_url(settings.LOGIN_URL)
        # Only a browser in which an editor logged in before may send much while nobody is logged in.
        is_large = is_editor or (length > PUBLIC_BYTES and is_form and is_ours(request) and is_known(request))
        most_of_desk = settings.IMPORT_BYTES if request.path == IMPORT_PATH else DESK_BYTES
        if length > (most_of_desk if is_large else PUBLIC_BYTES):
            most = f"{most_of_desk // 1_048_576} MB" if is_large else f"{PUBLIC_BYTES // 1024} KB"
            return too_large(request, most, FEWER_FILES if is_large else LOG_IN if is_desk else WITHOUT_FILES)
        if is_editor:
            takes_imports = request.path == IMPORT_PATH and request.user.has_perm("catalog.add_import")
            request.upload_handlers = [FilesOnDisk(request) if takes_imports else FilesInMemory(request)]
        elif is_form:
            request.file_names = {}  # type: ignore[attr-defined]
            request.upload_handlers = [FileNames(request)]
        try:
            # To read the fields of a form is to read its files, too.
            getattr(request, "POST" if request.method == "POST" and request.content_type in FORM_TYPES else "body")
        except UnreadablePostError:
            return error_response(request, 400, CUT_OFF)
        except FileRefusedError:
            return error_response(request, 400, NO_FILES)
        except RequestDataTooBig:
            return too_large(
                request,
                gettext("%(number)s MB of text") % {"number": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1048576},
                SHORTEN,
            )
        return self.get_response(request)


def too_large(request: HttpRequest, most: str, advice: Any) -> HttpResponse:
    return error_response(request, 413, TOO_LARGE.format(most=most, advice=advice))


class SavedOnceMiddleware:
    """Saves each form of the desk once, however often it is sent: on a double click, or by going back and sending it again.

    A form carries a random key. What saves it stores, in its own transaction, the key with a digest of what the form held:
    see `atomic_or_refused`. So what was refused can be sent again. A form that the same account saved already is answered as it
    was then, and nothing else runs. A form without a key, from a program or an old page, is not protected.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        form = request.sent_form = read_sent_form(request)
        if form is None:
            return self.get_response(request)
        saved_forms = {row.digest: row for row in SentForm.objects.filter(editor=form.editor, key=form.key)}
        # The account went back and changed what it had saved.
        form.is_changed = bool(saved_forms)
        if form.digest in saved_forms:
            response = answer_again(request, saved_forms[form.digest])
        else:
            token = sent_form.set(form)
            try:
                response = self.get_response(request)
            finally:
                sent_form.reset(token)
            if not form.is_spent:
                return response
            if response.get("Location", "") != form.address:
                store_address(form, response.get("Location", ""))
        response.set_cookie(
            SAVED_COOKIE,
            form.key,
            max_age=SAVED_COOKIE_SECONDS,
            path=reverse("admin:index"),
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Strict",
        )
        return response

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """Answer where another request saved the form at the same moment."""
        if not isinstance(exception, SentAgainError):
            return None
        form = request.sent_form
        response = answer_again(request, SentForm.objects.get(editor=form.editor, key=form.key, digest=form.digest))
        form.is_spent, form.address = True, response.get("Location", "")
        return response


def read_sent_form(request: HttpRequest) -> SentForm | None:
    """Return the form that a request sends to the desk; None without a key, or of somebody who is not logged in."""
    if request.method != "POST" or not request.path.startswith("/admin/"):
        return None
    key = request.POST.get("_once", "")
    if not KEY.fullmatch(key) or not request.user.is_authenticated:
        return None
    # Keyed, because a form may hold a password.
    digest = blake2b(request.get_full_path().encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16)
    digest.update(repr(sorted(field for field in request.POST.lists() if field[0] not in FIELDS_BESIDE)).encode())
    for name, uploads in request.FILES.lists():
        for upload in uploads:
            digest.update(repr((name, upload.name, upload.size)).encode())
            for piece in upload.chunks():
                digest.update(piece)
            upload.seek(0)
    return SentForm(editor=request.user, key=key, digest=digest.hexdigest())


def store_address(form: SentForm, address: str) -> None:
    """Store where a form led that is saved, where its view knew that only after the save."""
    with side_write("Where a saved form leads"):
        SentForm.objects.filter(editor=form.editor, key=form.key, digest=form.digest).update(address=address)


def answer_again(request: HttpRequest, form: SentForm) -> HttpResponse:
    """Answer a form that was saved before as it was answered then."""
    if form.popup_data:
        return render(request, "admin/popup_response.html", {"popup_response_data": form.popup_data})
    messages.info(request, SAVED_ALREADY)
    return HttpResponseRedirect(form.address or next_page(request), status=303)


def next_page(request: HttpRequest) -> str:
    """Return the page to show after a form whose own answer is not known, because it is about to be sent."""
    match = resolve(request.path_info)
    noun, _, page = (match.url_name or "").rpartition("_")
    if page not in NEXT_PAGES:
        return request.get_full_path()
    keys = [match.kwargs["object_id"]] if NEXT_PAGES[page] in ("change", "history") else []
    return reverse(f"admin:{noun}_{NEXT_PAGES[page]}", args=keys)
