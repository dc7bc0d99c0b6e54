from django.contrib import admin
from django.db.models import OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NamedAdmin, NounAdmin, PageAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.core.uses import Uses, film_of, first_film, year_of_film
from catalog.admin.external_ids import ExternalIdInline
from catalog.admin.inlines.cited import CitedTabular
from catalog.admin.inlines.entry_citations import EntryCitationInline
from catalog.admin.inlines.of_version import OfVersionInline
from catalog.admin.places import CodedAdmin
from catalog.models import Company, CompanyRole, FilmCompany


@admin.register(Company)
class CompanyAdmin(MergeableAdmin, PageAdmin):
    list_display = ("name", "country", "parent", "film", "founded", "dissolved")
    list_filter = (("country", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("country", "parent")
    search_fields = ("search_text",)
    autocomplete_fields = ("country", "parent")
    new_fields = ("name", "seat", "country")
    uses = (
        Uses(
            FilmCompany,
            "company",
            {_("Film"): film_of, _("Year"): year_of_film, _("Role"): "role", _("Territory"): "territory"},
            joins=("film", "role", "territory"),
        ),
        Uses(Company, "parent", {_("Name"): "name"}, label=_("parts of this company"), joins=(), order=("name", "pk")),
    )
    fields = ("name", "other_names", ("founded", "dissolved"), ("seat", "country"), "parent", "note")
    inlines = (ExternalIdInline, EntryCitationInline)

    def get_queryset(self, request):
        parts = FilmCompany.objects.filter(company=OuterRef("pk"))
        return super().get_queryset(request).annotate(film_title=first_film(parts))

    @admin.display(description=_("first film"))
    def film(self, company):
        return company.film_title

    def other_names_of(self, company):
        return ((gettext("also known as"), name) for name in company.other_names.splitlines())

    def for_labels(self, queryset):
        return queryset.select_related("country")

    def label(self, company):
        return f"{company.name} ({company.country})" if company.country else company.name


@admin.register(CompanyRole)
class CompanyRoleAdmin(NamedAdmin, CodedAdmin):
    list_display = ("name", "code", "position")
    search_fields = ("name", "names", "code")


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
    part = "credits"
    rare = ("credited_as", "territory", "version")
    order_field = "position"
    fields = ("company", "role", "credited_as", "territory", "version", "position", "sources")
    list_select_related = ("company", "role")
