"""Compress pages, answer 304 where the browser has the current content, refuse requests that no view can use."""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import resolve_url
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from catalog.texts.numbers import MOST_DIGITS, read_number
from wayback.bodies import DESK_BYTES, PUBLIC_BYTES
from wayback.errors import error_response
from wayback.known_browsers import is_known
from wayback.typed import is_ours
from wayback.uploads import NO_FILES, FileNames, FileRefusedError, FilesInMemory

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
NO_LENGTH = "The request does not say how long its body is. Send it with a Content-Length."
WRONG_LENGTH = "The Content-Length of the request is no number. Send the number of bytes in its body."
CUT_OFF = (
    "The connection broke before the request had arrived whole, so nothing was saved. Use Back, and send it again."
)
TOO_LARGE = "The request has more than {most}, so nothing was saved. {advice}"
SHORTEN = "Shorten what you wrote, and send it again."
LOG_IN = "You are not logged in: log in in another tab, then use Back in this one, and send it again."
WITHOUT_FILES = "Shorten what you wrote, leave out files, and send it again."
FEWER_FILES = "Use Back, choose smaller pictures or save them one at a time, and send it again."


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
        if length > (DESK_BYTES if is_large else PUBLIC_BYTES):
            most = f"{DESK_BYTES // 1_048_576} MB" if is_large else f"{PUBLIC_BYTES // 1024} KB"
            return too_large(request, most, FEWER_FILES if is_large else LOG_IN if is_desk else WITHOUT_FILES)
        if is_editor:
            request.upload_handlers = [FilesInMemory(request)]
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
            return too_large(request, f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_048_576} MB of text", SHORTEN)
        return self.get_response(request)


def too_large(request: HttpRequest, most: str, advice: str) -> HttpResponse:
    return error_response(request, 413, TOO_LARGE.format(most=most, advice=advice))
