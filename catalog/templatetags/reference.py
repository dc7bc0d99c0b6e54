"""Texts of the API's schema, as its page shows them."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

register = template.Library()
CODE = re.compile("`([^`]+)`")


@register.filter
def with_code(text):
    """Return a text with what stands between backticks as code, all else escaped."""
    return mark_safe(CODE.sub(r"<code>\1</code>", escape(text)))
