from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.rows import RowForm, RowTabular
from catalog.models import ExternalId
from catalog.models.external_ids import NOUNS


def refuse_duplicate(external_id):
    """Raise ValidationError if another row of its noun has this id, and say which."""
    noun = external_id.noun
    duplicates = ExternalId.objects.filter(
        scheme=external_id.scheme, value=external_id.value, **{f"{noun}__isnull": False}
    ).exclude(pk=external_id.pk)
    if duplicate := duplicates.select_related(noun).first():
        owner = getattr(duplicate, noun)
        raise ValidationError({"value": f"The {noun} “{owner}” (no. {owner.pk}) has this id already."})


class ExternalIdForm(forms.ModelForm):
    def full_clean(self):
        super().full_clean()
        # The database's own check needs the id of the film, which a new film gets only when it is saved.
        if self.is_bound and self.cleaned_data and not self.errors:
            try:
                refuse_duplicate(self.instance)
            except ValidationError as error:
                self.add_error(None, error)


class ExternalIdRowForm(ExternalIdForm, RowForm):
    pass


@admin.register(ExternalId)
class ExternalIdAdmin(NounAdmin):
    form = ExternalIdForm
    list_display = ("value", "scheme", *NOUNS)
    list_filter = ("scheme",)
    list_select_related = NOUNS
    search_fields = ("value", "film__search_text", "person__search_text", "company__search_text", "subject__name")
    autocomplete_fields = NOUNS


class ExternalIdInline(RowTabular):
    model = ExternalId
    form = ExternalIdRowForm
    fields = ("scheme", "value")
