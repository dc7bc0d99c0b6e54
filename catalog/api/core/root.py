"""The entry points: versions of the API, and its routes."""

from django.urls import reverse
from rest_framework import serializers
from rest_framework.response import Response

from catalog.api.core.viewsets import ReadViewSet
from catalog.site_address import absolute

ROUTES = (
    "films",
    "people",
    "companies",
    "sources",
    "lists",
    "genres",
    "subjects",
    "countries",
    "languages",
    "jobs",
    "schemes",
    "search",
    "find",
)


class ApiVersionSerializer(serializers.Serializer):
    version = serializers.CharField()
    url = serializers.URLField()


class VersionsSerializer(serializers.Serializer):
    """The versions of this API, and where it is described."""

    versions = ApiVersionSerializer(many=True)
    schema = serializers.URLField(help_text="This API as OpenAPI 3.1.")
    docs = serializers.URLField(help_text="The same as a page.")


class RoutesSerializer(serializers.Serializer):
    """The address of each route."""

    def get_fields(self):
        return {name: serializers.URLField() for name in ROUTES}


class RootViewSet(ReadViewSet):
    pagination_class = None
    tag = "Start"

    def address(self, name):
        return absolute(reverse(f"api:{name}"))


class VersionsViewSet(RootViewSet):
    """The versions of this API."""

    serializer_class = VersionsSerializer
    operations = {"retrieve": ("listVersions", "List versions")}

    def retrieve(self, request, **kwargs):
        versions = [{"version": "v1", "url": self.address("v1")}]
        return Response({"versions": versions, "schema": self.address("schema"), "docs": self.address("docs")})


class RoutesViewSet(RootViewSet):
    """The routes of version 1 that need no id."""

    serializer_class = RoutesSerializer
    operations = {"retrieve": ("listRoutes", "List routes")}

    def retrieve(self, request, **kwargs):
        return Response({name: self.address(name) for name in ROUTES})
