from django.contrib import admin

from catalog.admin.core.base import NounAdmin, PageAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.inlines.cited import CitedTabular
from catalog.admin.inlines.of_version import OfVersionInline
from catalog.models import Company, FilmCompany


@admin.register(Company)
class CompanyAdmin(MergeableAdmin, PageAdmin):
    list_display = ("name", "country")
    list_filter = (("country", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("country",)
    search_fields = ("search_text",)
    autocomplete_fields = ("country",)
    inlines = (ExternalIdInline,)

    def for_labels(self, queryset):
        return queryset.select_related("country")

    def label(self, company):
        return f"{company.name} ({company.country})" if company.country else company.name


@admin.register(FilmCompany)
class FilmCompanyAdmin(NounAdmin):
    list_display = ("company", "film", "role", "territory", "version")
    list_filter = ("role",)
    list_select_related = ("company", "film", "territory", "version")
    search_fields = ("film__search_text", "company__search_text")
    autocomplete_fields = ("film", "company", "territory", "version")

    def for_labels(self, queryset):
        return queryset.select_related("company", "film")

    def label(self, part):
        return f"{part} · {part.film}"


class FilmCompanyInline(OfVersionInline, CitedTabular):
    model = FilmCompany
    fields = ("company", "role", "territory", "version", "position", "sources")
    list_select_related = ("company",)
