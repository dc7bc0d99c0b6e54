"""The base of all routes: read the parameters first, show only what is published, take a fixed number of queries."""

from abc import ABC, abstractmethod
from functools import reduce
from inspect import getdoc
from operator import or_

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import Http404
from rest_framework.exceptions import NotFound
from rest_framework.metadata import BaseMetadata
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from catalog import according
from catalog.api.core.errors import RowMerged
from catalog.api.core.parameters import QueryParameters, according_to, spoiler_max
from catalog.editing.references import visible_survivor
from catalog.models import Company, Credit, Film, Person, Question, Source, Version


def prefetch_list(name, queryset=None):
    """Return a Prefetch into the list `all_<name>`: it costs half of a prefetch into each row's related manager."""
    return Prefetch(name, queryset, to_attr=f"all_{name.rpartition('__')[2]}")


# Models whose rows have an address in the API → the route that has them.
ROUTES = {Film: "films", Person: "people", Company: "companies", Source: "sources"}


def get_visible(rows, key):
    """Return the row of a key from the rows that visitors see. Raise RowMerged if its survivor is among them."""
    if row := rows.filter(pk=key).first():
        return row
    route = ROUTES.get(rows.model)
    if route and (survivor := visible_survivor(rows, key)):
        raise RowMerged(survivor, route)
    raise Http404


class Methods(BaseMetadata):
    """The answer to OPTIONS."""

    def determine_metadata(self, request, view):
        return {"description": getdoc(view), "methods": view.allowed_methods}


class ReadViewSet(GenericViewSet):
    """Rows to read. `operations` describes each action for the schema: (operation id, summary).

    `normalizers` are functions that write a filter's value as the catalogue writes it: filter → function.
    """

    metadata_class = Methods
    filterset_class = None
    normalizers = {}
    action = None
    lookup_url_kwarg = "id"
    operations = {}
    parameters = {}
    tag = ""
    cache_control = "public, no-cache"

    def own_parameter_fields(self):
        """Return the query parameters besides those of pages and filters: name → form field."""
        return {}

    def filter_fields(self):
        return self.filterset_class({}).form.fields if self.filterset_class and self.action == "list" else {}

    def page_fields(self):
        return self.paginator.parameter_fields() if self.paginator and self.action == "list" else {}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if self.action in self.operations:
            self.read_parameters(request)

    def read_parameters(self, request):
        """Read all parameters before any query. Raise BadRequest with all their faults."""
        fields = self.own_parameter_fields() | self.page_fields()
        query = QueryParameters(request, fields | self.filter_fields())
        self.parameters = query.values(fields)
        if self.filterset_class and self.action == "list":
            self.filterset = self.filterset_class(self.normalize(request.query_params), request=request)
            for name, errors in self.filterset.form.errors.as_data().items():
                for error in errors:
                    query.add_faults(name, error)
        query.raise_faults()

    def normalize(self, query):
        """Return the query with its codes written as the catalogue writes them."""
        query = query.copy()
        for name in self.normalizers.keys() & query.keys():
            query[name] = self.normalizers[name](query[name])
        return query

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", self.cache_control)
        for name, value in getattr(request, "rate_limit", {}).items():
            response.headers[name] = value
        return response

    def get_serializer_context(self):
        return super().get_serializer_context() | {"spoiler_max": self.parameters.get("spoiler_max")}

    def filter_queryset(self, queryset):
        if not self.filterset_class:
            return queryset
        self.filterset.queryset = queryset
        return self.filterset.qs

    def prefetches(self):
        """Return the lookups to prefetch for the rows of an answer."""
        return []

    def prefetch(self, rows):
        prefetch_related_objects(rows, *self.prefetches())

    def serialize(self, rows, *, many):
        self.prefetch(rows if many else [rows])
        return self.get_serializer(rows, many=many).data

    def list(self, request, **kwargs):
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.serialize(page, many=True))

    def retrieve(self, request, **kwargs):
        return Response(self.serialize(self.get_object(), many=False))

    def get_object(self):
        return get_visible(self.get_queryset(), self.kwargs["id"])


NOT_ITS_SOURCE = "No published source with this id says anything on this film."


def according_source(film, source_id):
    """Return the source of an id, or None without an id. Raise NotFound where it says nothing on the film."""
    if source_id is None:
        return None
    if source := according.find_source(film, source_id):
        return source
    raise NotFound(NOT_ITS_SOURCE)


def narrow_rows(rows, source):
    """Remove from prefetched rows of a film what the source does not say. With None they stay whole."""
    if source is None:
        return
    for row in rows:
        if hasattr(row, "all_citations"):
            row.all_citations = [citation for citation in row.all_citations if citation.source_id == source.pk]
        if isinstance(row, Version):
            according.empty_uncited_version(row, row.all_citations)
        if isinstance(row, Credit):
            according.hide_name(row, next((citation.missing_reason for citation in row.all_citations), ""))
        if isinstance(row, Question):
            according.hide_ruling(row)
            row.all_readings = [
                reading for reading in row.all_readings if reading.source_id == source.pk and reading.value
            ]


class FilmPartViewSet(ReadViewSet, ABC):
    """Rows of one published film."""

    tag = "Films"
    takes_spoiler_max = False
    takes_according_to = True
    source = None
    # The foreign keys that lead to the film.
    owners = ("film",)

    @classmethod
    @abstractmethod
    def rows(cls, spoiler_max):
        """Return the visible rows of all films, in order, without those that give away more than a spoiler level."""

    @classmethod
    def lookups(cls, name, rows):
        """Return the lookups that put the rows of films into the lists `part_<name>`."""
        return [Prefetch(name, rows, to_attr=f"part_{name}")]

    @classmethod
    def arrange(cls, film):
        """Bring a film's prefetched rows into the form of the answer."""

    def own_parameter_fields(self):
        fields = {"according_to": according_to()} if self.takes_according_to else {}
        return fields | ({"spoiler_max": spoiler_max()} if self.takes_spoiler_max else {})

    def get_queryset(self):
        film = get_visible(Film.objects.published().only("pk", "title"), self.kwargs["id"])
        rows = self.rows(self.parameters.get("spoiler_max")).filter(
            reduce(or_, [Q(**{owner: film}) for owner in self.owners])
        )
        self.source = according_source(film, self.parameters.get("according_to"))
        return according.rows_of_source(rows, self.source) if self.source else rows

    def prefetch(self, rows):
        super().prefetch(rows)
        narrow_rows(rows, self.source)
