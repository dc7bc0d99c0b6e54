"""Structured data of a page, in the vocabulary of schema.org, for search engines."""

import json

from django import template
from django.utils.safestring import mark_safe

from catalog.exchange.statements import without_empty_parts

register = template.Library()
# Escapes of JSON for what would end the script element, and for what JavaScript takes for the end of a line.
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@register.simple_tag
def jsonld(statements):
    """Return a script element with structured data, without the parts of it that are empty."""
    text = json.dumps(without_empty_parts(statements), ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
