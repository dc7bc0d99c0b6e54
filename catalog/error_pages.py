"""The page that answers a failed request, also where its template, the static files or the database are missing."""

import logging
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, gettext_noop
from django.utils.translation import gettext as _

from catalog.page_languages import page_language, prefix_of
from catalog.site_name import last_name

logger = logging.getLogger(__name__)

# What heads the page of an error, in HTTP's words.
HEADINGS = {
    HTTPStatus.BAD_REQUEST: gettext_noop("Bad Request"),
    HTTPStatus.FORBIDDEN: gettext_noop("Forbidden"),
    HTTPStatus.NOT_FOUND: gettext_noop("Not Found"),
    HTTPStatus.METHOD_NOT_ALLOWED: gettext_noop("Method Not Allowed"),
    HTTPStatus.CONFLICT: gettext_noop("Conflict"),
    HTTPStatus.GONE: gettext_noop("Gone"),
    HTTPStatus.LENGTH_REQUIRED: gettext_noop("Length Required"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: gettext_noop("Request Entity Too Large"),
    HTTPStatus.TOO_MANY_REQUESTS: gettext_noop("Too Many Requests"),
    HTTPStatus.INTERNAL_SERVER_ERROR: gettext_noop("Internal Server Error"),
    HTTPStatus.SERVICE_UNAVAILABLE: gettext_noop("Service Unavailable"),
}
OTHER_HEADING = gettext_noop("Error")

# Without styles: browsers choose dark colours themselves, and the Content-Security-Policy allows no style in the page.
PLAIN_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>{phrase} – {site_name}</title>
  </head>
  <body>
    <main>
      <p>{code}</p>
      <h1>{phrase}</h1>
      <p>{detail}</p>
      <p>{onward}</p>
    </main>
  </body>
</html>
"""


class ErrorPage(TemplateResponse):
    """A page that says what is wrong and how to mend it: `detail`. If its template fails, it is a plain page with the same words."""

    def __init__(
        self, request: HttpRequest, template: str, context: dict[str, Any], *, status: int, detail: str
    ) -> None:
        super().__init__(request, template, context, status=status)
        self.path, self.detail = request.path, detail

    @property
    def rendered_content(self) -> str:
        try:
            return super().rendered_content
        except Exception:
            # Whatever it is, the visitor reads why the request failed, and the log has this error beside the first.
            logger.exception(
                "%s: the template %s failed, so the answer %s is a plain page.",
                self.path,
                self.template_name,
                self.status_code,
            )
            return plain_page(self.status_code, self.detail)


def error_page(request: HttpRequest, status: int, detail: str) -> ErrorPage:
    """Render what is wrong with a request and how to mend it."""
    context = {"status": status, "heading": heading(status), "detail": detail}
    page = ErrorPage(request, "error.html", context, status=status, detail=detail)
    page.render()
    return page


def heading(status: int) -> str:
    """Say in the language of the page what a status means."""
    return _(HEADINGS.get(HTTPStatus(status), OTHER_HEADING))


def plain_page(status: int, detail: str) -> SafeString:
    """Return the HTML of an error page that needs no template, no static file and no database."""
    home = f"/{prefix_of(page_language())}"
    # The words are ours, and so is the address.
    onward = mark_safe(_('Or go on from here: <a href="%(home)s">the front page</a>.') % {"home": home})
    return format_html(
        PLAIN_PAGE,
        language=page_language(),
        direction="rtl" if get_language_bidi() else "ltr",
        code=status,
        phrase=heading(status),
        detail=detail,
        onward=onward,
        site_name=last_name(),
    )
