from rest_framework import serializers

from catalog.api.core.fields import Choice, Integer, OptionalText, Shape, Text
from catalog.api.core.refs import SourceRef
from catalog.api.core.viewsets import FilmPartViewSet
from catalog.models import Image, ImageKind, SpoilerLevel
from catalog.models.base import on_published_film


class RenditionSerializer(Shape):
    """One size of a picture in one format."""

    url = serializers.URLField()
    width = Integer()
    height = Integer()
    format = Choice(["avif", "webp"])


class Renditions(serializers.ListField):
    child = RenditionSerializer()

    def __init__(self, **kwargs):
        super().__init__(source="*", help_text="Small to large.", **kwargs)

    def to_representation(self, image):
        origin = self.context["origin"]
        return [
            {
                "url": origin + image.rendition_url(one["name"]),
                "width": one["width"],
                "height": one["height"],
                "format": one["format"],
            }
            for one in image.renditions
        ]


class PictureFields(Shape):
    id = Integer()
    alt = Text(help_text="What it shows, for who can't see it.")
    width = Integer()
    height = Integer()
    renditions = Renditions()


class Picture(PictureFields):
    """The first of some pictures, in short; null where there is none."""

    def to_representation(self, images):
        return super().to_representation(images[0]) if images else None


def shown(kind, spoilers):
    """Published pictures of a kind that give away no more than that spoiler level, the first one first."""
    return Image.objects.published().filter(kind=kind, spoiler_level__lte=spoilers).order_by("position", "id")


class ImageSerializer(PictureFields):
    """A picture of a film or a person, in several sizes and formats."""

    kind = Choice(ImageKind.choices)
    caption = OptionalText()
    credit_line = OptionalText(help_text="Whose picture it is.")
    source = SourceRef(allow_null=True)
    licence = OptionalText()
    spoiler_level = Choice(SpoilerLevel.choices)


class ImageViewSet(FilmPartViewSet):
    """The published pictures of a film, those above `spoiler_max` left out."""

    serializer_class = ImageSerializer
    operations = {"list": ("listFilmImages", "List a film's pictures")}
    spoils = True

    @classmethod
    def rows(cls, spoilers):
        images = Image.objects.published().filter(on_published_film(), spoiler_level__lte=spoilers)
        return images.select_related("source").order_by("position", "id")
