"""The sources of a person's, a company's or a work's fields, in its form."""

from django import forms

from catalog.admin.inlines.rows import RowForm, RowTabular
from catalog.models import EntryCitation
from catalog.models.facts import ENTRIES


class EntryCitationForm(RowForm):
    class Meta:
        widgets = {"quote": forms.Textarea(attrs={"rows": 2, "cols": 30})}


class EntryCitationInline(RowTabular):
    model = EntryCitation
    form = EntryCitationForm
    verbose_name = "source of a field"
    fields = ("field", "source", "quote", "locator", "differs")
    list_select_related = ("source",)

    @property
    def verbose_name_plural(self):
        return f"sources of the {self.parent_model._meta.verbose_name}’s fields"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name != "field":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        fields = ENTRIES[self.parent_model._meta.model_name].values()
        choices = [("", "---------"), *((field.name, field.label) for field in fields)]
        return forms.TypedChoiceField(choices=choices, label="Field", empty_value="")
