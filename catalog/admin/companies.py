from django.contrib import admin

from catalog.admin.core.base import NounAdmin, PageAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.inlines.cited import CitedTabular
from catalog.admin.inlines.entry_citations import EntryCitationInline
from catalog.admin.inlines.of_version import OfVersionInline
from catalog.admin.places import CodedAdmin
from catalog.models import Company, CompanyRole, FilmCompany


@admin.register(Company)
class CompanyAdmin(MergeableAdmin, PageAdmin):
    list_display = ("name", "country", "parent", "founded", "dissolved")
    list_filter = (("country", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("country", "parent")
    search_fields = ("search_text",)
    autocomplete_fields = ("country", "parent")
    fields = ("name", "other_names", ("founded", "dissolved"), ("seat", "country"), "parent", "note")
    inlines = (ExternalIdInline, EntryCitationInline)

    def other_names_of(self, company):
        return (("also known as", name) for name in company.other_names.splitlines())

    def for_labels(self, queryset):
        return queryset.select_related("country")

    def label(self, company):
        return f"{company.name} ({company.country})" if company.country else company.name


@admin.register(CompanyRole)
class CompanyRoleAdmin(CodedAdmin):
    list_display = ("name", "code", "position")
    search_fields = ("name", "code")


@admin.register(FilmCompany)
class FilmCompanyAdmin(NounAdmin):
    list_display = ("company", "film", "role", "territory", "version")
    list_filter = ("role",)
    list_select_related = ("company", "film", "role", "territory", "version")
    search_fields = ("film__search_text", "company__search_text")
    autocomplete_fields = ("film", "company", "role", "territory", "version")

    def for_labels(self, queryset):
        return queryset.select_related("company", "film", "role")

    def label(self, part):
        return f"{part} · {part.film}"


class FilmCompanyInline(OfVersionInline, CitedTabular):
    model = FilmCompany
    fields = ("company", "role", "credited_as", "territory", "version", "position", "sources")
    list_select_related = ("company", "role")
