"""A film and a list as a file, from their pages of the desk: as visitors see them, or will see them once they are published."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalog.admin.core.views import get_visible_row, page_address, page_path, refusal_page
from catalog.editing.documents import RefusedError
from catalog.exchange.public_files import file_of_row

# {kind of file: its name}
KINDS = {"json": "JSON", "jsonld": "JSON-LD", "csv": "CSV"}


def download_paths(model_admin):
    return [
        page_path(model_admin, f"<path:object_id>/as/{kind}/", partial(download_view, kind=kind), f"as_{kind}")
        for kind in KINDS
    ]


def download_context(model_admin, row):
    """Return the links of a form to the files of its row; none for a new one."""
    if row is None:
        return {}
    pages = [
        (gettext("As %(kind)s") % {"kind": name}, page_address(model_admin.opts, f"as_{kind}", row.pk))
        for kind, name in KINDS.items()
    ]
    return {"download_pages": pages}


@require_safe
def download_view(request, object_id, model_admin, kind):
    """Answer a row as a file that the browser saves."""
    row = get_visible_row(model_admin, request, object_id)
    try:
        content, content_type = file_of_row(request, row, kind)
    except RefusedError as error:
        next_page = page_address(model_admin.opts, "publication", row.pk)
        return refusal_page(model_admin, request, str(error), next_page)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{model_admin.opts.model_name}-{row.pk}.{kind}"'
    return response
