"""Page on which an editor uploads files, to be checked before anything of them comes in."""

from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from catalog.admin.core.fields import NumberField
from catalog.admin.core.views import CONFLICT, page_address, page_context, redirect_after_post
from catalog.editing.documents import RefusedError
from catalog.editing.locks import atomic_or_refused
from catalog.editing.row_names import noun_label
from catalog.exchange.bringing_in.run import NotPermittedError, new_import
from catalog.exchange.formats.imdb.words import KINDS
from catalog.exchange.import_jobs import queue_check
from catalog.exchange.records import UnreadableError
from catalog.exchange.tables.targets import NOUNS
from catalog.exchange.uploaded_files import store_files
from catalog.models import ImportFormat, State
from catalog.roles import permission_refusal

# What each format takes, for whoever chooses one.
FORMAT_HELP = {
    ImportFormat.TABLE: _(
        "A spreadsheet: CSV, TSV, XLSX, ODS, XLS, or a list of JSON objects. On the next page you say what its columns are."
    ),
    ImportFormat.TMDB: _("tmdb_5000_movies.csv with tmdb_5000_credits.csv, or answers of its API as JSON files."),
    ImportFormat.IMDB: _("The datasets title.basics, title.principals, name.basics …, as .tsv or .tsv.gz."),
    ImportFormat.MOVIELENS: _("movies.csv, links.csv and ratings.csv."),
    ImportFormat.WIKIDATA: _("Items as JSON, as Special:EntityData answers them."),
}
STATES = (State.DRAFT, State.IN_REVIEW, State.PUBLISHED)
MOST_FILES = 100


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = SeveralFiles

    def clean(self, data, initial=None):
        """Return all files. Refuse none at all, an empty one, and two tables of one name; answers of one name are numbered."""
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if not uploads:
            raise ValidationError(gettext("No file was sent. Choose one or several."))
        files = [super(FilesField, self).clean(upload, initial) for upload in uploads]
        number_answers(files)
        names = [file.name for file in files]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValidationError(gettext("Two files are called %(name)s. Rename one of them.") % {"name": twice})
        return files


def number_answers(files):
    """Tell JSON files of one name apart: programs that keep answers call them alike, in a folder each."""
    names = set()
    for file in files:
        stem, suffix = Path(file.name).stem, Path(file.name).suffix
        number = 1
        while file.name in names and suffix.lower() == ".json":
            number += 1
            file.name = f"{stem} ({number}){suffix}"
        names.add(file.name)


class UploadForm(forms.Form):
    format = forms.ChoiceField(label=_("Format"), choices=ImportFormat.choices, widget=forms.RadioSelect)
    files = FilesField(label=_("Files"))
    state = forms.ChoiceField(label=_("State of new films"), initial=State.DRAFT)
    kind = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=[(name, name) for name in KINDS],
        required=False,
        initial=["movie"],
        widget=forms.CheckboxSelectMultiple,
    )
    votes = NumberField(label=_("Votes at least"), required=False, min_value=0)
    since = NumberField(label=_("From the year"), required=False, min_value=1870, max_value=2200)

    def __init__(self, *arguments, user, **options):
        super().__init__(*arguments, **options)
        may_publish = user.has_perm("catalog.publish_film")
        states = [state for state in STATES if state != State.PUBLISHED or may_publish]
        self.fields["state"].choices = [(state.value, state.label) for state in states]
        self.fields["files"].widget.attrs["aria-describedby"] = "files-help"

    def options(self):
        """Return what the reader of the format takes beside the files."""
        if self.cleaned_data["format"] != ImportFormat.IMDB:
            return {}
        values = {name: self.cleaned_data[name] for name in ("kind", "votes", "since")}
        return {name: value for name, value in values.items() if value}


@require_http_methods(["GET", "HEAD", "POST"])
def upload_view(request, model_admin):
    """Ask for the files; then let them be checked, and show what comes of it."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied(permission_refusal("add_import"))
    if request.method != "POST":
        return upload_page(model_admin, request, UploadForm(user=request.user))
    form = UploadForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return upload_page(model_admin, request, form)
    try:
        of_import = save_import(request, form)
    except (UnreadableError, NotPermittedError, RefusedError) as error:
        form.add_error(None, str(error))
        return upload_page(model_admin, request, form, status=CONFLICT)
    # Of a table somebody says first what its columns are.
    name = "mapping" if of_import.format == ImportFormat.TABLE else "change"
    return redirect_after_post(page_address(model_admin.opts, name, of_import.pk))


def save_import(request, form):
    """Store the files and the import, and let it be checked; a table waits until somebody has said what its columns are."""
    values = form.cleaned_data
    paths = store_files(values["files"])
    with atomic_or_refused():
        of_import = new_import(values["format"], paths, form.options(), values["state"], by=request.user)
        if of_import.format != ImportFormat.TABLE:
            queue_check(of_import)
    messages.success(request, gettext("The files have arrived. Nothing of them is in the catalogue yet."))
    return of_import


def upload_page(model_admin, request, form, status=200):
    context = page_context(model_admin, request, gettext("Bring films in")) | {
        "form": form,
        "formats": [
            {"radio": radio, "help": FORMAT_HELP[ImportFormat(value)]}
            for radio, value in zip(form["format"], ImportFormat.values, strict=True)
        ],
        "most_megabytes": settings.IMPORT_BYTES // 1_048_576,
        "list_page": page_address(model_admin.opts, "changelist"),
        "templates": [
            (
                noun_label(noun),
                [(kind, page_address(model_admin.opts, "template", noun, kind)) for kind in ("csv", "xlsx")],
            )
            for noun in NOUNS
        ],
        "nouns": capfirst(str(model_admin.opts.verbose_name_plural)),
    }
    return TemplateResponse(request, "admin/catalog/import/upload.html", context, status=status)
