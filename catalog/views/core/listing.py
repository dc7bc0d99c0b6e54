"""Lists, a page at a time."""

from django.core.paginator import Paginator
from django.shortcuts import render

from catalog.views.core.addresses import refuse


def listing(request, template, rows, size, **context):
    """Render the page of a list that `?page=` asks for; a page that cannot be is refused with what is wrong."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdecimal()):
        return refuse(request, 400, f"“{asked[:20]}” is no page number. Write page=1, or leave it out.")
    paginator = Paginator(rows, size)
    if not 1 <= int(asked[:12]) <= paginator.num_pages:
        there = "1 page" if paginator.num_pages == 1 else f"{paginator.num_pages} pages"
        return refuse(request, 404, f"This list has {there}, and no page {asked[:12]}.")
    page = paginator.page(int(asked))
    context |= {"page": page, "numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)}
    return render(request, template, context)
