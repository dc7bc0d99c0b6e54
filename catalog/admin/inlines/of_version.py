"""Rows of a film that may be of one of its versions, which is chosen among these alone.

A version that is typed in the same form is chosen as `row:N`: the N-th row of the form's versions, counted from 0.
"""

from functools import partial
from typing import ClassVar

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalog.admin.inlines.rows import RowFormSet, RowInline
from catalog.models.of_version import OfVersion

NOT_SAVED = _("This version is not saved, as its row is to be deleted. Choose another one, or keep the row.")


def typed_versions(film):
    """Return {value of an option: version} of the versions that are typed in the same form and not saved yet."""
    forms = enumerate(film.version_forms.forms) if hasattr(film, "version_forms") else ()
    return {
        f"row:{index}": form.instance for index, form in forms if form.instance._state.adding and form.has_changed()
    }


class OfVersionFormSet(RowFormSet):
    @cached_property
    def film_versions(self):
        """{key as text: version} of the film's saved versions, the leading one first; all parts of a form ask once for them."""
        if not hasattr(self.instance, "versions_of_form"):
            self.instance.versions_of_form = list(self.instance.versions.in_order()) if self.instance.pk else []
        return {str(version.pk): version for version in self.instance.versions_of_form}

    @cached_property
    def versions_of_rows(self):
        """{value of an option: version} of all versions that a row may name."""
        return self.film_versions | typed_versions(self.instance)

    def fetch(self):
        return super().fetch(), self.versions_of_rows

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if field := form.fields.get("version"):
            versions = self.versions_of_rows
            field.choices = [("", "---------"), *((key, str(row)) for key, row in versions.items())]
            field.coerce = lambda key: versions.get(str(key), key)

    def clean(self):
        """Bring the versions that rows are of to what they are after the save: the same form may change or delete them."""
        super().clean()
        versions = vars(self.instance).get("versions_after_save")
        if versions is None or "version" not in self.form.base_fields:
            return
        for form in self.remaining_forms():
            version = form.cleaned_data.get("version")
            if version is None or version.pk:
                form.instance.version = versions.get(form.instance.version_id)
            elif any(version is row.instance for row in self.instance.version_forms.deleted_forms):
                form.add_error("version", NOT_SAVED)


class OfVersionInline(RowInline):
    """An inline of such rows; it stands before the class that draws them."""

    formset = OfVersionFormSet

    # Its formset sets the choices.
    own_fields: ClassVar = {
        "version": partial(
            forms.TypedChoiceField,
            label=_("Version"),
            required=False,
            empty_value=None,
            help_text=OfVersion._meta.get_field("version").help_text,
        )
    }

    @property
    def media(self):
        return super().media + forms.Media(js=["js/admin-versions.js"])
