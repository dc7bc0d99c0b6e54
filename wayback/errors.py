"""Answers to requests that fail: a page for people, a problem (RFC 9457) for programs."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from catalog import roles
from catalog.api.core.errors import MEDIA_TYPE, NOT_FOUND, problem_details


def answer(request: HttpRequest, code: int, detail: str) -> HttpResponse:
    status = HTTPStatus(code)
    if request.path.startswith("/api/"):
        problem = problem_details(status, detail, request.path)
        return JsonResponse(problem, status=status, content_type=MEDIA_TYPE)
    return render(request, "error.html", {"status": status, "detail": detail}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400, "The request could not be read. Go back and try again.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what the refusal itself says; or, of a page of the desk, which role it is for."""
    match = request.resolver_match
    asked = roles.asked(match.url_name, request.method) if match and match.namespace == "admin" else None
    lacked = asked and not any(request.user.has_perm(f"{app}.{asked}") for app in ("catalog", "auth"))
    default = roles.refusal(asked) if lacked else "You may not do this. Log in with an account that may."
    return answer(request, 403, str(exception) or default)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(request, 500, "Something broke on our side, and nothing was saved. Try again in a minute.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(
        request,
        403,
        "The form was too old or came from elsewhere, so nothing was saved. Go back, reload the page, send it again.",
    )
