"""A film as schema.org tells of it, for search engines."""

import json

from django import template
from django.utils.safestring import mark_safe

register = template.Library()
# What would end the script element, or be a line's end to JavaScript, is written as an escape of JSON.
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@register.simple_tag
def jsonld(thing):
    """A script element that holds structured data; what is empty in it is left out."""
    written = json.dumps(bare(thing), ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')


def bare(thing):
    """The thing without its empty parts."""
    if isinstance(thing, dict):
        return {key: value for key, value in ((key, bare(value)) for key, value in thing.items()) if full(value)}
    if isinstance(thing, list):
        return [value for value in map(bare, thing) if full(value)]
    return thing


def full(value):
    return value is not None and value != "" and value != [] and value != {}
