from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NamedAdmin, WordsAdmin
from catalog.models import Country, Genre, Language
from catalog.models.country_names import text_of_names


class CodedAdmin(WordsAdmin):
    """A noun whose key is a code. A saved row keeps its code: with another code it would be another row."""

    def get_readonly_fields(self, request, obj=None):
        return (self.opts.pk.name,) if obj else ()


@admin.register(Country)
class CountryAdmin(CodedAdmin):
    list_display = ("name", "code", "years", "successor")
    list_filter = (("successor", admin.EmptyFieldListFilter),)
    list_select_related = ("successor",)
    search_fields = ("name", "code", "other_names")
    search_help_text = _("Any name in any language: usa, ddr, Niemcy, Weimar.")
    autocomplete_fields = ("successor",)
    fields = ("code", "name", "other_names", "successor", ("start_date", "end_date"), "wikidata")

    def further_text(self, key):
        return text_of_names(key)

    @admin.display(description=_("when it was"))
    def years(self, country):
        return country.years

    def label(self, country):
        return f"{country} ({country.years})" if country.successor_id and country.years else str(country)


@admin.register(Language)
class LanguageAdmin(CodedAdmin):
    list_display = ("name", "tag")
    search_fields = ("name", "tag")


@admin.register(Genre)
class GenreAdmin(NamedAdmin):
    list_display = ("name", "slug")
    new_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
