"""Lists in pages."""

from django.core.paginator import Paginator
from django.shortcuts import render

from catalog.error_pages import error_page


def listing(request, template, rows, size, **context):
    """Render the page of a list that `?page=` names, or an error page where there is none."""
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdecimal()):
        return error_page(request, 400, f"“{number[:20]}” is no page number. Write page=1, or leave it out.")
    paginator = Paginator(rows, size)
    if not 1 <= int(number[:12]) <= paginator.num_pages:
        pages = "1 page" if paginator.num_pages == 1 else f"{paginator.num_pages} pages"
        return error_page(request, 404, f"This list has {pages}, and no page {number[:12]}.")
    page = paginator.page(int(number))
    context |= {"page": page, "numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)}
    return render(request, template, context)
