from typing import ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.db.models import FileField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.rows import RowForm, RowStacked
from catalog.models import Site, SiteText
from catalog.models.current_site import current_site


def language_choice():
    """Return the form field of a text's language: one of those in which the site has pages."""
    return forms.ChoiceField(
        label=capfirst(_("language")), choices=lambda: settings.LANGUAGES, initial=lambda: settings.LANGUAGE_CODE
    )


class InPageLanguageForm(RowForm):
    """A text in one of the site's languages; a stored one keeps a language that the site no longer has."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        language = self.instance.language
        if "language" in self.fields and language and language not in dict(settings.LANGUAGES):
            self.fields["language"].choices = [*settings.LANGUAGES, (language, language)]


class InPageLanguage(RowStacked):
    """Texts in the site's languages."""

    form = InPageLanguageForm
    own_fields: ClassVar = {"language": language_choice}


class StoredLogo:
    """The logo as its field shows it: a link to what pages show."""

    def __init__(self):
        self.url = current_site().logo_address

    def __str__(self):
        return _("the logo of today")


class LogoInput(AdminFileWidget):
    def format_value(self, value):
        return StoredLogo() if self.is_initial(value) else None


class SiteTextInline(InPageLanguage):
    model = SiteText
    fields = (("language", "is_offered"), "home_heading", "home_text", "footer_text")


@admin.register(Site)
class SiteAdmin(NounAdmin):
    """The one row of the site, which is neither added nor deleted."""

    list_display = ("__str__", "light_colour", "dark_colour", "contact_email")
    fields = ("name", "logo", ("light_colour", "dark_colour"), "contact_email", "shows_copies")
    inlines = (SiteTextInline,)
    formfield_overrides: ClassVar = NounAdmin.formfield_overrides | {FileField: {"widget": LogoInput}}

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
