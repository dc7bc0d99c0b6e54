from django.contrib import admin
from django.utils.html import format_html

from catalog.admin.base import PublishableAdmin
from catalog.admin.rows import RowStacked
from catalog.models import Image


def thumbnail(image):
    """The smallest rendition, with the text for who can't see it."""
    if not image.pk or not image.renditions:
        return "no picture yet"
    small = image.sizes("webp")[0]
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        small["url"],
        image.alt,
        small["width"],
        small["height"],
    )


class Pictured:
    readonly_fields = ("picture",)

    @admin.display(description="as it is")
    def picture(self, image):
        return thumbnail(image)


FIELDS = (
    "picture",
    ("kind", "file"),
    "alt",
    ("caption", "credit_line"),
    ("source", "licence"),
    ("spoiler_level", "position"),
    ("state", "published_from"),
)


@admin.register(Image)
class ImageAdmin(Pictured, PublishableAdmin):
    list_display = ("picture", "alt", "kind", "film", "person", "state")
    list_display_links = ("picture", "alt")
    list_filter = ("state", "kind")
    list_select_related = ("film", "person")
    search_fields = ("film__search_text", "person__search_text", "alt", "caption")
    autocomplete_fields = ("film", "person", "source")
    fields = (("film", "person"), *FIELDS)


class ImageInline(Pictured, RowStacked):
    model = Image
    classes = ("collapse",)
    fields = FIELDS
    list_select_related = ("source",)
