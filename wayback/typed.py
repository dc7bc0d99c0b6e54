"""What is typed at the desk survives a log-in that ended meanwhile, or a token that changed: it comes back, to be saved again.

Nothing of it is stored here before somebody is logged in: the page of the log-in carries it. Only a form of our own pages is
shown again; what another site sent is refused.
"""

from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.typed import FIELD, TypedForm
from catalog.admin.core.views import CONFLICT
from catalog.site_address import is_own_origin
from wayback.bodies import PUBLIC_BYTES, is_at_desk
from wayback.errors import error_response
from wayback.known_browsers import is_known

FOUND, FORBIDDEN = 302, 403
# What a log-in sends beside the form that it carries.
LOG_IN_BYTES = 8 * 1024
FOREIGN = _(
    "This did not come from a page of this site, or your browser hides from which, so nothing was saved. What you typed is still "
    "in the page that you sent. Open the desk in another tab, log in there, and copy it over."
)
OLD_LOG_IN = _("This page had been open for long, so you are not logged in yet. Log in now.")
LOGGED_OUT = _(
    "You were logged out, so nothing was saved yet. Log in, and your form comes back with all that you typed."
)
TOO_LARGE = _(
    "You were logged out, and this is too much to keep while you log in, so nothing was saved. It is still in your form: log in "
    "in another tab, then use Back in this one, and save there."
)


def is_ours(request: HttpRequest) -> bool:
    """Tell whether a page of this site sent a request, as the browser says; false where it does not say."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if site is not None and site != "same-origin":
        return False
    if origin is None and site is None:
        try:
            referer = urlsplit(request.headers.get("Referer", ""))
        except ValueError:
            return False
        origin = f"{referer.scheme}://{referer.netloc}"
    return origin is None or is_own_origin(request, origin)


def answer(request: HttpRequest) -> HttpResponse | None:
    """Answer what is sent to the desk by somebody who is not let in, or what comes with a log-in; None leaves it to the view.

    After a log-in the form is shown again in the same answer; nothing of it is saved.
    """
    if request.path in own_pages():
        return None
    if not is_ours(request):
        return error_response(request, FORBIDDEN, FOREIGN) if FIELD in request.POST else None
    typed_form = TypedForm.of(request)
    if admin.site.has_permission(request):
        return show_again(request, typed_form)
    if FIELD not in request.POST:
        return log_in_page(request, typed_form)
    log_in = admin.site.login(request, {"typed_form": typed_form.dump(), "typed_note": LOGGED_OUT})
    if log_in.status_code != FOUND:
        return log_in
    response = show_again(request, typed_form)
    response.cookies.update(log_in.cookies)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or changed: bring it back if a page of ours sent it, else refuse it."""
    if request.method != "POST" or not is_at_desk(request.path) or not is_ours(request):
        return error_response(request, FORBIDDEN, FOREIGN)
    if request.path == resolve_url(settings.LOGIN_URL):
        return log_in_page(request, None, OLD_LOG_IN)
    typed_form = TypedForm.of(request)
    return show_again(request, typed_form) if admin.site.has_permission(request) else log_in_page(request, typed_form)


def own_pages() -> set[str]:
    """Return the addresses of the desk that need no log-in."""
    return {resolve_url(settings.LOGIN_URL), resolve_url("admin:logout")}


def log_in_page(
    request: HttpRequest, typed_form: TypedForm | None, note: Any = LOGGED_OUT, status: int = FORBIDDEN
) -> HttpResponse:
    """Show the log-in at the address of the form that it carries, or say what to do where that is too much."""
    context = {"typed_note": note}
    if typed_form:
        context["typed_form"] = typed_form.dump()
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE if is_known(request) else PUBLIC_BYTES
        if len(context["typed_form"].encode()) > most - LOG_IN_BYTES:
            return error_response(request, 413, TOO_LARGE)
    request.method = "GET"
    response = admin.site.login(request, context)
    response.status_code = status
    return response


def locked_page(request: HttpRequest, words: str) -> HttpResponse | None:
    """Show the log-in with the form that it carries where none is accepted for a while; None where it carries no form."""
    if FIELD not in request.POST or request.path in own_pages():
        return None
    page = log_in_page(
        request,
        TypedForm.of(request),
        gettext("%(words)s What you typed is kept in this page: leave it open.") % {"words": words},
        429,
    )
    return page.render() if isinstance(page, TemplateResponse) else page


def show_again(request: Any, typed_form: TypedForm) -> HttpResponse:
    """Show a form with what was typed into it, and save nothing. What is no form of a noun is shown as a list."""
    from catalog.admin.core.edits import EditsAdmin

    request.POST, request.file_names, request.is_typed_again = typed_form.post(), dict(typed_form.files), True
    # What follows does nothing that a forged request could abuse.
    request.csrf_processing_done = True
    match = request.resolver_match
    is_form = match.func.__name__ in {"add_view", "change_view"}
    if is_form and isinstance(getattr(match.func, "model_admin", None), EditsAdmin):
        return cast(HttpResponse, match.func(request, *match.args, **match.kwargs))
    context = admin.site.each_context(request) | {"title": gettext("Nothing was done yet"), "typed_form": typed_form}
    response = TemplateResponse(request, "admin/typed_again.html", context, status=CONFLICT)
    response["Cache-Control"] = "no-store"
    return response
