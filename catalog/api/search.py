"""Films, people and companies at once: by name, and by what other catalogues call them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, IntegerField, Value
from rest_framework import serializers
from rest_framework.response import Response

from catalog.api.core.errors import BadRequest, fault
from catalog.api.core.fields import Choice, Integer, Shape, Text
from catalog.api.core.pagination import Key, KeysetPagination, beyond, plain
from catalog.api.core.parameters import Names
from catalog.api.core.viewsets import ReadViewSet
from catalog.models.external_ids import FORMS
from catalog.search import SEARCHED, search

NAMES = {"film": "title", "person": "name", "company": "name"}
NOUNS = {"film": "films", "person": "people", "company": "companies"}
SCHEMES = ("imdb", "tmdb", "wikidata")


class FoundSerializer(Shape):
    """A film, person or company."""

    type = Choice(list(SEARCHED))
    id = Integer()
    name = Text(help_text="A film's title, or the name.")
    year = Integer(allow_null=True, help_text="A film's year.")
    url = serializers.URLField()
    api_url = serializers.URLField()

    def to_representation(self, row):
        kind, origin = list(SEARCHED)[row["kind"]], self.context["origin"]
        page = SEARCHED[kind](pk=row["id"], **{NAMES[kind]: row["label"]}).get_absolute_url()
        return {
            "type": kind,
            "id": row["id"],
            "name": row["label"],
            "year": row["when"],
            "url": origin + page,
            "api_url": f"{origin}/api/v1/{NOUNS[kind]}/{row['id']}/",
        }


def alike(queryset, kind):
    """Rows of one kind with the columns that all kinds have."""
    when = F("year") if kind == "film" else Value(None, output_field=IntegerField(null=True))
    number = Value(list(SEARCHED).index(kind), output_field=IntegerField())
    bare = queryset.order_by().select_related(None).prefetch_related(None)
    return bare.annotate(kind=number, label=F(NAMES[kind]), when=when)


def union(querysets):
    first, *others = [queryset.values("kind", "sort_key", "id", "label", "when") for queryset in querysets]
    return first.union(*others, all=True) if others else first


class SearchPagination(KeysetPagination):
    """Pages over several querysets: films first, then people, then companies, each A to Z."""

    def keys(self, querysets):
        return [Key(name, F(name), down=False, nulls=None) for name in ("kind", "sort_key", "id")]

    def rows(self, querysets, keys, values, *, inclusive):
        if values:
            querysets = [queryset.filter(beyond(keys, values, inclusive=inclusive)) for queryset in querysets]
        return list(union(querysets).order_by(*(key.place for key in keys))[: self.asked["limit"] + 1])

    def values(self, keys, row):
        return [plain(row[key.name]) for key in keys]

    def count(self):
        return sum(queryset.count() for queryset in self.queryset)


class SearchViewSet(ReadViewSet):
    """Search films, people and companies by name.

    Each word of `q` begins a word of the name, in any order; case and accents don't matter. Films come first, then
    people, then companies, each A to Z.
    """

    serializer_class = FoundSerializer
    pagination_class = SearchPagination
    operations = {"list": ("search", "Search by name")}
    tag = "Search"

    def own_parameters(self):
        return {
            "q": forms.CharField(max_length=200, help_text="The beginnings of words of a title or name."),
            "type": Names(SEARCHED, required=False, initial=list(SEARCHED), help_text="What to search."),
        }

    def get_queryset(self):
        return [alike(search(self.asked["q"], kind), kind) for kind in self.asked["type"]]


class OutsideIdField(forms.CharField):
    """An id as its scheme writes it, of a film, a person or a company."""

    def __init__(self, scheme):
        shapes = dict.fromkeys(FORMS[scheme].values())
        self.pattern = f"^({'|'.join(pattern for pattern, _ in shapes)})$".replace(r"\d", "[0-9]")
        examples = ", ".join(example for _, example in shapes)
        super().__init__(required=False, max_length=20, help_text=f"Such as {examples}.")

    def clean(self, value):
        value = super().clean(value)
        if not re.match(self.pattern, value):
            raise ValidationError(f"This is no such id. {self.help_text}", code="invalid")
        return value


class FoundListSerializer(serializers.Serializer):
    """All that has an outside id: at most one film, one person and one company."""

    results = FoundSerializer(many=True)


class FindViewSet(ReadViewSet):
    """Find films, people and companies by what another catalogue calls them. Give exactly one of the ids."""

    serializer_class = FoundListSerializer
    pagination_class = None
    operations = {"retrieve": ("find", "Find by an outside id")}
    tag = "Search"

    def own_parameters(self):
        return {scheme: OutsideIdField(scheme) for scheme in SCHEMES}

    def retrieve(self, request, **kwargs):
        given = [scheme for scheme in SCHEMES if self.asked[scheme]]
        if len(given) != 1:
            said = f"Give exactly one of {', '.join(SCHEMES)}."
            raise BadRequest([fault("one_of", said, parameter=scheme) for scheme in given or SCHEMES])
        known = {"external_ids__scheme": given[0], "external_ids__value": self.asked[given[0]]}
        found = union([alike(model.objects.published().filter(**known), kind) for kind, model in SEARCHED.items()])
        rows = list(found.order_by("kind", "id"))
        return Response({"results": FoundSerializer(rows, many=True, context=self.get_serializer_context()).data})
