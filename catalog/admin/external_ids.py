from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.rows import RowForm, RowTabular
from catalog.models import ExternalId
from catalog.models.external_ids import NOUNS


def refuse_taken(outside):
    """Refuse an id that another film, person or company has, and say which."""
    taken = ExternalId.objects.filter(
        scheme=outside.scheme, value=outside.value, **{f"{outside.noun}__isnull": False}
    ).exclude(pk=outside.pk)
    if other := taken.select_related(outside.noun).first():
        owner = getattr(other, outside.noun)
        raise ValidationError({"value": f"The {outside.noun} “{owner}” (no. {owner.pk}) has this id already."})


class Untaken(forms.ModelForm):
    def _post_clean(self):
        super()._post_clean()
        # The database's own check needs the id of the film, which a new film gets only when it is saved.
        if not self.errors:
            try:
                refuse_taken(self.instance)
            except ValidationError as error:
                self.add_error(None, error)


class ExternalIdRowForm(Untaken, RowForm):
    pass


@admin.register(ExternalId)
class ExternalIdAdmin(NounAdmin):
    form = Untaken
    list_display = ("value", "scheme", *NOUNS)
    list_filter = ("scheme",)
    list_select_related = NOUNS
    search_fields = ("value", "film__search_text", "person__search_text", "company__search_text")
    autocomplete_fields = NOUNS


class ExternalIdInline(RowTabular):
    model = ExternalId
    form = ExternalIdRowForm
    fields = ("scheme", "value")
