"""Lists in pages, with the address under which search engines are to know each page of them."""

from django.core.exceptions import BadRequest
from django.shortcuts import render

from catalog.error_pages import error_page
from catalog.paging import MissingPageError, read_page
from catalog.views.core.addresses import canonical_address

MOST_INDEXED_FILTERS = 1


def listing(request, template, rows, size, prepare=None, context_of=None, **context):
    """Render the page of a list that `?page=` names, or an error page where there is none.

    `prepare` completes the rows of the page; `context_of` returns what else the template needs of it. Of a `filter` in the context, the canonical address keeps what is in use. Search engines leave out what has several
    filters, a search or an order of its own: there are too many such pages, and each shows what others show.
    """
    try:
        page = read_page(request, rows, size)
    except (BadRequest, MissingPageError) as error:
        return error_page(request, 400 if isinstance(error, BadRequest) else 404, str(error))
    if prepare:
        page.object_list = list(page.object_list)
        prepare(page.object_list)
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    filter_values = used_filters(context["filter"]) if "filter" in context else {}
    context |= {
        "page": page,
        "numbers": numbers,
        "canonical": canonical_address(request, filter_values | ({"page": page.number} if page.number > 1 else {})),
        "noindex": len(filter_values) > MOST_INDEXED_FILTERS
        or "q" in filter_values
        or bool(request.GET.get("ordering")),
    }
    return render(request, template, context | (context_of(page) if context_of else {}))


def filtered_listing(request, template, filter_set, size, **context):
    """Render the page of what a filter with letters leaves of a list; with a filter that means nothing, say so instead.

    A list of one page shows no letters, and asks for none.
    """
    context["filter"] = filter_set
    if not filter_set.is_valid():
        return render(request, template, context | {"noindex": True}, status=400)
    return listing(request, template, filter_set.qs, size, letters=filter_set.letters, **context)


def used_filters(filter_set):
    """Return {name: value} of the filters that a valid request uses, each as the form writes it, without the order."""
    form = filter_set.form
    return {
        name: form.fields[name].prepare_value(value)
        for name, value in form.cleaned_data.items()
        if value not in (None, "") and name != "ordering"
    }
