"""Countries, former states and languages, with their names in any language that CLDR has names in."""

from babel import UnknownLocaleError
from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404

from catalog.api.core.fields import Flag, Lines, OptionalText, PartialDate, ReadSerializer, Text
from catalog.api.core.viewsets import ReadViewSet
from catalog.models import Country, Language
from catalog.texts.numbers import excerpt
from catalog.vocabulary.names import ENGLISH, country_name, language_name, locale_of


class TagField(forms.CharField):
    """The tag of a language that CLDR has names in: pl, pt-BR."""

    def to_python(self, value):
        value = super().to_python(value)
        try:
            locale_of(value)
        except (UnknownLocaleError, ValueError):
            detail = (
                f"There are no names in “{excerpt(value)}”. Write the BCP 47 tag of a language, such as pl or pt-BR."
            )
            raise ValidationError(detail, code="invalid_choice") from None
        return value


class TermName(Text):
    """The name of a row in the language that is asked for; in English where it has none there."""

    def __init__(self, name_of):
        self.name_of = name_of
        super().__init__(source="*", help_text="In the language that is asked for, or else in English.")

    def to_representation(self, row):
        language = self.context["language"]
        if language == ENGLISH:
            return row.name
        try:
            return self.name_of(row.pk, language)
        except KeyError:
            return row.name


class CountrySerializer(ReadSerializer):
    """A country of today, or a former state."""

    id = Text(
        source="pk",
        help_text="The value for the filter `country`: of a state without a code its name in small letters.",
    )
    code = OptionalText(source="own_code", help_text="Its code of ISO 3166; null: a former state that has none.")
    name = TermName(country_name)
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
    name = TermName(language_name)


class NamedViewSet(ReadViewSet):
    """Terms that have names in many languages, by their English names from A to Z."""

    tag = "Vocabulary"

    def own_parameter_fields(self):
        help_text = "The BCP 47 tag of the language of the names."
        return {"language": TagField(required=False, max_length=35, initial=ENGLISH, help_text=help_text)}

    def get_serializer_context(self):
        return super().get_serializer_context() | {"language": self.parameters.get("language", ENGLISH)}


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
