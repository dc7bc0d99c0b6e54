"""The page that answers a failed request, also where its template, the static files or the database are missing."""

import logging
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

logger = logging.getLogger(__name__)

# Without styles: browsers choose dark colours themselves, and the Content-Security-Policy allows no style in the page.
PLAIN_PAGE = """<!doctype html>
<html lang="en">
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
      <p>Or go on from here: <a href="/">the front page</a>.</p>
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
    page = ErrorPage(
        request, "error.html", {"status": HTTPStatus(status), "detail": detail}, status=status, detail=detail
    )
    page.render()
    return page


def plain_page(status: int, detail: str) -> SafeString:
    """Return the HTML of an error page that needs no template, no static file and no database."""
    phrase = HTTPStatus(status).phrase
    return format_html(PLAIN_PAGE, code=status, phrase=phrase, detail=detail, site_name=settings.SITE_NAME)
