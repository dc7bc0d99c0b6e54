"""Structured data of a page, in the vocabulary of schema.org, for search engines."""

import json

from django import template
from django.utils.safestring import mark_safe

register = template.Library()
# Escapes of JSON for what would end the script element, and for what JavaScript takes for the end of a line.
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@register.simple_tag
def jsonld(statements):
    """Return a script element with structured data, without the parts of it that are empty."""
    text = json.dumps(without_empty_parts(statements), ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def without_empty_parts(value):
    """Remove what is None, "", [] or {} from dicts and lists, at any depth."""
    if isinstance(value, dict):
        parts = {key: without_empty_parts(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if not is_empty(part)}
    if isinstance(value, list):
        return [part for part in map(without_empty_parts, value) if not is_empty(part)]
    return value


def is_empty(value):
    return value is None or value == "" or value == [] or value == {}
