from rest_framework import serializers

from catalog.api.core.fields import Choice, Integer, OptionalText, ReadSerializer, Text
from catalog.api.core.refs import SourceRef, VersionId
from catalog.api.core.viewsets import FilmPartViewSet
from catalog.models import Image, ImageKind, SpoilerLevel
from catalog.models.base import on_published_film
from catalog.site_address import absolute


class RenditionSerializer(ReadSerializer):
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
        return [
            {
                "url": absolute(image.rendition_url(rendition["name"])),
                "width": rendition["width"],
                "height": rendition["height"],
                "format": rendition["format"],
            }
            for rendition in image.renditions
        ]


class PictureFields(ReadSerializer):
    id = Integer()
    alt = Text(help_text="What it shows, for people who can't see it.")
    width = Integer()
    height = Integer()
    renditions = Renditions()


class Picture(PictureFields):
    """The first of some pictures, in short, or null."""

    def to_representation(self, images):
        return super().to_representation(images[0]) if images else None


def visible_images(kind, spoiler_max):
    """Return the published pictures of a kind that give away no more than a spoiler level, in order."""
    return Image.objects.published().filter(kind=kind, spoiler_level__lte=spoiler_max).order_by("position", "id")


class ImageSerializer(PictureFields):
    """A picture of a film or a person, in several sizes and formats."""

    kind = Choice(ImageKind.choices)
    caption = OptionalText()
    credit_line = OptionalText(help_text="Who made the picture or owns it.")
    source = SourceRef(allow_null=True)
    licence = OptionalText()
    version = VersionId()
    spoiler_level = Choice(SpoilerLevel.choices)


class ImageViewSet(FilmPartViewSet):
    """The published pictures of a film, without those above `spoiler_max`."""

    serializer_class = ImageSerializer
    operations = {"list": ("listFilmImages", "List a film's pictures")}
    takes_spoiler_max = True

    @classmethod
    def rows(cls, spoiler_max):
        images = Image.objects.published().filter(on_published_film(), spoiler_level__lte=spoiler_max)
        return images.select_related("source", "version").order_by("position", "id")
