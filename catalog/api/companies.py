from django.db.models import Prefetch

from catalog.api.core.fields import (
    ApiUrl,
    CountryCode,
    Instant,
    Integer,
    Lines,
    OptionalText,
    PageUrl,
    PartialDate,
    ReadSerializer,
    Text,
)
from catalog.api.core.refs import CitedField, CountryAsEntered, OutsideId, prefetch_cited_fields, prefetch_ids
from catalog.api.core.viewsets import ReadViewSet, prefetch_list
from catalog.filters import CompanyFilter
from catalog.models import Company


class CompanyRef(ReadSerializer):
    """A company, in short."""

    id = Integer()
    name = Text()
    url = PageUrl()
    api_url = ApiUrl("companies")


class CompanySerializer(ReadSerializer):
    """A company that produces, sells or distributes films."""

    id = Integer()
    name = Text()
    country = CountryCode()
    country_as_entered = CountryAsEntered(allow_null=True, source="country")
    seat = OptionalText(help_text="The place, in words.")
    founded = PartialDate()
    dissolved = PartialDate()
    parent = CompanyRef(
        allow_null=True,
        source="public_parent",
        help_text="What it belongs or belonged to; null where that is not public.",
    )
    subsidiaries = CompanyRef(many=True, source="all_subsidiaries", help_text="The public companies that belong to it.")
    other_names = Lines()
    external_ids = OutsideId(many=True, source="all_external_ids")
    citations = CitedField(many=True, source="all_citations", help_text="Which source states which field.")
    url = PageUrl()
    api_url = ApiUrl("companies")
    updated_at = Instant()


class CompanyViewSet(ReadViewSet):
    """Companies of published films, A to Z."""

    serializer_class = CompanySerializer
    filterset_class = CompanyFilter
    operations = {"list": ("listCompanies", "List companies"), "retrieve": ("getCompany", "Read a company")}
    tag = "Companies"

    def get_queryset(self):
        return Company.objects.listed().select_related("country")

    def prefetches(self):
        return [
            Prefetch("parent", Company.objects.published(), to_attr="public_parent"),
            prefetch_list("subsidiaries", Company.objects.listed()),
            prefetch_ids(),
            prefetch_cited_fields(),
        ]
