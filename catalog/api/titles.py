from catalog.api.core.fields import CountryCode, Integer, OptionalChoice, OptionalText, ReadSerializer, Text
from catalog.api.core.refs import CitedSource, CountryAsEntered, VersionId
from catalog.api.core.viewsets import FilmPartViewSet, prefetch_list
from catalog.models import Title, TitleKind


class TitleSerializer(ReadSerializer):
    """A name of a film in a language or country."""

    id = Integer()
    title = Text()
    kind = OptionalChoice(TitleKind.choices, help_text="What it was used for; null: not said.")
    language = OptionalText(source="language_id", help_text="A BCP 47 tag.")
    script = OptionalText(
        help_text="The ISO 15924 code of its letters, where they aren't the usual ones of the language: Latn."
    )
    country = CountryCode()
    country_as_entered = CountryAsEntered(allow_null=True, source="country")
    version = VersionId()
    note = OptionalText()
    sources = CitedSource(many=True, source="all_citations")


class TitleViewSet(FilmPartViewSet):
    """The names of a film in other languages and countries, A to Z without their articles."""

    serializer_class = TitleSerializer
    operations = {"list": ("listFilmTitles", "List a film's titles")}

    @classmethod
    def rows(cls, spoiler_max):
        titles = Title.objects.public().select_related("country", "version").order_by("sort_key", "id")
        return titles.prefetch_related(prefetch_list("citations", CitedSource.rows()))
