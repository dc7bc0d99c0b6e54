"""What a page says of itself where a link to it is shared: the tags of Open Graph, and of Twitter where these don't do."""

from django import template
from django.template.loader_tags import BlockNode
from django.templatetags.static import static
from django.utils.safestring import mark_safe

from catalog.models.current_site import current_site
from catalog.pictures import SHARE_NAME
from catalog.site_address import absolute

register = template.Library()
# Of what has no picture of its own.
SITE_PICTURE = {"path": "img/share.jpg", "width": 1200, "height": 630}


@register.simple_tag(takes_context=True)
def block_again(context, name):
    """Write the text of a block of the page once more, in one line, for an attribute."""
    text = BlockNode(name, template.NodeList()).render(context)
    return mark_safe(" ".join(text.split()))


@register.inclusion_tag("catalog/_share_picture.html", takes_context=True)
def share_picture(context):
    """Name a page's own picture as a JPEG with its size; else the owner's logo, or the site's own picture.

    A list has its `share_image`, a person their portrait, a film its poster.
    """
    posters = getattr(context.get("film"), "posters", [])
    image = context.get("share_image") or context.get("portrait") or next(iter(posters), None)
    own_site = current_site()
    if not image and own_site.logo_address:
        width, height = own_site.logo_size
        return {
            "url": absolute(own_site.logo_address),
            "type": "image/png",
            "width": width,
            "height": height,
            "alt": own_site.name,
            "card": "summary",
        }
    if not image:
        return SITE_PICTURE | {"url": absolute(static(SITE_PICTURE["path"])), "card": "summary_large_image"}
    return {
        "url": absolute(image.rendition_url(SHARE_NAME)),
        "width": image.largest["width"],
        "height": image.largest["height"],
        "alt": image.alt,
        "card": "summary",
    }
