"""Compress pages, answer 304 where the browser has the current content, refuse null characters at the desk."""

import re
from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


class CompressedPagesMiddleware(GZipMiddleware):
    """Compresses pages, but not answers of the API: their ETags are strong. A proxy may compress those."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = response.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response


class ConditionalGetMiddleware:
    """Gives each 200 answer to GET or HEAD an ETag of its content, and answers If-None-Match.

    A page's form token differs in each answer, so the ETag is made without it, and is weak. It includes the secret of the
    visitor's cookie instead, so that no page stays in a cache longer than the cookie that its forms need.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in {"GET", "HEAD"} or response.status_code != 200 or response.streaming:
            return response
        if "no-store" in response.get("Cache-Control", ""):
            return response
        if not response.has_header("ETag"):
            response["ETag"] = self.tag(request, response)
        last_modified = parse_http_date_safe(response.get("Last-Modified", ""))
        conditional = get_conditional_response(
            request, etag=response["ETag"], last_modified=last_modified, response=response
        )
        return conditional or response

    def tag(self, request: HttpRequest, response: HttpResponse) -> str:
        content, tokens = TOKEN.subn(b"", response.content)
        secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "") if tokens else ""
        digest = blake2b(content + secret.encode(), digest_size=16).hexdigest()
        return f'W/"{digest}"' if tokens else f'"{digest}"'


class NullCharacterMiddleware:
    """Refuses a null character in an address of the desk: no text contains one, and PostgreSQL accepts none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and ("\0" in request.path or "%00" in request.META["QUERY_STRING"]):
            raise BadRequest("A null character in the address.")
        return self.get_response(request)
