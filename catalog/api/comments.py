from catalog.api.core.fields import Choice, Flag, Instant, Integer, ReadSerializer, Text
from catalog.api.core.viewsets import FilmPartViewSet
from catalog.models import Comment, SpoilerLevel


class CommentSerializer(ReadSerializer):
    """A visitor's comment on a film, in plain text."""

    id = Integer()
    name = Text()
    body = Text(help_text="Plain text, as the visitor wrote it: escape it before you show it.")
    spoiler = Flag(help_text="Whether it gives away anything of the story.")
    spoiler_level = Choice(SpoilerLevel.choices)
    created_at = Instant()


class CommentViewSet(FilmPartViewSet):
    """The approved comments on a film, oldest first, without those above `spoiler_max`."""

    serializer_class = CommentSerializer
    operations = {"list": ("listFilmComments", "List the comments on a film")}
    takes_spoiler_max = True
    takes_according_to = False

    @classmethod
    def rows(cls, spoiler_max):
        return Comment.objects.public().within(spoiler_max)
