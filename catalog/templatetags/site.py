"""Tags for what the site's owner wrote."""

from django import template
from django.utils.html import format_html

from catalog.texts.language_tags import direction

register = template.Library()


@register.simple_tag
def in_language(text):
    """Write the attributes of an element that holds a text in another language than that of the page; "" in the page's own."""
    return format_html(' lang="{}" dir="{}"', text.lang, direction(text.lang)) if text.lang else ""
