from rest_framework import serializers

from catalog.api.core.fields import Choice, OptionalText, ReadSerializer, Text
from catalog.api.core.viewsets import ReadViewSet, prefetch_list
from catalog.models import Scheme, SchemeNoun


class SchemeFormSerializer(ReadSerializer):
    """What ids of one noun look like in a scheme."""

    noun = Choice(SchemeNoun.choices)
    pattern = Text(help_text="A regular expression that the whole id matches.")
    example = Text()
    address = OptionalText(help_text="Of the page of an id, with {} in its place; null where there are no pages.")


class Nouns(serializers.ListField):
    """The nouns of a scheme's forms."""

    child = serializers.ChoiceField(SchemeNoun.choices)

    def to_representation(self, forms):
        return [form.noun for form in forms]


class SchemeSerializer(ReadSerializer):
    """A catalogue or registry with ids of its own."""

    code = Text(help_text="What `external_ids` call it.")
    name = Text()
    nouns = Nouns(source="all_forms", help_text="What it has ids of.")
    forms = SchemeFormSerializer(many=True, source="all_forms")


class SchemeViewSet(ReadViewSet):
    """The schemes of outside ids that ship with Wayback, and those of public ids, by code."""

    serializer_class = SchemeSerializer
    operations = {"list": ("listSchemes", "List schemes of outside ids")}
    tag = "Vocabulary"

    def get_queryset(self):
        return Scheme.objects.public().order_by("code")

    def prefetches(self):
        return [prefetch_list("forms")]
