"""Lists in pages."""

from django.core.exceptions import BadRequest
from django.shortcuts import render

from catalog.error_pages import error_page
from catalog.paging import MissingPageError, read_page


def listing(request, template, rows, size, **context):
    """Render the page of a list that `?page=` names, or an error page where there is none."""
    try:
        page = read_page(request, rows, size)
    except (BadRequest, MissingPageError) as error:
        return error_page(request, 400 if isinstance(error, BadRequest) else 404, str(error))
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return render(request, template, context | {"page": page, "numbers": numbers})
