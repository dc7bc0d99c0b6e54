"""Page of a list that `?page=` of an address names."""

from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.texts.numbers import excerpt, read_number


class MissingPageError(Http404):
    """A list has no such page; the message is for people."""


def read_page(request: HttpRequest, rows: Any, size: int) -> "Page[Any]":
    """Return the page of some rows, `size` to a page; the first one where the address names none.

    Raise BadRequest for what is no number, MissingPageError for a page that isn't there: both quote what was typed.
    """
    text = request.GET.get("page", "1")
    number = read_number(text)
    if number is None:
        raise BadRequest(_("“%(text)s” is no page number. Write page=1, or leave it out.") % {"text": excerpt(text)})
    paginator = Paginator(rows, size)
    if not 1 <= number <= paginator.num_pages:
        words = ngettext(
            "This list has %(count)s page, and no page %(text)s.",
            "This list has %(count)s pages, and no page %(text)s.",
            paginator.num_pages,
        )
        raise MissingPageError(words % {"count": paginator.num_pages, "text": excerpt(text)})
    return paginator.page(number)
