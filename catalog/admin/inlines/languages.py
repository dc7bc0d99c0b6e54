"""The languages of a version or a copy, chosen in the row itself, each use in a field of its own."""

from django import forms
from django.contrib import admin

from catalog.admin.inlines.selects import RowChoices, RowSelectMultiple
from catalog.models import Language, LanguageUse, VersionLanguage


class LanguageChoices(RowChoices):
    """The languages of a version or a copy that have one use."""

    def __init__(self, use, **kwargs):
        self.use = use
        widget = RowSelectMultiple(VersionLanguage._meta.get_field("language"), admin.site)
        super().__init__(Language.objects.all(), required=False, widget=widget, **kwargs)

    def keys_of(self, row, name):
        return [language.language_id for language in row.languages.all() if language.use == self.use]


class LanguagesForm(forms.ModelForm):
    spoken = LanguageChoices(LanguageUse.SPOKEN, label="Spoken in")
    intertitles = LanguageChoices(LanguageUse.INTERTITLES, label="Intertitles in")
    subtitles = LanguageChoices(LanguageUse.SUBTITLES, label="Subtitles in")

    def save(self, commit=True):
        row = super().save(commit)
        changed_fields = [name for name in self.changed_data if isinstance(self.fields[name], LanguageChoices)]
        if commit and changed_fields:
            for name in changed_fields:
                row.set_languages(self.fields[name].use, self.cleaned_data[name])
            row.update_film()
        return row
