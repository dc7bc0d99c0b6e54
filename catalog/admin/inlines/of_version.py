"""Rows of a film that may be of one of its versions, which is chosen among these alone."""

from functools import partial
from typing import ClassVar

from django import forms
from django.utils.functional import cached_property

from catalog.admin.inlines.rows import RowFormSet, RowInline
from catalog.models.of_version import OfVersion


class OfVersionFormSet(RowFormSet):
    @cached_property
    def film_versions(self):
        """{key as text: version} of the film's saved versions, the leading one first."""
        versions = self.instance.versions.in_order() if self.instance.pk else ()
        return {str(version.pk): version for version in versions}

    def fetch(self):
        return super().fetch(), self.film_versions

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if field := form.fields.get("version"):
            field.choices = [("", "---------"), *((key, str(row)) for key, row in self.film_versions.items())]
            field.coerce = lambda key: self.film_versions.get(str(key), key)


class OfVersionInline(RowInline):
    """An inline of such rows; it stands before the class that draws them."""

    formset = OfVersionFormSet

    # Its formset sets the choices.
    own_fields: ClassVar = {
        "version": partial(
            forms.TypedChoiceField,
            label="Version",
            required=False,
            empty_value=None,
            help_text=OfVersion._meta.get_field("version").help_text,
        )
    }
