from django.contrib import admin

from catalog.admin.core.base import WordsAdmin
from catalog.admin.external_ids import ExternalIdInline
from catalog.models import Subject


@admin.register(Subject)
class SubjectAdmin(WordsAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (ExternalIdInline,)
