"""What all routes share: their parameters are read first, and they answer what is published, at a fixed price."""

from inspect import getdoc

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from rest_framework.exceptions import NotFound
from rest_framework.metadata import BaseMetadata
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from catalog import according
from catalog.api.core.errors import Merged
from catalog.api.core.parameters import Asked, according_to, spoiler_max
from catalog.merging import survivor_of
from catalog.models import Company, Credit, Film, Person, Question, Source


def each(name, queryset=None):
    """Read the related rows into a list `all_<name>`: it costs half of what a manager of each row does."""
    return Prefetch(name, queryset, to_attr=f"all_{name.rpartition('__')[2]}")


NOUNS = {Film: "films", Person: "people", Company: "companies", Source: "sources"}


def find(rows, key):
    """The row of a key, of those that visitors see. Raises Merged where it is part of another of them by now."""
    if row := rows.filter(pk=key).first():
        return row
    noun = NOUNS.get(rows.model)
    into = noun and survivor_of(rows.model._meta.model_name, key)
    if into and (row := rows.filter(pk=into).first()):
        raise Merged(row, noun)
    raise Http404


class Methods(BaseMetadata):
    """What OPTIONS answers."""

    def determine_metadata(self, request, view):
        return {"description": getdoc(view), "methods": view.allowed_methods}


class ReadViewSet(GenericViewSet):
    """A noun to read. `operations` names each action for the schema: (operation id, summary)."""

    metadata_class = Methods
    filterset_class = None
    folds = {}
    action = None
    lookup_url_kwarg = "id"
    operations = {}
    asked = {}
    tag = ""
    cache_control = "public, no-cache"

    def own_parameters(self):
        """Query parameters besides those of pages and filters: name → form field."""
        return {}

    def filter_fields(self):
        return self.filterset_class({}).form.fields if self.filterset_class and self.action == "list" else {}

    def page_fields(self):
        return self.paginator.parameters() if self.paginator and self.action == "list" else {}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if self.action in self.operations:
            self.read_parameters(request)

    def read_parameters(self, request):
        """Read all parameters before anything is looked for. Raises BadRequest with all that is wrong in them."""
        fields = self.own_parameters() | self.page_fields()
        found = Asked(request, fields | self.filter_fields())
        self.asked = found.read(fields)
        if self.filterset_class and self.action == "list":
            self.filterset = self.filterset_class(self.folded(request.query_params), request=request)
            for name, errors in self.filterset.form.errors.as_data().items():
                for error in errors:
                    found.refuse(name, error)
        found.settle()

    def folded(self, query):
        """The query with codes written as the catalogue writes them."""
        query = query.copy()
        for name in self.folds.keys() & query.keys():
            query[name] = self.folds[name](query[name])
        return query

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", self.cache_control)
        for name, value in getattr(request, "rate_limit", {}).items():
            response.headers[name] = value
        return response

    def get_serializer_context(self):
        origin, spoilers = self.request.build_absolute_uri("/")[:-1], self.asked.get("spoiler_max")
        return super().get_serializer_context() | {"origin": origin, "spoilers": spoilers}

    def filtered(self, queryset):
        """The rows that the filters leave."""
        if not self.filterset_class:
            return queryset
        self.filterset.queryset = queryset
        return self.filterset.qs

    def related(self):
        """What the rows of an answer are read with."""
        return []

    def read_related(self, rows):
        prefetch_related_objects(rows, *self.related())

    def written(self, rows, *, many):
        self.read_related(rows if many else [rows])
        return self.get_serializer(rows, many=many).data

    def list(self, request, **kwargs):
        page = self.paginate_queryset(self.filtered(self.get_queryset()))
        return self.get_paginated_response(self.written(page, many=True))

    def retrieve(self, request, **kwargs):
        return Response(self.written(self.get_object(), many=False))

    def get_object(self):
        return find(self.get_queryset(), self.kwargs["id"])


UNTOLD = "This source is none, is not published, or says nothing on this film."


def teller(film, source_id):
    """The source of that id, which says something on the film; None where none is asked for."""
    if source_id is None:
        return None
    if source := according.teller(film, source_id):
        return source
    raise NotFound(UNTOLD)


def only(rows, source):
    """Leave of a film's rows what the source says of them, once they are read; None leaves them whole."""
    if source is None:
        return
    for row in rows:
        if hasattr(row, "all_citations"):
            row.all_citations = [citation for citation in row.all_citations if citation.source_id == source.pk]
        if isinstance(row, Credit):
            according.lose_name(row, next((one.missing_reason for one in row.all_citations), ""))
        if isinstance(row, Question):
            according.silence(row)
            row.all_readings = [one for one in row.all_readings if one.source_id == source.pk and one.value]


class FilmPartViewSet(ReadViewSet):
    """Rows of one film, which is published.

    Each has a class method `rows(spoilers)`: the rows of any film that visitors see, in order, giving away no more than
    that spoiler level.
    """

    tag = "Films"
    spoils = False
    sourced = True
    source = None

    def own_parameters(self):
        told = {"according_to": according_to()} if self.sourced else {}
        return told | ({"spoiler_max": spoiler_max()} if self.spoils else {})

    def get_queryset(self):
        film = find(Film.objects.published().only("pk", "title"), self.kwargs["id"])
        rows = self.rows(self.asked.get("spoiler_max")).filter(film=film)
        self.source = teller(film, self.asked.get("according_to"))
        return according.rows(rows, self.source) if self.source else rows

    def read_related(self, rows):
        super().read_related(rows)
        only(rows, self.source)
