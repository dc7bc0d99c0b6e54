"""Page on which somebody says what the columns of an uploaded table are: guessed first, and kept by name for the next file."""

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from catalog.admin.core.views import (
    CONFLICT,
    get_visible_row,
    page_address,
    page_context,
    redirect_after_post,
    refusal_page,
)
from catalog.admin.pages.importing.mapping_forms import MappingForm, ReadingForm
from catalog.editing.documents import RefusedError
from catalog.editing.locks import atomic_or_refused
from catalog.exchange.bringing_in.run import digest_of
from catalog.exchange.records import UnreadableError
from catalog.exchange.tables.mapping import MappingError, mapping_of
from catalog.exchange.tables.name_jobs import queue_names
from catalog.exchange.tables.samples import take_sample
from catalog.exchange.tables.setup import digest_of as digest_of_file
from catalog.exchange.tables.setup import find_mapping, keep_mapping
from catalog.exchange.tables.targets import NOUNS
from catalog.exchange.tables.templates import CSV_TYPE, XLSX_TYPE, csv_template, xlsx_template
from catalog.exchange.uploaded_files import has_files
from catalog.models import Import, ImportFormat, ImportMapping, ImportStatus
from catalog.roles import permission_refusal

# Rows and letters of a cell that the sample shows.
SAMPLE_ROWS, MOST_LETTERS = 8, 80
MAPPABLE = (ImportStatus.UPLOADED, ImportStatus.CHECKED, ImportStatus.FAILED)


def mappable_import(model_admin, request, object_id):
    """Return the table of a key. Raise RefusedError where it can't be mapped any more."""
    of_import = get_visible_row(model_admin, request, object_id)
    if not model_admin.has_change_permission(request, of_import):
        raise PermissionDenied(permission_refusal("change_import"))
    if of_import.format != ImportFormat.TABLE or of_import.status not in MAPPABLE or not has_files(of_import):
        raise RefusedError(gettext("The columns of this import can’t be mapped any more. Upload the table again."))
    return of_import


@require_http_methods(["GET", "HEAD", "POST"])
def mapping_view(request, object_id, model_admin):
    """Show a sample of a table and what its columns are taken for; take what somebody says, and let the table be checked."""
    own_page = page_address(model_admin.opts, "change", object_id)
    try:
        of_import = mappable_import(model_admin, request, object_id)
        path = Path(of_import.files[0]["path"])
        reading_form = ReadingForm(request.POST if request.method == "POST" else request.GET or None)
        sample, mapping = read_sample(of_import, path, reading_form)
    except (RefusedError, UnreadableError) as error:
        return refusal_page(model_admin, request, str(error), own_page)
    form = MappingForm(request.POST if request.method == "POST" else None, sample=sample, mapping=mapping)
    if request.method == "POST" and form.is_valid():
        try:
            save_mapping(request, of_import, path, form)
        except MappingError as error:
            form.add_error(None, str(error))
        else:
            return redirect_after_post(own_page)
    context = page_context(model_admin, request, gettext("What are the columns?")) | {
        "import": of_import,
        "import_page": own_page,
        "list_page": page_address(model_admin.opts, "changelist"),
        "form": form,
        "reading_form": reading_form_for(sample, mapping),
        "sample": sample,
        "sample_rows": shown_rows(sample, mapping),
    }
    status = CONFLICT if form.errors else 200
    return TemplateResponse(request, "admin/catalog/import/mapping.html", context, status=status)


def read_sample(of_import, path, reading_form):
    """Return a sample of a table, and its mapping: the one that is asked for, else the import's own, else a guess."""
    values = reading_form.chosen_values()
    written_as = {name: values[name] for name in ("encoding", "separator", "sheet") if values.get(name)}
    if values.get("kept_mapping"):
        mapping = find_mapping(values["kept_mapping"])
    elif of_import.options.get("mapping") and not values.get("noun"):
        mapping = mapping_of(of_import.options["mapping"])
    else:
        sample = take_sample(path, written_as)
        return sample, sample.guess(values.get("noun", "")).mapping
    for name in ("encoding", "separator", "sheet"):
        written_as.setdefault(name, getattr(mapping, name))
    return take_sample(path, written_as), mapping


def reading_form_for(sample, mapping):
    """Return the form of how the table is read, filled in with how it is read now."""
    return ReadingForm(
        initial={
            "noun": mapping.noun,
            "encoding": sample.encoding,
            "separator": sample.separator,
            "sheet": sample.sheet,
        },
        sheets=sample.sheets,
        kept_mappings=ImportMapping.objects.values_list("name", flat=True),
    )


def shown_rows(sample, mapping):
    """Return [(line, cells)] of the first rows, without the names of the columns."""
    rows = sample.rows[mapping.header : mapping.header + SAMPLE_ROWS]
    return [(row.line, [cell[:MOST_LETTERS] for cell in row.cells]) for row in rows]


def save_mapping(request, of_import, path, form):
    """Keep the mapping with the import, and by a name if one was given. Raise MappingError where rows can't be brought in by it."""
    mapping = mapping_of(form.document())
    if mapping.missing:
        raise MappingError(mapping.missing)
    name = form.cleaned_data["name"]
    scope = name or of_import.options.get("scope") or digest_of_file(path)
    options = of_import.options | {"mapping": mapping.document(), "scope": scope}
    with atomic_or_refused():
        if name:
            keep_mapping(name, mapping)
        Import.objects.filter(pk=of_import.pk).update(
            options=options, digest=digest_of(of_import.format, of_import.files, options, of_import.state)
        )
        of_import.options = options
        queue_names(of_import)
    messages.success(
        request, gettext("The table is being checked. Then decide on the names in it that have no outside id.")
    )


@require_safe
def template_view(request, noun, kind, model_admin):
    """Answer the template of a table of a noun."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied(permission_refusal("view_import"))
    if noun not in NOUNS or kind not in ("csv", "xlsx"):
        return refusal_page(model_admin, request, gettext("There is no such template."))
    response = HttpResponse(content_type=CSV_TYPE if kind == "csv" else XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{noun}.{kind}"'
    if kind == "csv":
        response.write(csv_template(noun))
    else:
        xlsx_template(noun, response)
    return response
