from catalog.api.core.fields import Integer, ReadSerializer, Text
from catalog.api.core.viewsets import ReadViewSet
from catalog.models import Genre


class GenreSerializer(ReadSerializer):
    """A kind of film."""

    id = Integer()
    name = Text()
    slug = Text(help_text="The value for the filter `genre`.")


class GenreViewSet(ReadViewSet):
    """The genres that ship with Wayback and those of published films, A to Z."""

    serializer_class = GenreSerializer
    operations = {"list": ("listGenres", "List genres")}
    tag = "Vocabulary"

    def get_queryset(self):
        return Genre.objects.public().order_by("sort_key", "id")
