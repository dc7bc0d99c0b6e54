from django.contrib import admin

from catalog.admin.core.base import WordsAdmin
from catalog.models import Country, Genre, Language


class CodedAdmin(WordsAdmin):
    """A noun whose key is a code. A saved row keeps its code: with another code it would be another row."""

    def get_readonly_fields(self, request, obj=None):
        return (self.opts.pk.name,) if obj else ()


@admin.register(Country)
class CountryAdmin(CodedAdmin):
    list_display = ("name", "code")
    search_fields = ("name", "code")


@admin.register(Language)
class LanguageAdmin(CodedAdmin):
    list_display = ("name", "tag")
    search_fields = ("name", "tag")


@admin.register(Genre)
class GenreAdmin(WordsAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
