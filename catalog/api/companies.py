from catalog.api.core.fields import (
    COUNTRY_CODE,
    ApiUrl,
    Instant,
    Integer,
    Lines,
    OptionalText,
    PageUrl,
    ReadSerializer,
    Text,
)
from catalog.api.core.refs import OutsideId, prefetch_ids
from catalog.api.core.viewsets import ReadViewSet
from catalog.filters import CompanyFilter
from catalog.models import Company


class CompanySerializer(ReadSerializer):
    """A company that produces, sells or distributes films."""

    id = Integer()
    name = Text()
    country = OptionalText(source="country_id", help_text=COUNTRY_CODE)
    other_names = Lines()
    external_ids = OutsideId(many=True, source="all_external_ids")
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
        return Company.objects.listed()

    def prefetches(self):
        return [prefetch_ids()]
