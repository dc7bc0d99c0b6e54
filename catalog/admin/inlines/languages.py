"""The languages of a version or a copy, chosen in the row itself, each use in a field of its own."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

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


# The fields of the uses, as rows have them: the usual ones, and those that stand behind “More”.
USES = ("spoken", "intertitles", "subtitles")
RARE_USES = (
    ("sung", "dubbed", "voice_over"),
    ("sdh_subtitles", "captions", "audio_description"),
    ("signed", "opening_credits", "closing_credits"),
    "no_dialogue",
)


class LanguagesForm(forms.ModelForm):
    """A form with a field for each use of a language."""

    spoken = LanguageChoices(LanguageUse.SPOKEN, label=_("Spoken in"))
    intertitles = LanguageChoices(LanguageUse.INTERTITLES, label=_("Intertitles in"))
    subtitles = LanguageChoices(LanguageUse.SUBTITLES, label=_("Subtitles in"))
    sung = LanguageChoices(LanguageUse.SUNG, label=_("Sung in"))
    dubbed = LanguageChoices(LanguageUse.DUBBED, label=_("Dubbed in"))
    voice_over = LanguageChoices(LanguageUse.VOICE_OVER, label=_("Voice-over in"))
    sdh_subtitles = LanguageChoices(LanguageUse.SDH_SUBTITLES, label=_("Subtitles for the deaf in"))
    captions = LanguageChoices(LanguageUse.CAPTIONS, label=_("Captions in"))
    audio_description = LanguageChoices(LanguageUse.AUDIO_DESCRIPTION, label=_("Audio description in"))
    signed = LanguageChoices(LanguageUse.SIGNED, label=_("Signed in"))
    opening_credits = LanguageChoices(LanguageUse.OPENING_CREDITS, label=_("Opening credits in"))
    closing_credits = LanguageChoices(LanguageUse.CLOSING_CREDITS, label=_("Closing credits in"))
    no_dialogue = forms.BooleanField(required=False, label=_("No dialogue"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            uses = {row.use for row in self.instance.languages.all()}
            self.initial["no_dialogue"] = LanguageUse.NO_DIALOGUE in uses

    def clean_no_dialogue(self):
        """Return the rows of the use as those of the other uses: one without a language, or none."""
        return [None] if self.cleaned_data["no_dialogue"] else []

    def save(self, commit=True):
        row = super().save(commit)
        changed_uses = [name for name in self.changed_data if name in LanguageUse.values]
        if commit and changed_uses:
            for name in changed_uses:
                row.set_languages(name, self.cleaned_data[name])
            row.update_film()
        return row
