"""A list of the desk as a sheet: all rows that its filters and its search find, with the columns that it shows and their ids."""

from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, PermissionDenied
from django.http import FileResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalog.admin.core.views import CONFLICT, page_address, page_context, page_path
from catalog.exchange.sheets.cells import cell
from catalog.exchange.sheets.writing import CSV_TYPE, XLSX_TYPE, csv_pieces, xlsx_file
from catalog.roles import permission_refusal
from catalog.texts.numbers import grouped

CHUNK = 500
# A workbook is written before it is sent, so more rows would let the browser wait for too long.
MOST_XLSX_ROWS = 50_000


def export_paths(model_admin):
    return [
        page_path(model_admin, "export/", export_page, "export"),
        page_path(model_admin, "export/csv/", partial(export_view, kind="csv"), "export_csv"),
        page_path(model_admin, "export/xlsx/", partial(export_view, kind="xlsx"), "export_xlsx"),
    ]


def export_context(model_admin, request):
    return {"export_page": with_query(request, page_address(model_admin.opts, "export"))}


def with_query(request, address):
    query = request.GET.copy()
    for name in ("p", "all", "e"):
        query.pop(name, None)
    return f"{address}?{query.urlencode()}" if query else address


def read_list(model_admin, request):
    """Return the list as its address narrows it; None where the address says what no list can."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied(permission_refusal(f"view_{model_admin.opts.model_name}"))
    try:
        return model_admin.get_changelist_instance(request)
    except IncorrectLookupParameters:
        return None


@require_safe
def export_page(request, model_admin):
    """Offer the list as a sheet, and say how many rows it has."""
    changelist = read_list(model_admin, request)
    if changelist is None:
        return HttpResponseRedirect(page_address(model_admin.opts, "changelist") + "?" + urlencode({"e": 1}))
    context = page_context(model_admin, request, gettext("Export what the list shows")) | {
        "row_count": grouped(changelist.result_count),
        "columns": [label for label, _ in columns_of(model_admin, request)],
        "csv_page": with_query(request, page_address(model_admin.opts, "export_csv")),
        "xlsx_page": with_query(request, page_address(model_admin.opts, "export_xlsx"))
        if changelist.result_count <= MOST_XLSX_ROWS
        else "",
        "most_xlsx_rows": grouped(MOST_XLSX_ROWS),
        "list_page": with_query(request, page_address(model_admin.opts, "changelist")),
    }
    return TemplateResponse(request, "admin/export.html", context)


@require_safe
def export_view(request, model_admin, kind):
    """Answer all rows of the list as a sheet, a row at a time."""
    changelist = read_list(model_admin, request)
    if changelist is None or (kind == "xlsx" and changelist.result_count > MOST_XLSX_ROWS):
        response = export_page(request, model_admin)
        response.status_code = CONFLICT if changelist else response.status_code
        return response
    columns = columns_of(model_admin, request)
    header = [label for label, _ in columns]
    rows = rows_of(changelist.get_queryset(request), columns)
    name = f"{model_admin.opts.model_name}.{kind}"
    if kind == "csv":
        response = StreamingHttpResponse(csv_pieces(header, rows), content_type=CSV_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    sheet = xlsx_file(capfirst(str(model_admin.opts.verbose_name_plural)), header, rows)
    return FileResponse(sheet, as_attachment=True, filename=name, content_type=XLSX_TYPE)


def rows_of(rows, columns):
    """Yield the cells of each row, which are read a few at a time."""
    for row in rows.iterator(CHUNK):
        yield [cell(value_of(row)) for _, value_of in columns]


def columns_of(model_admin, request):
    """Return [(label, what tells its value of a row)] of the columns of a list, with the keys of rows and of what they refer to."""
    columns, shown_references = [("id", lambda row: row.pk)], set()
    for name in model_admin.get_list_display(request):
        if name in ("action_checkbox", model_admin.opts.pk.name):
            continue
        label = str(label_for_field(name, model_admin.model, model_admin))
        columns.append((label, partial(shown_value, model_admin, name)))
        if reference := reference_of(model_admin, name):
            columns.append(id_column(reference))
            shown_references.add(reference)
    return columns + [id_column(field) for field in references(model_admin.model) if field not in shown_references]


def references(model):
    """Return the fields that refer to rows of the catalogue; accounts are none of it."""
    fields = (field for field in model._meta.concrete_fields if field.many_to_one)
    return [field for field in fields if field.related_model._meta.label != settings.AUTH_USER_MODEL]


def id_column(field):
    return f"{field.verbose_name} id", partial(getattr_of, field.attname)


def getattr_of(name, row):
    return getattr(row, name)


def reference_of(model_admin, name):
    """Return the field of a column that refers to a row; None where it does not."""
    try:
        field = model_admin.opts.get_field(name) if isinstance(name, str) else None
    except FieldDoesNotExist:
        return None
    return field if field is not None and field in references(model_admin.model) else None


def shown_value(model_admin, name, row):
    """Return the value of a column, as it is stored where it is a field with a value of its own, else as the list shows it."""
    # Dates of which something may be unknown have a column in words; the sheet has them as they are stored.
    field_name = getattr(name, "__name__", name)
    try:
        field, _, value = lookup_field(field_name, row, model_admin)
    except (AttributeError, ObjectDoesNotExist, ValueError):
        field, value = None, name(row) if callable(name) else None
    if field is not None and field.choices:
        return getattr(row, f"get_{field.name}_display")()
    if field is not None and field.many_to_one:
        referred_row = getattr(row, field.name)
        return "" if referred_row is None else str(referred_row)
    return strip_tags(value) if isinstance(value, SafeString) else value
