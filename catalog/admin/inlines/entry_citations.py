"""The sources of a person's, a company's or a work's fields, and of a person's names, in its form."""

from functools import partial
from typing import ClassVar

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.inlines.rows import RowForm, RowFormSet, RowTabular
from catalog.editing.documents import RefusedError
from catalog.models import EntryCitation, PersonName
from catalog.models.facts import ENTRIES

NAME_DELETED = _(
    "Nothing was saved: a source is cited for a name that this save deletes. Delete the source’s row, too, or keep the name."
)


class EntryCitationForm(RowForm):
    class Meta:
        widgets = {"quote": forms.Textarea(attrs={"rows": 2, "cols": 30})}

    def save(self, commit=True):
        """Save the citation. Raise RefusedError where the same save deletes its name."""
        name = self.cleaned_data.get("person_name")
        if name and not PersonName.objects.filter(pk=name.pk).exists():
            raise RefusedError(NAME_DELETED)
        return super().save(commit)


class EntryCitationFormSet(RowFormSet):
    @cached_property
    def names(self):
        """{key as text: name} of the saved names of the person."""
        return {str(name.pk): name for name in self.instance.names.all()} if self.instance.pk else {}

    def fetch(self):
        return super().fetch(), "person_name" in self.form.base_fields and self.names

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if field := form.fields.get("person_name"):
            field.choices = [("", "---------"), *((key, str(name)) for key, name in self.names.items())]
            field.coerce = lambda key: self.names.get(str(key), key)


class EntryCitationInline(RowTabular):
    model = EntryCitation
    form = EntryCitationForm
    formset = EntryCitationFormSet
    verbose_name = _("source of a field")
    part = "sources"
    rare = ("differs",)
    list_select_related = ("source",)
    # Its formset sets the choices.
    own_fields: ClassVar = {
        "person_name": partial(
            forms.TypedChoiceField,
            label=_("or name"),
            required=False,
            empty_value=None,
            help_text=_("One of the other names alone, instead of a field. A new name can be chosen once it is saved."),
        )
    }

    @property
    def has_names(self):
        return self.parent_model._meta.model_name == "person"

    @property
    def verbose_name_plural(self):
        return gettext("sources of fields and names") if self.has_names else gettext("sources of fields")

    def get_fields(self, request, obj=None):
        return ("field", *(["person_name"] if self.has_names else []), "source", "quote", "locator", "differs")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name != "field":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        fields = ENTRIES[self.parent_model._meta.model_name].values()
        choices = [("", "---------"), *((field.name, field.label) for field in fields)]
        return forms.TypedChoiceField(choices=choices, label=_("Field"), empty_value="", required=not self.has_names)
