"""The page on which an account chooses in which language the desk speaks to it."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from catalog.editing.locks import atomic_or_refused
from catalog.models import DeskLanguage


class DeskLanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the desk"),
        choices=lambda: settings.DESK_LANGUAGES,
        help_text=_("The pages for visitors stay as they are."),
    )


def desk_language_view(request):
    form = DeskLanguageForm(request.POST or None, initial={"language": DeskLanguage.objects.of(request.user)})
    if form.is_valid():
        language = form.cleaned_data["language"]
        with atomic_or_refused():
            DeskLanguage.objects.update_or_create(account=request.user, defaults={"language": language})
        with translation.override(language):
            messages.success(request, translation.gettext("The desk speaks this language to you from now on."))
        return redirect("admin:index")
    context = admin.site.each_context(request) | {
        "title": _("Language of the desk"),
        "form": form,
        "first_language": dict(settings.LANGUAGES)[settings.LANGUAGE_CODE],
    }
    return render(request, "admin/language.html", context)
