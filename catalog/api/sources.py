from django.utils.http import http_date
from rest_framework.response import Response

from catalog.api.core.fields import (
    ApiUrl,
    Choice,
    Instant,
    Integer,
    Lines,
    OptionalText,
    PageUrl,
    PartialDate,
    ReadSerializer,
    Text,
)
from catalog.api.core.refs import SourceRef
from catalog.api.core.viewsets import ReadViewSet
from catalog.filters import SourceFilter
from catalog.models import Source, SourceKind


class SourceSerializer(ReadSerializer):
    """What a fact is taken from: a page, a book, the film itself."""

    id = Integer()
    title = Text()
    authors = Lines()
    edition = OptionalText()
    publisher = OptionalText()
    kind = Choice(SourceKind.choices)
    address = OptionalText(source="url", help_text="Where it is on the web.")
    published_on = PartialDate()
    retrieved_on = PartialDate()
    dead_since = PartialDate(help_text="Since when `address` no longer leads to it; null: it does, as far as is known.")
    copied_from = SourceRef(
        allow_null=True, source="public_original", help_text="The source that it copies, which is one voice with it."
    )
    licence = OptionalText()
    note = OptionalText()
    url = PageUrl()
    api_url = ApiUrl("sources")
    updated_at = Instant()


class SourceViewSet(ReadViewSet):
    """Sources that published films cite, A to Z."""

    serializer_class = SourceSerializer
    filterset_class = SourceFilter
    operations = {"list": ("listSources", "List sources"), "retrieve": ("getSource", "Read a source")}
    tag = "Sources"

    def get_queryset(self):
        return Source.objects.listed().select_related("copied_from")

    def retrieve(self, request, **kwargs):
        source = self.get_object()
        return Response(
            self.serialize(source, many=False), headers={"Last-Modified": http_date(source.updated_at.timestamp())}
        )
