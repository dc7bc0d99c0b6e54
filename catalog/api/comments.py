from catalog.api.core.fields import Choice, Flag, Instant, Integer, Shape, Text
from catalog.api.core.viewsets import FilmPartViewSet
from catalog.models import Comment, SpoilerLevel


class CommentSerializer(Shape):
    """A visitor's idea on a film, in plain text."""

    id = Integer()
    name = Text()
    body = Text(help_text="Plain text, as the visitor wrote it: escape it before you show it.")
    spoiler = Flag(help_text="Whether it gives anything of the story away.")
    spoiler_level = Choice(SpoilerLevel.choices)
    created_at = Instant()


class CommentViewSet(FilmPartViewSet):
    """The approved comments on a film, oldest first, those above `spoiler_max` left out."""

    serializer_class = CommentSerializer
    operations = {"list": ("listFilmComments", "List the comments on a film")}
    spoils = True
    sourced = False

    @classmethod
    def rows(cls, spoilers):
        return Comment.objects.public().within(spoilers)
