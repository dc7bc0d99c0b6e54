from catalog.api.fields import Flag, Instant, Integer, Shape, Text
from catalog.api.reads import FilmPartViewSet
from catalog.models import Comment, SpoilerLevel


class CommentSerializer(Shape):
    """A visitor's idea on a film, in plain text."""

    id = Integer()
    name = Text()
    body = Text(help_text="Plain text, as the visitor wrote it: escape it before you show it.")
    spoiler = Flag()
    created_at = Instant()


class CommentViewSet(FilmPartViewSet):
    """The approved comments on a film, oldest first; those marked as spoilers with `spoiler_max=3` alone."""

    serializer_class = CommentSerializer
    operations = {"list": ("listFilmComments", "List the comments on a film")}
    spoils = True

    @classmethod
    def rows(cls, spoilers):
        comments = Comment.objects.public()
        return comments if spoilers == SpoilerLevel.ENDING else comments.filter(spoiler=False)
