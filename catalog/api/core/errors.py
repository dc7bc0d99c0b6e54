"""Answers to requests that fail: problem details (RFC 9457), with each fault, its place and how to mend it."""

from collections.abc import Iterable
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, NotFound, Throttled
from rest_framework.exceptions import PermissionDenied as Forbidden
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from catalog.site_address import absolute

MEDIA_TYPE = "application/problem+json"
NOT_FOUND = _("There is nothing here: it may have moved, or is not published.")


def fault(code, detail, **place):
    """Describe one fault. Its place is a query `parameter`, or a `pointer` into the body."""
    return place | {"code": code, "detail": detail}


class BadRequest(APIException):
    """A request with faults, all of which it names."""

    status_code = HTTPStatus.BAD_REQUEST
    default_code = "bad_request"

    def __init__(self, faults, detail="The request has faults; `errors` names each."):
        super().__init__(detail)
        self.faults = faults


class RowMerged(APIException):
    """The requested row was merged: redirect to its survivor, and name it. `route` is `films`, `people` and so on."""

    def __init__(self, survivor, route):
        super().__init__(f"This row was merged into {survivor.pk}. Use that id from now on.")
        self.survivor, self.route = survivor, route

    def status(self, request):
        # A client may turn a vote that gets a 301 into a GET. It repeats the vote after a 308.
        return HTTPStatus.MOVED_PERMANENTLY if request.method in {"GET", "HEAD"} else HTTPStatus.PERMANENT_REDIRECT

    def location(self, request):
        """Return the address of the same request for the survivor."""
        before, after = request.path.split(f"/{self.route}/", 1)
        _, slash, rest = after.partition("/")
        path = f"{before}/{self.route}/{self.survivor.pk}{slash}{rest}"
        query = request.META.get("QUERY_STRING")
        return f"{path}?{query}" if query else path

    def members(self):
        """Return the members that the problem has besides those of RFC 9457."""
        return {
            "merged_into": self.survivor.pk,
            "url": absolute(self.survivor.get_absolute_url()),
            "api_url": absolute(f"/api/v1/{self.route}/{self.survivor.pk}/"),
        }


def problem_details(status: HTTPStatus, detail: str, path: str, faults: Iterable = ()) -> dict[str, object]:
    """Return the body of an answer to a failed request, as RFC 9457 defines it; `faults` come from fault()."""
    return {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "instance": path,
        "errors": list(faults),
    }


def problem_response(exception, context):
    """Answer a failed request. Return None for a fault of ours: Django then answers 500."""
    if isinstance(exception, Http404):
        exception = NotFound(NOT_FOUND)
    elif isinstance(exception, PermissionDenied):
        exception = Forbidden(str(exception) or None)
    elif not isinstance(exception, APIException):
        return None
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), MEDIA_TYPE
    status, detail = HTTPStatus(exception.status_code), str(exception.detail)
    headers, members = {"Cache-Control": "no-store"}, {}
    if isinstance(exception, RowMerged):
        status, members = exception.status(request), exception.members()
        headers["Location"] = exception.location(request)
    if isinstance(exception, Throttled):
        seconds = max(1, int(exception.wait or 1))
        headers["Retry-After"] = str(seconds)
        detail = f"Too many requests. Try again in {seconds} s."
    body = problem_details(status, detail, request.path, getattr(exception, "faults", ())) | members
    return Response(body, status=status, headers=headers, content_type=MEDIA_TYPE)
