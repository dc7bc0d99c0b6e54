"""Answers to requests that fail: problem details of RFC 9457, with each fault, its place and how to mend it."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.exceptions import APIException, NotFound, Throttled
from rest_framework.exceptions import PermissionDenied as Forbidden
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"
NOT_FOUND = "There is nothing here: it may have moved, or is not published."


def fault(code, detail, **place):
    """One thing that is wrong; the place is a query `parameter`, or a `pointer` into the body."""
    return place | {"code": code, "detail": detail}


class BadRequest(APIException):
    """A request with faults, all of which it names."""

    status_code = HTTPStatus.BAD_REQUEST
    default_code = "bad_request"

    def __init__(self, faults, detail="The request has faults; `errors` names each."):
        super().__init__(detail)
        self.faults = faults


class Merged(APIException):
    """What was asked for is part of another row by now: it names that row, and leads there."""

    def __init__(self, row, noun):
        super().__init__(f"It was merged into {row.pk}, which is the same one. Ask for that from now on.")
        self.row, self.noun = row, noun

    def told(self, request):
        """The status, the address that the request leads to, and what the answer says besides."""
        # A vote is sent on as it is; what a 301 may turn into a GET, a 308 may not.
        status = HTTPStatus.MOVED_PERMANENTLY if request.method in {"GET", "HEAD"} else HTTPStatus.PERMANENT_REDIRECT
        before, after = request.path.split(f"/{self.noun}/", 1)
        rest = after.partition("/")
        place = f"{before}/{self.noun}/{self.row.pk}{rest[1]}{rest[2]}"
        query = request.META.get("QUERY_STRING")
        origin = request.build_absolute_uri("/")[:-1]
        also = {
            "merged_into": self.row.pk,
            "url": origin + self.row.get_absolute_url(),
            "api_url": f"{origin}/api/v1/{self.noun}/{self.row.pk}/",
        }
        return status, f"{place}?{query}" if query else place, also


def problem(exception, context):
    """Answer a failed request; None, which makes Django answer 500, where the fault is ours."""
    if isinstance(exception, Http404):
        exception = NotFound(NOT_FOUND)
    elif isinstance(exception, PermissionDenied):
        exception = Forbidden()
    elif not isinstance(exception, APIException):
        return None
    context["request"].accepted_renderer, context["request"].accepted_media_type = JSONRenderer(), MEDIA_TYPE
    status = HTTPStatus(exception.status_code)
    headers, also = {"Cache-Control": "no-store"}, {}
    detail = str(exception.detail)
    if isinstance(exception, Merged):
        status, headers["Location"], also = exception.told(context["request"])
    if isinstance(exception, Throttled):
        seconds = max(1, int(exception.wait or 1))
        headers["Retry-After"] = str(seconds)
        detail = f"Too many requests for now. Come again in {seconds} s."
    answer = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "instance": context["request"].path,
        "errors": getattr(exception, "faults", []),
    } | also
    return Response(answer, status=status, headers=headers, content_type=MEDIA_TYPE)
