"""Answers 304 where a reader has the current representation already, and sends pages compressed."""

import re
from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


class CompressedPagesMiddleware(GZipMiddleware):
    """Compress pages. Answers of the API stay as they are, for their ETags are strong: a proxy may compress those."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = response.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response


class ConditionalGetMiddleware:
    """Give each whole answer to a GET or HEAD an ETag made from its content, and honour If-None-Match.

    A page's form token is masked anew for each answer, so it is left out of the tag, which is weak for that; the visitor's
    secret is in it instead, so that a page never outlives the cookie that its forms need.
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
        modified = parse_http_date_safe(response.get("Last-Modified", ""))
        kept = get_conditional_response(request, etag=response["ETag"], last_modified=modified, response=response)
        return kept or response

    def tag(self, request: HttpRequest, response: HttpResponse) -> str:
        bare, tokens = TOKEN.subn(b"", response.content)
        secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "") if tokens else ""
        digest = blake2b(bare + secret.encode(), digest_size=16).hexdigest()
        return f'W/"{digest}"' if tokens else f'"{digest}"'
