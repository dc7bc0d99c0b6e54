from catalog.api.core.fields import Integer, ReadSerializer, Text
from catalog.api.core.term_names import NamedViewSet, TermName
from catalog.models import Genre


class GenreSerializer(ReadSerializer):
    """A kind of film."""

    id = Integer()
    name = TermName()
    slug = Text(help_text="The value for the filter `genre`.")


class GenreViewSet(NamedViewSet):
    """The genres that ship with Wayback and those of published films, A to Z."""

    serializer_class = GenreSerializer
    operations = {"list": ("listGenres", "List genres")}

    def get_queryset(self):
        return Genre.objects.public().order_by("sort_key", "id")
