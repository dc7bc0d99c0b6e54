"""Answers to requests that fail: a page for people, a problem (RFC 9457) for programs."""

import logging
import sys
from http import HTTPStatus

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog import roles
from catalog.api.core.errors import MEDIA_TYPE, NOT_FOUND, problem_details
from catalog.error_pages import error_page
from catalog.paging import MissingPageError
from wayback.failures import BROKEN, Failure, failure_of

logger = logging.getLogger(__name__)

MAY_NOT = _("You may not do this. Log in with an account that may.")


def error_response(request: HttpRequest, code: int, detail: str | Promise) -> HttpResponse:
    status = HTTPStatus(code)
    if request.path.startswith("/api/"):
        problem = problem_details(status, str(detail), request.path)
        return JsonResponse(problem, status=status, content_type=MEDIA_TYPE)
    return error_page(request, status, str(detail))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 with our own words where a view gives them; Django's own exceptions speak to programmers.

    A session that could not be saved is a bad request to Django, also where an outage is the cause: then answer as to one.
    """
    if isinstance(exception, SessionInterrupted) and (failure := failure_of(exception)) is not BROKEN:
        return failure_response(request, failure)
    words = str(exception) if type(exception) is BadRequest else ""
    return error_response(
        request, 400, words or _("The request could not be read. Nothing was saved: use Back, and send it again.")
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the exception's own text; without one, say for a page of the desk which role it needs."""
    return error_response(request, 403, str(exception) or role_advice(request))


def role_advice(request: HttpRequest) -> str | Promise:
    """Say which role a page of the desk needs; in general words where the user's roles can't be read."""
    try:
        match = request.resolver_match
        codename = roles.permission_for(match.url_name, request.method) if match and match.namespace == "admin" else ""
        is_missing = codename and not any(request.user.has_perm(f"{app}.{codename}") for app in ("catalog", "auth"))
    except Exception:
        logger.exception("%s: the roles of the user could not be read, so the refusal names none.", request.path)
        return MAY_NOT
    return roles.permission_refusal(codename) if is_missing else MAY_NOT


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_response(request, 404, str(exception) if isinstance(exception, MissingPageError) else NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 with the time to wait if the exception in flight is an outage that passes."""
    return failure_response(request, failure_of(sys.exc_info()[1]))


def failure_response(request: HttpRequest, failure: Failure) -> HttpResponse:
    response = error_response(request, failure.status, failure.detail)
    if failure.retry_seconds:
        response["Retry-After"] = str(failure.retry_seconds)
    return response
