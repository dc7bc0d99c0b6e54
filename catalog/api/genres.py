from catalog.api.core.fields import Integer, ReadSerializer, Text
from catalog.api.core.viewsets import ReadViewSet
from catalog.models import Genre


class GenreSerializer(ReadSerializer):
    """A kind of film."""

    id = Integer()
    name = Text()
    slug = Text(help_text="The value for the filter `genre`.")


class GenreViewSet(ReadViewSet):
    """All genres, A to Z."""

    queryset = Genre.objects.order_by("name", "id")
    serializer_class = GenreSerializer
    operations = {"list": ("listGenres", "List genres")}
    tag = "Vocabulary"
