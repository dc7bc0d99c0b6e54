from catalog.api.core.fields import COUNTRY_CODE, Integer, OptionalText, ReadSerializer, Text
from catalog.api.core.refs import CitedSource, VersionId
from catalog.api.core.viewsets import FilmPartViewSet, prefetch_list
from catalog.models import Title


class TitleSerializer(ReadSerializer):
    """A name of a film in a language or country."""

    id = Integer()
    title = Text()
    language = OptionalText(source="language_id", help_text="A BCP 47 tag.")
    country = OptionalText(source="country_id", help_text=COUNTRY_CODE)
    version = VersionId()
    note = OptionalText()
    sources = CitedSource(many=True, source="all_citations")


class TitleViewSet(FilmPartViewSet):
    """The names of a film in other languages and countries, A to Z."""

    serializer_class = TitleSerializer
    operations = {"list": ("listFilmTitles", "List a film's titles")}

    @classmethod
    def rows(cls, spoiler_max):
        titles = Title.objects.public().select_related("version").order_by("title", "id")
        return titles.prefetch_related(prefetch_list("citations", CitedSource.rows()))
