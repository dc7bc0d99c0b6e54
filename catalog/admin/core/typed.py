"""What was typed into a form that could not be saved: read from its request, and shown so that it can be sent again."""

import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from django import forms
from django.conf import settings
from django.contrib.admin.helpers import AdminErrorList
from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# The field in which the page of the log-in carries a form.
FIELD = "_typed"
# Fields whose values no page shows again.
SECRET = re.compile("password|csrfmiddlewaretoken|suppressed_value", re.IGNORECASE)
NOT_WHOLE = _("What you typed did not come back whole, so nothing was saved. It is still in the page before this one.")


class TypedForm(NamedTuple):
    """The fields of a form as pairs of name and text, and the files that were chosen in it as pairs of field and file name."""

    fields: list[tuple[str, str]]
    files: list[tuple[str, str]]

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Read what a request sends: the form that its log-in carries, else its own."""
        if FIELD in request.POST:
            return cls.read(request.POST[FIELD])
        secret_names = {"code"} if request.resolver_match and request.resolver_match.url_name == "two_step" else set()
        fields = [
            (name, text)
            for name, texts in request.POST.lists()
            for text in texts
            if name not in secret_names and not SECRET.search(name)
        ]
        return cls(fields, list(chosen_files(request).items()))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `dump` wrote. Raise BadRequest for anything else."""
        try:
            fields, files = (
                [(name, value) for name, value in pairs if isinstance(name, str) and isinstance(value, str)]
                for pairs in json.loads(text)
            )
        except (ValueError, TypeError, RecursionError) as error:
            raise BadRequest(NOT_WHOLE) from error
        if len(fields) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
            raise BadRequest(NOT_WHOLE)
        return cls([pair for pair in fields if not SECRET.search(pair[0])], files)

    def dump(self) -> str:
        return json.dumps(self, ensure_ascii=False, separators=(",", ":"))

    def post(self) -> QueryDict:
        """Return the fields as Django reads them from a form."""
        fields = QueryDict(mutable=True)
        for name, text in self.fields:
            fields.appendlist(name, text)
        return fields

    def texts(self) -> list[tuple[str, str]]:
        """Return (name in words, text) of what people wrote or chose, without what a form sends by itself."""
        return [
            (name.strip("_").replace("_", " "), text)
            for name, text in self.fields
            if text.strip()
            and not text.isdigit()
            and (name == "_note" or name[0:1] not in {"", "_"})
            and name != "held"
        ]


def chosen_files(request: Any) -> dict[str, str]:
    """Return {field: file name} of the files that a form sent, which no answer can put back into it."""
    return {name: upload.name for name, upload in request.FILES.items()} | getattr(request, "file_names", {})


def ask_for_files(request: HttpRequest, context: dict[str, Any]) -> None:
    """Ask in a form that is shown again for the files that were chosen in it, by name and beside their fields.

    Such a field has an error, so the part of the form that it is in is open.
    """
    files = chosen_files(request)
    if not files:
        return
    form, formsets = context["adminform"].form, [inline.formset for inline in context["inline_admin_formsets"]]
    for name, file_name, row in files_of([form, *(row for formset in formsets for row in formset.forms)], files):
        if not row.has_error(name) or row.has_error(name, "required"):
            row.errors.pop(name, None)
            words = gettext("You had chosen “{0}”. Choose it again.")
            row.add_error(name, format_html(f'<span class="chosen-file" data-chosen="{{0}}">{words}</span>', file_name))
    context["errors"] = AdminErrorList(form, formsets)


def files_of(all_forms: Iterable[forms.BaseForm], files: dict[str, str]) -> Iterable[tuple[str, str, forms.BaseForm]]:
    """Yield (field, file name, form) of each file field in which a file had been chosen."""
    for form in all_forms:
        for name, field in form.fields.items():
            if isinstance(field, forms.FileField) and (file_name := files.get(form.add_prefix(name))):
                yield name, file_name, form
