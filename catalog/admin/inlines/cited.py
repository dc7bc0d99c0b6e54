"""The sources of a row, chosen in the row itself, each with its page, its quote and what it says otherwise."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.comboboxes import read_details, write_details
from catalog.admin.inlines.rows import RowForm, RowTabular
from catalog.admin.inlines.selects import RowChoices, RowSelectMultiple
from catalog.models import Citation, Source

DETAILS = {"locator": _("Page or place"), "quote": _("Quote"), "differs": _("What it says otherwise")}


def cite(*, row, sources):
    """Make the row's citations those of `sources`, {source: its details}; a source without details keeps those that it had."""
    citations = {citation.source_id: citation for citation in row.citations.all() if not citation.field}
    keys = {source.pk for source in sources}
    row.citations.filter(field="").exclude(source__in=keys).delete()
    row_field = {type(row).citations.field.name: row}
    new_citations = []
    for source, details in sources.items():
        citation = citations.get(source.pk)
        if citation is None:
            new_citations.append(Citation(film_id=row.film_id, source=source, **row_field, **details))
        elif any(getattr(citation, name) != text for name, text in details.items()):
            for name, text in details.items():
                setattr(citation, name, text)
            citation.save(update_fields=list(details))
    Citation.objects.bulk_create(new_citations, ignore_conflicts=True)


class SourceSelect(RowSelectMultiple):
    details = tuple(DETAILS.items())

    @property
    def media(self):
        return super().media + forms.Media(js=["js/admin-comboboxes.js", "js/admin-sources.js"])


class SourceChoices(RowChoices):
    """Sources with their details: {source: {field of a citation: text}}."""

    def keys_of(self, row, name):
        """Return the values of the sources of the whole row: of a version, some may be cited for one field alone."""
        return [
            write_details(citation.source_id, {field: getattr(citation, field) for field in DETAILS})
            for citation in row.citations.all()
            if not citation.field
        ]

    def clean(self, value):
        details = [read_details(text) for text in value or ()]
        sources = {}
        for key, fields in details:
            [source] = super().clean([key])
            sources[source] = sources.get(source, {}) | self.clean_details(source, fields)
        return sources

    def clean_details(self, source, fields):
        """Return all details of a chosen source, or none where the form sent none."""
        if not fields:
            return {}
        if not fields.keys() <= DETAILS.keys():
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        texts = {}
        for name, label in DETAILS.items():
            try:
                texts[name] = Citation._meta.get_field(name).clean(fields.get(name, ""), None)
            except ValidationError as error:
                raise ValidationError(
                    [f"{source}, {label.lower()}: {message}" for message in error.messages]
                ) from error
        return texts


class CitedRowForm(RowForm):
    sources = SourceChoices(
        Source.objects.all(),
        required=False,
        label=_("Sources"),
        widget=SourceSelect(Citation._meta.get_field("source"), admin.site),
        help_text=_(
            "Which sources say so, each with its page and its words. What it says of one field goes under “Citations”."
        ),
    )

    def save(self, commit=True):
        row = super().save(commit)
        if commit and "sources" in self.changed_data:
            cite(row=row, sources=self.cleaned_data["sources"])
        return row


class CitedTabular(RowTabular):
    form = CitedRowForm
    prefetch = ("citations",)
