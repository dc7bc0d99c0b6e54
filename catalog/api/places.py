"""Countries, former states and languages, with their names in any language that CLDR has names in."""

from django.http import Http404

from catalog.api.core.fields import Flag, Lines, OptionalText, PartialDate, ReadSerializer, Text
from catalog.api.core.term_names import NamedViewSet, TermName
from catalog.models import Country, Language


class CountrySerializer(ReadSerializer):
    """A country of today, or a former state."""

    id = Text(
        source="pk",
        help_text="The value for the filter `country`: of a state without a code its name in small letters.",
    )
    code = OptionalText(source="own_code", help_text="Its code of ISO 3166; null: a former state that has none.")
    name = TermName()
    other_names = Lines(help_text="What editors also call it.")
    former = Flag(source="is_former")
    start_date = PartialDate()
    end_date = PartialDate()
    successor = OptionalText(
        source="successor_id", help_text="The code that stands for a state that has none of its own."
    )
    wikidata = OptionalText()


class LanguageSerializer(ReadSerializer):
    """A language."""

    tag = Text(source="pk", help_text="BCP 47. The value for the filter `language`.")
    name = TermName()


class CountryViewSet(NamedViewSet):
    """The countries and former states that ship with Wayback and those of published films, A to Z."""

    serializer_class = CountrySerializer
    operations = {"list": ("listCountries", "List countries"), "retrieve": ("getCountry", "Read a country")}

    def get_queryset(self):
        return Country.objects.public().order_by("sort_key", "pk")

    def get_object(self):
        if country := self.get_queryset().filter(pk=self.kwargs["id"]).first():
            return country
        raise Http404


class LanguageViewSet(NamedViewSet):
    """The languages that ship with Wayback and those of published films, A to Z."""

    serializer_class = LanguageSerializer
    operations = {"list": ("listLanguages", "List languages")}

    def get_queryset(self):
        return Language.objects.public().order_by("sort_key", "pk")
