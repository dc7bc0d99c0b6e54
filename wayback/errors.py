"""Answers to requests that fail: a page for people, a problem (RFC 9457) for programs."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from catalog import roles
from catalog.api.core.errors import MEDIA_TYPE, NOT_FOUND, problem_details
from catalog.views.core.errors import error_page


def error_response(request: HttpRequest, code: int, detail: str) -> HttpResponse:
    status = HTTPStatus(code)
    if request.path.startswith("/api/"):
        problem = problem_details(status, detail, request.path)
        return JsonResponse(problem, status=status, content_type=MEDIA_TYPE)
    return error_page(request, status, detail)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_response(request, 400, "The request could not be read. Go back and try again.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the exception's own text; without one, say for a page of the desk which role it needs."""
    match = request.resolver_match
    codename = roles.permission_for(match.url_name, request.method) if match and match.namespace == "admin" else None
    is_missing = codename and not any(request.user.has_perm(f"{app}.{codename}") for app in ("catalog", "auth"))
    default = (
        roles.permission_refusal(codename) if is_missing else "You may not do this. Log in with an account that may."
    )
    return error_response(request, 403, str(exception) or default)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_response(request, 404, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_response(request, 500, "Something broke on our side, and nothing was saved. Try again in a minute.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_response(
        request,
        403,
        "The form was too old or came from elsewhere, so nothing was saved. Go back, reload the page, send it again.",
    )
