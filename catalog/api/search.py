"""Search films, people and companies by name, and find them by their ids in other catalogues."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, IntegerField, Value
from rest_framework import serializers
from rest_framework.response import Response

from catalog.api.core.errors import BadRequest, fault
from catalog.api.core.fields import Choice, Integer, ReadSerializer, Text
from catalog.api.core.pagination import Key, KeysetPagination, cursor_value, rows_after
from catalog.api.core.parameters import NamesField
from catalog.api.core.viewsets import ROUTES, ReadViewSet
from catalog.models import SchemeForm
from catalog.search import SEARCHABLE_MODELS, search
from catalog.site_address import absolute
from catalog.texts.id_patterns import LONGEST_ID
from catalog.texts.numbers import excerpt

# The field that search shows of each kind of row.
LABELS = {"film": "title", "person": "name", "company": "name"}
# Those that have a parameter of their own → examples.
SCHEMES = {"imdb": "tt1023114, nm0000001, co0000001", "tmdb": "49009", "wikidata": "Q42"}


class FoundSerializer(ReadSerializer):
    """A film, person or company."""

    type = Choice(list(SEARCHABLE_MODELS))
    id = Integer()
    name = Text(help_text="The title of a film, or the name.")
    year = Integer(allow_null=True, help_text="A film's year.")
    url = serializers.URLField()
    api_url = serializers.URLField()

    def to_representation(self, row):
        kind = list(SEARCHABLE_MODELS)[row["noun"]]
        page = SEARCHABLE_MODELS[kind](pk=row["id"], **{LABELS[kind]: row["label"]}).get_absolute_url()
        return {
            "type": kind,
            "id": row["id"],
            "name": row["label"],
            "year": row["when"],
            "url": absolute(page),
            "api_url": absolute(f"/api/v1/{ROUTES[SEARCHABLE_MODELS[kind]]}/{row['id']}/"),
        }


def with_shared_columns(queryset, kind):
    """Add to rows of one kind the columns that all kinds have."""
    when = F("year") if kind == "film" else Value(None, output_field=IntegerField(null=True))
    number = Value(list(SEARCHABLE_MODELS).index(kind), output_field=IntegerField())
    rows = queryset.order_by().select_related(None).prefetch_related(None)
    return rows.annotate(noun=number, label=F(LABELS[kind]), when=when)


def union(querysets):
    first, *rest = [queryset.values("noun", "sort_key", "id", "label", "when") for queryset in querysets]
    return first.union(*rest, all=True) if rest else first


class SearchPagination(KeysetPagination):
    """Pages over several querysets: films first, then people, then companies, each A to Z."""

    def keys(self, querysets):
        return [Key(name, F(name), descending=False, nulls=None) for name in ("noun", "sort_key", "id")]

    def rows(self, querysets, keys, values, *, inclusive):
        if values:
            querysets = [queryset.filter(rows_after(keys, values, inclusive=inclusive)) for queryset in querysets]
        return list(union(querysets).order_by(*(key.ordering for key in keys))[: self.parameters["limit"] + 1])

    def values(self, keys, row):
        return [cursor_value(row[key.name]) for key in keys]

    def count(self):
        return sum(queryset.count() for queryset in self.queryset)


class SearchViewSet(ReadViewSet):
    """Search films, people and companies by name.

    Each word of `q` is the beginning of a word of the name, in any order; case and accents don't matter. Films come
    first, then people, then companies, each A to Z.
    """

    serializer_class = FoundSerializer
    pagination_class = SearchPagination
    operations = {"list": ("search", "Search by name")}
    tag = "Search"

    def own_parameter_fields(self):
        return {
            "q": forms.CharField(max_length=200, help_text="The beginnings of words of a title or name."),
            "type": NamesField(
                SEARCHABLE_MODELS, required=False, initial=list(SEARCHABLE_MODELS), help_text="What to search."
            ),
        }

    def get_queryset(self):
        return [with_shared_columns(search(self.parameters["q"], kind), kind) for kind in self.parameters["type"]]


class OutsideIdField(forms.CharField):
    """The id of a film, person or company in another catalogue, in a form of its scheme."""

    def __init__(self, scheme, examples):
        self.scheme = scheme
        super().__init__(required=False, max_length=LONGEST_ID, help_text=f"Such as {examples}.")

    def clean(self, value):
        value = super().clean(value)
        scheme_forms = SchemeForm.objects.filter(scheme=self.scheme, noun__in=SEARCHABLE_MODELS)
        if not any(form.takes(value) for form in scheme_forms):
            raise ValidationError(f"“{excerpt(value)}” is not a valid id. {self.help_text}", code="invalid")
        return value


class FoundListSerializer(serializers.Serializer):
    """The rows that have an outside id: at most one film, one person and one company."""

    results = FoundSerializer(many=True)


class FindViewSet(ReadViewSet):
    """Find films, people and companies by their id in another catalogue. Give exactly one id."""

    serializer_class = FoundListSerializer
    pagination_class = None
    operations = {"retrieve": ("find", "Find by an outside id")}
    tag = "Search"

    def own_parameter_fields(self):
        return {scheme: OutsideIdField(scheme, examples) for scheme, examples in SCHEMES.items()}

    def retrieve(self, request, **kwargs):
        schemes = [scheme for scheme in SCHEMES if self.parameters[scheme]]
        if len(schemes) != 1:
            detail = f"Give exactly one of {', '.join(SCHEMES)}."
            raise BadRequest([fault("one_of", detail, parameter=scheme) for scheme in schemes or SCHEMES])
        outside_id = {"external_ids__scheme": schemes[0], "external_ids__value": self.parameters[schemes[0]]}
        matches = union(
            [
                with_shared_columns(model.objects.published().filter(**outside_id), kind)
                for kind, model in SEARCHABLE_MODELS.items()
            ]
        )
        rows = list(matches.order_by("noun", "id"))
        return Response({"results": FoundSerializer(rows, many=True, context=self.get_serializer_context()).data})
